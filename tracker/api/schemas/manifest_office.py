"""Revisions of manifests, blocks of numbers, and the duty to have a manifest, as they travel."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.manifest_revision import RevisionState
from tracker.lifecycle.manifest_seals import BY_FIELD

_SHORT, _LONG = kind.words(64), kind.paragraphs(1_000)
_VERSION = kind.number(1, 2**31 - 1)
_NUMBER = kind.words(20)
_ANSWERS = [one.value for one in RevisionState if one is not RevisionState.OPEN]


class _Anything(ma.fields.Field[Any]):
    """A text or a whole number; what the field itself may hold is judged with it."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, (str, int)):
            raise ValidationError([Fault("not_a_text")])
        return value


class ChangeSchema(ma.Schema):
    """One field of a manifest, of one of its rows or legs (``place``), and its new value."""

    field = ma.fields.String(required=True, validate=ma.validate.OneOf(sorted(BY_FIELD)))
    place = KindField(kind.number(1, 1_000))
    new = _Anything(required=True)


class NewRevisionSchema(ma.Schema):
    """Other values for sealed fields, and why."""

    version = KindField(_VERSION, required=True)
    reason = KindField(_LONG, required=True)
    changes = ma.fields.List(
        ma.fields.Nested(ChangeSchema), required=True, validate=ma.validate.Length(1, 100)
    )


class RevisionAnswerSchema(ma.Schema):
    """Consent, refusal, or withdrawal by who proposed it."""

    answer = ma.fields.String(required=True, validate=ma.validate.OneOf(_ANSWERS))
    reason = KindField(_LONG)


class RevisionSchema(ma.Schema):
    """A revision as it was proposed."""

    number = ma.fields.Integer()
    state = ma.fields.String()
    proposed_by = ma.fields.String()
    consent_of = ma.fields.String()
    reason = ma.fields.String()
    changes = ma.fields.List(ma.fields.Dict())


class NewBlockSchema(ma.Schema):
    """A block of numbers as the issuing system granted it."""

    first = KindField(_NUMBER, required=True)
    last = KindField(_NUMBER, required=True)
    organisation = KindField(kind.CODE)
    granted_by = KindField(kind.words(200), required=True)
    reference = KindField(kind.words(200), required=True)
    granted_on = KindField(kind.DAY, required=True)


class BlockSchema(ma.Schema):
    """A block, and how much of it is left."""

    id = ma.fields.String()
    prefecture = ma.fields.String()
    first = ma.fields.String()
    last = ma.fields.String()
    left = ma.fields.Integer()
    organisation = ma.fields.String(allow_none=True)
    granted_by = ma.fields.String()
    reference = ma.fields.String()
    granted_on = ma.fields.Date()


class BlocksQuerySchema(PageSchema):
    """Which blocks are wanted."""


class BlocksSchema(ma.Schema):
    """A page of blocks."""

    items = ma.fields.List(ma.fields.Nested(BlockSchema))
    next = ma.fields.String(allow_none=True)


class DutyQuerySchema(ma.Schema):
    """From which site to which other, on which day."""

    sender = KindField(kind.CODE, required=True)
    receiver = KindField(kind.CODE, required=True)
    day = KindField(kind.DAY)


class DutySchema(ma.Schema):
    """Whether a manifest is needed, and what says so."""

    needed = ma.fields.Boolean()
    says = ma.fields.String()
