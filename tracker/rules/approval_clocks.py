"""Which time limit of the authorities runs on an application, and what follows when it has passed?

危险废物转移管理办法 第二十三条至第二十六条, in working days from the day after. Silence counts at
completeness and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.domain.approval import GRANTED, Approval, ApprovalState, AuthorityStep
from tracker.domain.parameters import Parameters
from tracker.domain.workdays import Deadline, Workdays
from tracker.rules import approval_findings as rules
from tracker.rules.dues import Due
from tracker.rules.finding import Finding

S = ApprovalState

#: Which time limit runs in a state.
CLOCK_OF: Mapping[S, AuthorityStep] = {
    S.APPLIED: AuthorityStep.COMPLETENESS,
    S.COMPLETE: AuthorityStep.REVIEW,
    S.UNDER_REVIEW: AuthorityStep.REVIEW,
    S.CONSULTED: AuthorityStep.CONSULTATION,
    S.REPLIED: AuthorityStep.DECISION,
}


def running(approval: Approval, calendar: Workdays) -> tuple[AuthorityStep, Deadline] | None:
    """The time limit that the authorities are held by now, and its last day."""
    clock = CLOCK_OF.get(approval.state)
    if clock is None:
        return None
    return clock, rules.step_deadline(clock, approval.clock_from, calendar)


def counts_as_complete(approval: Approval, today: date, calendar: Workdays) -> bool:
    """Whether silence has accepted the application (article 23). A deadline beyond the announced
    calendar is provisional, and nothing follows from it until the calendar is there."""
    if approval.state is not S.APPLIED:
        return False
    last = rules.step_deadline(AuthorityStep.COMPLETENESS, approval.clock_from, calendar)
    return not last.provisional and today > last.day


def has_expired(approval: Approval, today: date) -> bool:
    """Whether its last day has passed."""
    granted = approval.state in (S.DECIDED, *GRANTED)
    return granted and approval.valid_until is not None and approval.valid_until < today


def dues_of(
    approval: Approval, today: date, calendar: Workdays, figures: Parameters
) -> Iterator[Due]:
    """What the authorities owe, or when to think of the end of what is in force (A5, A6)."""
    clock = CLOCK_OF.get(approval.state)
    if clock is not None:
        yield from rules.authority_dues(approval.name, clock, approval.clock_from, calendar)
    if approval.state in GRANTED:
        yield from rules.approval_dues(read_by_rules(approval), today, figures)


def quantities_of(approval: Approval, today: date, figures: Parameters) -> Iterator[Finding]:
    """What was drawn against what was approved (A5)."""
    if approval.state in GRANTED:
        yield from rules.quantity_findings(read_by_rules(approval), today, figures)


def read_by_rules(approval: Approval) -> rules.Approval:
    """A granted approval as the rules read it."""
    asked = approval.asked
    assert approval.approved_g is not None  # noqa: S101  it is granted
    assert approval.valid_from is not None  # noqa: S101
    assert approval.valid_until is not None  # noqa: S101
    return rules.Approval(
        code=approval.name,
        waste=asked.waste,
        receiver=approval.receiver.code,
        method=asked.purpose.value,
        approved_g=approval.approved_g,
        used_g=approval.drawn_g,
        valid_from=approval.valid_from,
        valid_until=approval.valid_until,
        receiver_licence_until=asked.receiver_licence_until,
    )
