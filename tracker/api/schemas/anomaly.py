"""Found anomalies as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.alarm import EvidenceSchema
from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.programme import AlarmState
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.rules.finding import Severity


class AnomaliesQuerySchema(PageSchema):
    """Which anomalies are wanted. ``first`` and ``last`` are days of the breach, both included;
    ``certain``: true for what cannot be, false for what is only unusual; ``standing`` false: those
    that a later sweep did not find any more."""

    detector = ma.fields.String(validate=ma.validate.OneOf(tuple(DETECTORS)))
    certain = ma.fields.Boolean(truthy={"true", "1"}, falsy={"false", "0"})
    standing = ma.fields.Boolean(truthy={"true", "1"}, falsy={"false", "0"})
    first = KindField(kind.DAY)
    last = KindField(kind.DAY)
    site = KindField(kind.CODE)
    code = KindField(kind.words(200))


class AnomalySchema(ma.Schema):
    """What cannot be, or is unusual: which detector, of what, since when, by which events.

    ``alarm`` is the number of the alarm through which it is worked on, ``state`` that of the alarm.
    """

    detector = ma.fields.String()
    name = ma.fields.String()
    certain = ma.fields.Boolean()
    rule = ma.fields.String()
    severity = KindField(kind.choice(Severity))
    subject = ma.fields.String()
    due = ma.fields.String(metadata={"format": "date"})
    says = ma.fields.String()
    next_step = ma.fields.String()
    standing = ma.fields.Boolean()
    found_at = ma.fields.String(metadata={"format": "date-time"})
    events = ma.fields.List(ma.fields.String())
    codes = ma.fields.List(ma.fields.String())
    evidence = ma.fields.List(ma.fields.Nested(EvidenceSchema))
    site = ma.fields.String(allow_none=True)
    organisation = ma.fields.String(allow_none=True)
    alarm = ma.fields.String(allow_none=True)
    state = KindField(kind.choice(AlarmState), allow_none=True)


class AnomaliesSchema(ma.Schema):
    """A page of anomalies."""

    items = ma.fields.List(ma.fields.Nested(AnomalySchema))
    next = ma.fields.String(allow_none=True)
