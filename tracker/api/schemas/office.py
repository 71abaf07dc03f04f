"""Figures, working days, storage and deadlines as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.parameters import Measure, Sureness


class ParameterRowSchema(ma.Schema):
    """One row of a figure's history; ``value`` null: no limit from then on."""

    valid_from = ma.fields.Date()
    value = ma.fields.Raw(allow_none=True)
    source = ma.fields.String()
    certainty = KindField(kind.choice(Sureness))
    shipped = ma.fields.Boolean()


class ParameterSchema(ma.Schema):
    """A figure of the province as it counts today, with its history, the newest first."""

    name = ma.fields.String()
    measure = KindField(kind.choice(Measure))
    says = ma.fields.String()
    value = ma.fields.Raw(allow_none=True)
    source = ma.fields.String(allow_none=True)
    certainty = ma.fields.String(allow_none=True)
    history = ma.fields.List(ma.fields.Nested(ParameterRowSchema))


class ParametersSchema(ma.Schema):
    """All figures; there are some two dozen, so they come whole."""

    items = ma.fields.List(ma.fields.Nested(ParameterSchema))


class NewParameterSchema(ma.Schema):
    """A figure from a day on: kilograms, shares as decimals, switches as true or false."""

    valid_from = ma.fields.Raw(required=True, metadata={"type": "string", "format": "date"})
    value = ma.fields.Raw(required=True, allow_none=True)
    source = ma.fields.Raw(required=True, metadata={"type": "string"})


class YearSchema(ma.Schema):
    """The working days of a year: Mondays to Fridays off, and weekend days worked instead."""

    year = ma.fields.Integer()
    days_off = ma.fields.List(ma.fields.Date())
    days_worked = ma.fields.List(ma.fields.Date())


class NewYearSchema(ma.Schema):
    """A year as it was announced. Weekends among the days off are left out by themselves."""

    days_off = ma.fields.List(ma.fields.Raw(), required=True)
    days_worked = ma.fields.List(ma.fields.Raw(), required=True)
    source = ma.fields.Raw(required=True, metadata={"type": "string"})


class YearsSchema(ma.Schema):
    """All years that are known."""

    items = ma.fields.List(ma.fields.Nested(YearSchema))


class CountQuerySchema(ma.Schema):
    """From which day how many working days are counted."""

    start = KindField(kind.DAY, required=True)
    count = ma.fields.Integer(required=True, validate=ma.validate.Range(0, 1_000))


class DeadlineSchema(ma.Schema):
    """The last day of a period; provisional if a year on the way is not announced yet."""

    day = ma.fields.Date()
    provisional = ma.fields.Boolean()


class StorageQuerySchema(PageSchema):
    """``over``: only sites that keep more than they may; ``now``: count anew, which takes its time
    in a large province."""

    over = ma.fields.Boolean(truthy={"true", "1"}, falsy={"false", "0"}, load_default=False)
    now = ma.fields.Boolean(truthy={"true", "1"}, falsy={"false", "0"}, load_default=False)


class StoredSchema(ma.Schema):
    """What lies at a site. Kilograms as decimal texts; ``limit_kg`` null: no limit is known."""

    site = ma.fields.String()
    mass_kg = ma.fields.String()
    limit_kg = ma.fields.String(allow_none=True)
    over = ma.fields.Boolean()
    pieces = ma.fields.Integer()
    unweighed = ma.fields.Integer()
    oldest = ma.fields.Date(allow_none=True)
    oldest_unit = ma.fields.String(allow_none=True)
    last_day = ma.fields.Date(allow_none=True)


class StorageSchema(ma.Schema):
    """Sites by code; ``as_of``: when it was counted, null if nobody has counted yet."""

    as_of = ma.fields.String(allow_none=True, metadata={"format": "date-time"})
    items = ma.fields.List(ma.fields.Nested(StoredSchema))
    next = ma.fields.String(allow_none=True)


class DeadlinesQuerySchema(PageSchema):
    """From which day to which; a week from today if not said."""

    first = KindField(kind.DAY)
    until = KindField(kind.DAY)


class OwedSchema(ma.Schema):
    """What falls due on a day, for whom, and what happens if it is not done."""

    day = ma.fields.Date()
    provisional = ma.fields.Boolean()
    rule = ma.fields.String()
    subject = ma.fields.String()
    says = ma.fields.String()
    next_step = ma.fields.String()
    organisation = ma.fields.String(allow_none=True)
    site = ma.fields.String(allow_none=True)


class DeadlinesSchema(ma.Schema):
    """The earliest first."""

    items = ma.fields.List(ma.fields.Nested(OwedSchema))
    next = ma.fields.String(allow_none=True)
