"""Questions about flows, and their answers, as they travel over the wire."""

from __future__ import annotations

import marshmallow as ma
from marshmallow import validate

from tracker.api.schemas.fields import Moment
from tracker.graph.trace import Direction
from tracker.usecases.trace_unit import MOST_PER_PAGE


class LifeQuerySchema(ma.Schema):
    """``as_of``: what had happened up to that moment; ``known_at``: what had been recorded."""

    as_of = Moment()
    known_at = Moment()
    lang = ma.fields.String()


class TraceQuerySchema(LifeQuerySchema):
    """Which way, and which page of batteries."""

    direction = ma.fields.String(
        load_default=Direction.BOTH.value, validate=validate.OneOf([d.value for d in Direction])
    )
    cursor = ma.fields.String(validate=validate.Length(max=500))
    limit = ma.fields.Integer(validate=validate.Range(1, MOST_PER_PAGE))


class LifeSchema(ma.Schema):
    """A unit with its codes, where it stands, and its events in the order they happened."""

    unit = ma.fields.Dict()
    as_of = ma.fields.String(allow_none=True)
    known_at = ma.fields.String(allow_none=True)
    events = ma.fields.List(ma.fields.Dict())
    hidden_events = ma.fields.Integer()


class TraceSchema(LifeSchema):
    """Also what lies behind and ahead: nodes, edges with mass and share, sites of origin, and one
    page of the batteries behind. What the caller may not see is counted, never told."""

    back = ma.fields.Dict(allow_none=True)
    forward = ma.fields.Dict(allow_none=True)
    origins = ma.fields.List(ma.fields.Dict(), allow_none=True)
    unexplained = ma.fields.Dict(allow_none=True)
    batteries = ma.fields.List(ma.fields.Dict())
    next_cursor = ma.fields.String(allow_none=True)
    counts = ma.fields.Dict()
