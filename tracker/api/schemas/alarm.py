"""Alarms as they travel."""

from __future__ import annotations

import marshmallow as ma

from tracker.api.schemas.paging import PageSchema
from tracker.api.schemas.registers import KindField
from tracker.domain import register_kinds as kind
from tracker.domain.programme import AlarmState
from tracker.lifecycle.alarm_steps import AlarmStep
from tracker.rules.finding import Severity

#: What people and systems may ask for; the others are the house's own.
ASKED_STEPS = (
    AlarmStep.ACKNOWLEDGE,
    AlarmStep.REMARK,
    AlarmStep.RESOLVE,
    AlarmStep.DISMISS,
    AlarmStep.RAISE_AGAIN,
)


class AlarmsQuerySchema(PageSchema):
    """Which alarms are wanted. ``open``: true for those that nobody closed."""

    rule = KindField(kind.CODE)
    state = KindField(kind.choice(AlarmState))
    severity = KindField(kind.choice(Severity))
    open = ma.fields.Boolean(truthy={"true", "1"}, falsy={"false", "0"})
    site = KindField(kind.CODE)
    organisation = KindField(kind.CODE)
    subject = KindField(kind.words(200))
    level = ma.fields.Integer(validate=ma.validate.Range(0, 9))
    due_until = KindField(kind.DAY)


class EvidenceSchema(ma.Schema):
    """One figure behind an alarm, with its name in the reader's language."""

    name = ma.fields.String()
    label = ma.fields.String()
    value = ma.fields.String()


class StepSchema(ma.Schema):
    """What was done; ``by`` null: by the house itself."""

    number = ma.fields.Integer()
    at = ma.fields.String(metadata={"format": "date-time"})
    step = KindField(kind.choice(AlarmStep))
    state = KindField(kind.choice(AlarmState))
    level = ma.fields.Integer()
    reason = ma.fields.String(allow_none=True)
    by = ma.fields.String(allow_none=True)


class AlarmSchema(ma.Schema):
    """What looks wrong, about what, where, since when, which article says so, what it can cost.

    ``due`` is the day that it fell due; ``says`` and ``next_step`` are sentences in the reader's
    language; ``law_today`` that of today where it has changed since the breach.
    """

    id = ma.fields.String()
    rule = ma.fields.String()
    numbers = ma.fields.List(ma.fields.String())
    about = ma.fields.String(allow_none=True)
    subject = ma.fields.String()
    due = ma.fields.Date()
    provisional = ma.fields.Boolean()
    state = KindField(kind.choice(AlarmState))
    severity = KindField(kind.choice(Severity))
    level = ma.fields.Integer()
    says = ma.fields.String()
    next_step = ma.fields.String()
    law = ma.fields.String()
    article = ma.fields.String()
    law_today = ma.fields.String(allow_none=True)
    article_today = ma.fields.String(allow_none=True)
    costs = ma.fields.String(allow_none=True)
    evidence = ma.fields.List(ma.fields.Nested(EvidenceSchema))
    site = ma.fields.String(allow_none=True)
    organisation = ma.fields.String(allow_none=True)
    event = ma.fields.String(allow_none=True)
    raised_at = ma.fields.String(metadata={"format": "date-time"})
    version = ma.fields.Integer()


class WholeAlarmSchema(AlarmSchema):
    """One alarm with all that was done about it, and what the caller may do now."""

    steps = ma.fields.List(ma.fields.Nested(StepSchema))
    possible = ma.fields.List(KindField(kind.choice(AlarmStep)))


class AlarmsSchema(ma.Schema):
    """A page of alarms, the newest first."""

    items = ma.fields.List(ma.fields.Nested(AlarmSchema))
    next = ma.fields.String(allow_none=True)


class TakenStepSchema(ma.Schema):
    """A step to be taken. ``version``, if given, is the one that was read."""

    step = KindField(kind.choice(ASKED_STEPS), required=True)
    reason = KindField(kind.paragraphs(2_000), allow_none=True)
    version = KindField(kind.number(1, 2**53), allow_none=True)
