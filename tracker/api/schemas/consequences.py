"""What a correction, a void or a revision changes downstream, as it travels."""

from __future__ import annotations

import marshmallow as ma


class StockChangeSchema(ma.Schema):
    """What the sums of a site and day gained; below nothing: lost."""

    site = ma.fields.String()
    day = ma.fields.Date()
    kind = ma.fields.String()
    flow = ma.fields.String(allow_none=True)
    pieces = ma.fields.Integer()
    mass_kg = ma.fields.String()


class UnitsNowSchema(ma.Schema):
    """Units that stand otherwise now; the first twenty codes."""

    before = ma.fields.String()
    after = ma.fields.String()
    units = ma.fields.Integer()
    codes = ma.fields.List(ma.fields.String())


class QuotaNowSchema(ma.Schema):
    """What a manifest draws on an approval."""

    approval = ma.fields.String()
    manifest = ma.fields.String()
    change_kg = ma.fields.String()
    drawn_kg = ma.fields.String()
    left_kg = ma.fields.String()


class AlarmNowSchema(ma.Schema):
    """An alarm that was raised, was resolved, or stays open."""

    rule = ma.fields.String()
    subject = ma.fields.String()
    state = ma.fields.String(validate=ma.validate.OneOf(["raised", "resolved", "open"]))


class FrozenRateSchema(ma.Schema):
    """A frozen rate that keeps its figure until it is restated."""

    enterprise = ma.fields.String()
    year = ma.fields.Integer()
    definition = ma.fields.String()
    version = ma.fields.Integer()


class RatesTouchedSchema(ma.Schema):
    """Which rates are touched; those of others are only counted."""

    year = ma.fields.Integer(allow_none=True)
    frozen = ma.fields.List(ma.fields.Nested(FrozenRateSchema))
    frozen_elsewhere = ma.fields.Integer()


class ConsequencesSchema(ma.Schema):
    """In sentences of the reader's language, and as data."""

    says = ma.fields.List(ma.fields.String())
    stock = ma.fields.List(ma.fields.Nested(StockChangeSchema))
    units = ma.fields.List(ma.fields.Nested(UnitsNowSchema))
    quotas = ma.fields.List(ma.fields.Nested(QuotaNowSchema))
    alarms = ma.fields.List(ma.fields.Nested(AlarmNowSchema))
    rates = ma.fields.Nested(RatesTouchedSchema)
