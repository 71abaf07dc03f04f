"""The scan as it travels over the wire: one header, one vector of codes."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validate, validates_schema

from tracker.api.schemas.consequences import ConsequencesSchema
from tracker.api.schemas.fields import ByCode, Code, Codes, Grams, Moment, Share, too_heavy
from tracker.api.schemas.registers import KindField
from tracker.domain.mass import MOST_BATTERY_G, MOST_LOAD_G, MOST_LOT_G
from tracker.domain.register_kinds import paragraphs, words
from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material
from tracker.lifecycle.scan_fields import field_faults

_SHORT = words(128)
_PIECES = validate.Range(min=1, max=100_000)


class DetailSchema(ma.Schema):
    """What was seen of one unit."""

    mass_kg = Grams(MOST_LOAD_G, attribute="mass_g")
    damaged = ma.fields.Boolean()
    battery_class = ma.fields.Enum(BatteryClass, by_value=True)


class UncodedSchema(ma.Schema):
    """Batteries without a readable code, counted and weighed."""

    pieces = ma.fields.Integer(required=True, strict=True, validate=_PIECES)
    mass_kg = Grams(MOST_LOAD_G, required=True, attribute="mass_g")
    battery_class = ma.fields.Enum(BatteryClass, by_value=True)
    label = Code()


class OutputSchema(ma.Schema):
    """One lot that a treatment yields."""

    code = Code(required=True)
    material = ma.fields.Enum(Material, by_value=True, required=True)
    mass_kg = Grams(MOST_LOT_G, required=True, attribute="mass_g")
    lead_share = Share()
    pieces = ma.fields.Integer(strict=True, validate=_PIECES)


class ScanSchema(ma.Schema):
    """One scan. What a kind needs or may have stands in ``tracker.lifecycle.scan_fields``."""

    client_id = KindField(words(64), required=True, validate=validate.Length(min=8))
    kind = ma.fields.Enum(ScanKind, by_value=True, required=True)
    site = KindField(_SHORT, required=True)
    at = Moment(required=True)
    codes = Codes()
    container = Code()
    peer_site = KindField(_SHORT)
    manifest = KindField(_SHORT)
    vehicle = KindField(_SHORT)
    model = KindField(_SHORT)
    category = ma.fields.Enum(ReceiptCategory, by_value=True)
    mass_kg = Grams(MOST_LOT_G, attribute="mass_g")
    details = ByCode(DetailSchema)
    uncoded = ma.fields.List(ma.fields.Nested(UncodedSchema), validate=validate.Length(1, 500))
    outputs = ma.fields.List(ma.fields.Nested(OutputSchema), validate=validate.Length(1, 500))
    new_code = Code()
    stolen = ma.fields.Boolean()
    country = ma.fields.String(validate=validate.Regexp("^[A-Z]{2}$"))
    event = ma.fields.String(validate=validate.Regexp("^[0-9]{1,19}$"))
    reason = KindField(paragraphs(1_000))
    dry_run = ma.fields.Boolean()

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def fields_fit_the_kind(self, data: dict[str, Any], original: Any, **_: Any) -> None:
        """What this kind of scan needs is there, and nothing that it never takes."""
        kind = data.get("kind")
        if not isinstance(kind, ScanKind) or not isinstance(original, dict):
            return
        given = frozenset(name for name in original if name in self.fields)
        faults = {f.pointer[1:]: [f] for f in field_faults(kind, given)}
        if faults:
            raise ValidationError(faults)

    @validates_schema(skip_on_field_errors=True)
    def masses_fit_batteries(self, data: dict[str, Any], **_: Any) -> None:
        """So many batteries cannot weigh more than as many of the heaviest."""
        faults = {
            place: {"mass_kg": [too_heavy(heap["mass_g"], heap["pieces"] * MOST_BATTERY_G)]}
            for place, heap in enumerate(data.get("uncoded", ()))
            if heap["mass_g"] > heap["pieces"] * MOST_BATTERY_G
        }
        if faults:
            raise ValidationError({"uncoded": faults})


class ReasonSchema(ma.Schema):
    """Why one code was not booked."""

    code = ma.fields.String()
    detail = ma.fields.String()


class CodeResultSchema(ma.Schema):
    """What became of one code."""

    code = ma.fields.String()
    status = ma.fields.String(validate=validate.OneOf(["accepted", "refused"]))
    reason = ma.fields.Nested(ReasonSchema)


class FindingSchema(ma.Schema):
    """What looked wrong although it was booked, and which article says so."""

    rule = ma.fields.String()
    severity = ma.fields.String()
    subject = ma.fields.String()
    says = ma.fields.String()
    law = ma.fields.String()
    article = ma.fields.String()


class ScanAnswerSchema(ma.Schema):
    """The answer, code by code, in the order asked."""

    client_id = ma.fields.String()
    event = ma.fields.String(allow_none=True)
    dry_run = ma.fields.Boolean()
    accepted = ma.fields.Integer()
    refused = ma.fields.Integer()
    results = ma.fields.List(ma.fields.Nested(CodeResultSchema))
    findings = ma.fields.List(ma.fields.Nested(FindingSchema))
    labels = ma.fields.List(ma.fields.String())
    consequences = ma.fields.Nested(ConsequencesSchema, allow_none=True)
