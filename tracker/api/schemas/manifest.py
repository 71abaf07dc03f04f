"""What is filled in on manifests, confirmed and asked, as it travels."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validates_schema

from tracker.api.schemas.fields import Code, Codes, Grams, Moment
from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES
from tracker.domain.manifest import (
    MOST_BOUND,
    MOST_CARRIERS,
    MOST_ROWS,
    LoadDifference,
    ManifestState,
    ManifestStep,
)
from tracker.domain.manifest_draft import WASTE_BATTERIES_HAZARDS, WASTE_BATTERIES_NAME
from tracker.domain.mass import MOST_LOAD_G
from tracker.lifecycle.manifest_fields import step_field_faults
from tracker.lifecycle.manifest_groups import ManifestGroup

_SHORT, _LINE, _LONG = kind.words(64), kind.words(200), kind.paragraphs(1_000)
_PIECES = kind.number(1, 100_000)
_ROW = kind.number(1, MOST_ROWS)
_CLIENT = ma.validate.Length(min=8)
_VERSION = kind.number(1, 2**31 - 1)


class DraftRowSchema(ma.Schema):
    """One row of waste: tonnes and pieces."""

    waste = KindField(kind.WASTE, load_default=WASTE_LEAD_BATTERIES)
    name = KindField(_LINE, load_default=WASTE_BATTERIES_NAME)
    hazards = KindField(_SHORT, load_default=WASTE_BATTERIES_HAZARDS)
    form = KindField(_SHORT)
    packing = KindField(_SHORT)
    packages = KindField(_PIECES)
    pieces = KindField(_PIECES, required=True)
    mass_kg = Grams(MOST_LOAD_G, attribute="mass_g")
    ticket = KindField(_SHORT)
    codes = Codes()


class DraftCarrierSchema(ma.Schema):
    """One carrier, in its order."""

    organisation = KindField(kind.CODE, required=True)
    vehicle = KindField(_SHORT)
    permit = KindField(_SHORT)
    start = KindField(_LINE)
    end = KindField(_LINE)


class PaperSchema(ma.Schema):
    """That the transfer went on paper."""

    number = KindField(_SHORT)
    started_at = Moment(required=True)


class DraftSchema(ma.Schema):
    """A manifest as it is filled in."""

    sender = KindField(kind.CODE, required=True)
    receiver = KindField(kind.CODE, required=True)
    carriers = ma.fields.List(
        ma.fields.Nested(DraftCarrierSchema),
        required=True,
        validate=ma.validate.Length(1, MOST_CARRIERS),
    )
    rows = ma.fields.List(
        ma.fields.Nested(DraftRowSchema),
        required=True,
        validate=ma.validate.Length(1, MOST_ROWS),
    )
    approval = KindField(_SHORT)
    purpose = KindField(_LINE)
    precautions = KindField(_LONG)
    note = KindField(_LONG)
    paper = ma.fields.Nested(PaperSchema)

    @validates_schema(skip_on_field_errors=True)
    def no_more_than_a_truck(self, data: dict[str, Any], **_: Any) -> None:
        """The codes of all rows together."""
        count = sum(len(row.get("codes", ())) for row in data["rows"])
        if count > MOST_BOUND:
            words = {"limit": MOST_BOUND, "count": count}
            raise ValidationError({"rows": [Fault("too_many_bound", params=words)]})


class NewManifestSchema(DraftSchema):
    """A new manifest."""

    client_id = KindField(_SHORT, required=True, validate=_CLIENT)


class EditedManifestSchema(DraftSchema):
    """A draft written anew; ``version`` is the one that was read."""

    version = KindField(_VERSION, required=True)


class CopySchema(ma.Schema):
    """A new draft that says what an old manifest said."""

    client_id = KindField(_SHORT, required=True, validate=_CLIENT)


class RowSaidSchema(ma.Schema):
    """What is said of one row at a hand-over."""

    row = KindField(_ROW, required=True)
    mass_kg = Grams(MOST_LOAD_G, attribute="mass_g")
    ticket = KindField(_SHORT)
    accepted_kg = KindField(kind.kilograms(MOST_LOAD_G, 0), attribute="accepted_g")
    accepted_pieces = KindField(kind.number(0, 100_000))
    method = KindField(_SHORT)


class DifferenceSaidSchema(ma.Schema):
    """A difference of article 18 that is no matter of codes."""

    kind = ma.fields.Enum(LoadDifference, by_value=True, required=True)
    row = KindField(_ROW)
    reason = KindField(_LONG, required=True)


class _Scanned(Codes):
    """Codes that were scanned at a hand-over; nothing may be there at all."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **more: Any) -> list[str]:
        return [] if value == [] else super()._deserialize(value, attr, data, **more)


class ConfirmationSchema(ma.Schema):
    """A confirmation of a step. What a step needs or may have stands in
    ``tracker.lifecycle.manifest_fields``."""

    step = ma.fields.Enum(ManifestStep, by_value=True, required=True)
    version = KindField(_VERSION, required=True)
    at = Moment()
    client_id = KindField(_SHORT, validate=_CLIENT)
    number = KindField(_SHORT)
    from_block = ma.fields.Boolean()
    scanned = _Scanned()
    reasons = ma.fields.Dict(keys=Code(), values=KindField(_LONG))
    reason_for = ma.fields.Dict(
        keys=ma.fields.String(validate=ma.validate.OneOf([one.value for one in LoadDifference])),
        values=KindField(_LONG),
    )
    damaged = _Scanned()
    refused = _Scanned()
    vehicle = KindField(_SHORT)
    permit = KindField(_SHORT)
    rows = ma.fields.List(
        ma.fields.Nested(RowSaidSchema), validate=ma.validate.Length(1, MOST_ROWS)
    )
    differences = ma.fields.List(
        ma.fields.Nested(DifferenceSaidSchema), validate=ma.validate.Length(1, 100)
    )
    reason = KindField(_LONG)
    place = KindField(_LINE)
    site = KindField(kind.CODE)
    result = KindField(_LONG)
    delivered_at = Moment()
    note = KindField(_LONG)

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def fields_fit_the_step(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        """What this step needs is there, and nothing that it never takes."""
        step = data.get("step")
        if not isinstance(step, ManifestStep) or not isinstance(original, dict):
            return
        given = frozenset(name for name in original if name in self.fields) - {"manifest"}
        faults = {f.pointer[1:]: [f] for f in step_field_faults(step, given)}
        if faults:
            raise ValidationError(faults)


class BulkItemSchema(ConfirmationSchema):
    """A confirmation of a step of the manifest it names."""

    manifest = KindField(_SHORT, required=True)


class BulkSchema(ma.Schema):
    """Confirmations of several manifests, each for itself."""

    items = ma.fields.List(ma.fields.Dict(), required=True, validate=ma.validate.Length(1, 200))


class ScannedSchema(ma.Schema):
    """Codes to compare with a manifest, without confirming anything."""

    scanned = _Scanned(required=True)


class ManifestsQuerySchema(PageSchema):
    """Which manifests are wanted."""

    group = ma.fields.Enum(ManifestGroup, by_value=True)
    state = ma.fields.Enum(ManifestState, by_value=True)
    sender = KindField(kind.CODE)
    receiver = KindField(kind.CODE)
