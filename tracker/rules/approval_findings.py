"""Is an approval used up or near its end, and are the authorities in time (V6, A5, A6)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tracker.domain.approval import AuthorityStep
from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
from tracker.domain.workdays import Deadline, Workdays
from tracker.rules.dues import Due
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks

#: An approval lasts twelve months at most (令23 第二十七条).
MOST_MONTHS = 12


#: Working days of each step, from the day after what set it running.
STEP_WORKDAYS = {
    AuthorityStep.COMPLETENESS: 5,
    AuthorityStep.REVIEW: 5,
    AuthorityStep.CONSULTATION: 10,
    AuthorityStep.DECISION: 5,
}


class Approval(NamedTuple):
    """An approval in force: waste, receiver, method, grams approved and used, days.

    ``receiver_licence_until``: the end of the receiver's licence, beyond which none may last.
    """

    code: str
    waste: str
    receiver: str
    method: str
    approved_g: int
    used_g: int
    valid_from: date
    valid_until: date
    receiver_licence_until: date | None


def last_valid_day(decided: date, span_until: date, licence_until: date | None) -> date:
    """min(12 months, the span applied for, the rest of the receiver's licence)."""
    months = _months_on(decided, MOST_MONTHS) - timedelta(days=1)
    return min(months, span_until, licence_until or date.max)


def step_deadline(step: AuthorityStep, running_since: date, calendar: Workdays) -> Deadline:
    """The last day of a step. Silence counts as acceptance at completeness only."""
    return calendar.after(running_since, STEP_WORKDAYS[step])


def authority_dues(
    approval: str, step: AuthorityStep, running_since: date, calendar: Workdays
) -> Iterator[Due]:
    """Review, consultation and decision owe an answer; silence there never approves."""
    if step is not AuthorityStep.COMPLETENESS:
        last = step_deadline(step, running_since, calendar)
        said = {"step": step.value, "since": running_since}
        yield Due("authority_overdue", approval, last.day, last.provisional, said)


def approval_dues(approval: Approval, today: date, figures: Parameters) -> Iterator[Due]:
    """When to think of its end, or of the earlier end of the receiver's licence."""
    warn = figures.value("approval_warning_days", today)
    end = min(approval.valid_until, approval.receiver_licence_until or date.max)
    if warn is not None and today <= end:
        said = {"valid_until": end}
        yield Due("approval_ending", approval.code, end - timedelta(days=warn), evidence=said)


def quantity_findings(approval: Approval, day: date, figures: Parameters) -> Iterator[Finding]:
    """What was moved under it, against what was approved."""
    said = {"mass_g": approval.used_g, "limit_g": approval.approved_g}
    if approval.used_g > approval.approved_g:
        if speaks("approval_exceeded", day):
            yield finding("approval_exceeded", approval.code, day, said)
        return
    near = figures.value("approval_warning_share", day)
    if near is None or not approval.used_g or not speaks("approval_nearly_used", day):
        return
    if approval.used_g * PPM >= approval.approved_g * near:
        yield finding("approval_nearly_used", approval.code, day, said)


def _months_on(day: date, months: int) -> date:
    """The same day so many months later; the first of the next month where there is none."""
    year, month = divmod(day.month - 1 + months, 12)
    try:
        return date(day.year + year, month + 1, day.day)
    except ValueError:
        return date(day.year + year, month + 2, 1)
