"""Questions about rates and their answers as they travel."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from marshmallow import ValidationError, validate

from reports.usecases.case_values import FIRST_YEAR, LAST_YEAR
from tracker.domain.errors import Fault
from tracker.http.paging import MOST_PER_PAGE, USUAL_PAGE

_MOST = 200
_MOST_GIVEN = 4_000


class Whole(ma.fields.Field[int]):
    """A whole number in an address."""

    def __init__(self, least: int, most: int, **more: Any) -> None:
        schema = {"type": "integer", "minimum": least, "maximum": most}
        super().__init__(metadata=schema, **more)
        self._least, self._most = least, most

    def _deserialize(self, value: Any, attr: str | None, data: Any, **_: Any) -> int:
        if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 10:
            found = int(value)
            if self._least <= found <= self._most:
                return found
        limits: dict[str, object] = {"least": self._least, "limit": self._most}
        raise ValidationError([Fault("not_a_whole_number", params=limits)])


class RateQuerySchema(ma.Schema):
    """Whose rate, of which year, by which definition (the usual one if none is named).

    ``given`` is a JSON object of what records do not tell (lifetimes, arising, most_days …);
    ``records`` is how many records behind each factor come along.
    """

    enterprise = ma.fields.String(required=True, validate=validate.Length(max=_MOST))
    year = Whole(FIRST_YEAR, LAST_YEAR, required=True)
    definition = ma.fields.String(validate=validate.Length(max=_MOST))
    given = ma.fields.String(validate=validate.Length(max=_MOST_GIVEN))
    records = Whole(0, MOST_PER_PAGE, load_default=20)


class EvidenceQuerySchema(ma.Schema):
    """One factor of a rate; ``cursor`` is the ``next`` of the page before."""

    enterprise = ma.fields.String(required=True, validate=validate.Length(max=_MOST))
    year = Whole(FIRST_YEAR, LAST_YEAR, required=True)
    definition = ma.fields.String(validate=validate.Length(max=_MOST))
    given = ma.fields.String(validate=validate.Length(max=_MOST_GIVEN))
    factor = ma.fields.String(required=True, validate=validate.Length(max=_MOST))
    cursor = ma.fields.String()
    limit = Whole(1, MOST_PER_PAGE, load_default=USUAL_PAGE)


class CaseSchema(ma.Schema):
    """A method on given inputs; masses are decimal texts in tonnes."""

    method = ma.fields.Raw(metadata={"type": "string", "examples": ["R_EPR"]})
    variant = ma.fields.Raw(metadata={"type": "string", "examples": ["NDRC-2020"]})
    inputs = ma.fields.Raw(metadata={"type": "object"})
    note = ma.fields.Raw(metadata={"type": "string"})


class RateSchema(ma.Schema):
    """A rate: ``value`` is null unless ``status`` is OK; ``says`` explains status and flags."""

    status = ma.fields.String()
    value = ma.fields.Dict(allow_none=True)
    flags = ma.fields.List(ma.fields.String())
    factors = ma.fields.Dict()
    interval = ma.fields.List(ma.fields.String(), allow_none=True)
    missing = ma.fields.List(ma.fields.String())
    says = ma.fields.List(ma.fields.String())
    words = ma.fields.Dict()
    definition = ma.fields.Dict()


class ShownRateSchema(RateSchema):
    """A rate from the records of the house, with the first records behind each factor."""

    enterprise = ma.fields.Dict()
    year = ma.fields.Integer()
    behind = ma.fields.Dict()
    evidence = ma.fields.Dict()


class EvidencePageSchema(ma.Schema):
    """Records behind one factor; ``withheld``: how many are another's secrets.

    ``total`` is null where only the records of the page were read.
    """

    total = ma.fields.Integer(allow_none=True)
    withheld = ma.fields.Integer()
    items = ma.fields.List(ma.fields.Dict())
    next = ma.fields.String(allow_none=True)


class DefinitionsSchema(ma.Schema):
    """Every definition there is."""

    items = ma.fields.List(ma.fields.Dict())
