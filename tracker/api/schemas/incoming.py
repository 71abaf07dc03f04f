"""Matters of other provinces as they travel between this house and its people."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.approval import AuthorityClockSchema
from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.incoming import IncomingKind

_VERSION = kind.number(1, 2**31 - 1)


class IncomingQuerySchema(PageSchema):
    """Which are wanted; ``open``: only those that wait for an answer."""

    kind = KindField(kind.choice(IncomingKind))
    open = ma.fields.Boolean(load_default=False)


class ReplySchema(ma.Schema):
    """The reply to a consultation (article 25); ``day`` is today if it is not named."""

    version = KindField(_VERSION, required=True)
    agrees = KindField(kind.TRUTH, required=True)
    reference = KindField(kind.words(200), required=True)
    reason = KindField(kind.paragraphs(1_000))
    day = KindField(kind.DAY)


class IncomingSchema(ma.Schema):
    """A matter as its province told it last (``told``), and what was answered here. ``version`` is
    the one to send with an answer; ``awaited``: an answer is waited for now."""

    id = ma.fields.Integer()
    kind = KindField(kind.choice(IncomingKind))
    code = ma.fields.String()
    authority = ma.fields.String()
    state = ma.fields.String()
    version = ma.fields.Integer()
    received_at = ma.fields.String(metadata={"format": "date-time"})
    awaited = ma.fields.Boolean()
    clock = ma.fields.Nested(AuthorityClockSchema, allow_none=True)
    told = ma.fields.Dict()
    answer = ma.fields.Dict(allow_none=True)
    answered_on = ma.fields.Date(allow_none=True)


class IncomingListSchema(ma.Schema):
    """A page of them, the newest first."""

    items = ma.fields.List(ma.fields.Nested(IncomingSchema))
    next = ma.fields.String(allow_none=True)
