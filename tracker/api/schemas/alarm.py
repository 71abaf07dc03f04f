"""Alarms as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.programme import AlarmState
from tracker.rules.finding import Severity


class AlarmsQuerySchema(PageSchema):
    """Which alarms are wanted."""

    rule = KindField(kind.CODE)
    state = KindField(kind.choice(AlarmState))
    severity = KindField(kind.choice(Severity))


class AlarmSchema(ma.Schema):
    """What looks wrong, about what, where, since when, and which article says so.

    ``due`` is the day of the breach; ``says`` is a sentence in the reader's language.
    """

    rule = ma.fields.String()
    subject = ma.fields.String()
    due = ma.fields.Date()
    state = KindField(kind.choice(AlarmState))
    severity = KindField(kind.choice(Severity))
    says = ma.fields.String()
    law = ma.fields.String()
    article = ma.fields.String()
    site = ma.fields.String(allow_none=True)
    event = ma.fields.String(allow_none=True)
    raised_at = ma.fields.String(metadata={"format": "date-time"})


class AlarmsSchema(ma.Schema):
    """A page of alarms, the newest first."""

    items = ma.fields.List(ma.fields.Nested(AlarmSchema))
    next = ma.fields.String(allow_none=True)
