"""A scale's ticket as it travels."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validates_schema

from tracker.api.schemas.fields import Code, Moment
from tracker.api.schemas.registers import KindField
from tracker.api.schemas.scan import FindingSchema
from tracker.domain import register_kinds as kind
from tracker.domain.errors import Fault
from tracker.domain.mass import MOST_LOAD_G, kilograms

_NAME = kind.words(64)
_MASS = kind.kilograms(MOST_LOAD_G)
_TARE = kind.kilograms(MOST_LOAD_G, least_g=0)


class WeighingSchema(ma.Schema):
    """Gross, tare and net in kilograms; net need not be said, and must be gross less tare.

    ``code`` is the unit that lay on the scale, and takes the net mass for its own.
    """

    client_id = KindField(kind.words(64))
    ticket = KindField(_NAME, required=True)
    scale = KindField(_NAME, required=True)
    site = KindField(kind.CODE, required=True)
    weighed_at = Moment(required=True)
    gross_kg = KindField(_MASS, required=True, attribute="gross_g")
    tare_kg = KindField(_TARE, required=True, attribute="tare_g")
    net_kg = KindField(_MASS, attribute="net_g")
    code = Code()
    vehicle = KindField(kind.CODE)
    manifest = KindField(kind.CODE)
    calibrated_until = KindField(kind.DAY)

    @validates_schema(skip_on_field_errors=False)
    def masses_fit(self, data: dict[str, Any], **_: Any) -> None:
        """Something lay on the scale, and net is what it weighed."""
        if "gross_g" not in data or "tare_g" not in data:
            return
        net_g = data["gross_g"] - data["tare_g"]
        if net_g <= 0:
            raise ValidationError({"tare_kg": [Fault("tare_not_below_gross")]})
        if data.get("net_g", net_g) != net_g:
            words: dict[str, object] = {"net_kg": kilograms(net_g)}
            raise ValidationError({"net_kg": [Fault("net_differs", params=words)]})


class WeighingAnswerSchema(ma.Schema):
    """The ticket as it was kept; ``event`` is the weighing of the unit, if one lay there."""

    ticket = ma.fields.String()
    net_kg = KindField(_MASS)
    event = ma.fields.String(allow_none=True)
    findings = ma.fields.List(ma.fields.Nested(FindingSchema))
