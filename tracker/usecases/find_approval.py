"""Whose is an approval to see, and how does it stand today although nobody did anything?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from tracker.domain.approval import Approval, ApprovalState, ApprovalStep, StepTaken
from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.sight import sight_of
from tracker.domain.workdays import Workdays
from tracker.rules.approval_clocks import counts_as_complete, has_expired
from tracker.usecases.alarm_ports import LawWork

#: The chain of the audit trail for what happens at no site, and who does what time does.
OFFICE, NOBODY = 0, 0


def sees(approval: Approval, caller: Caller) -> bool:
    """Sender, receiver, and whoever oversees one of the two places."""
    if caller.organisation is not None:
        return caller.organisation in (approval.sender.id, approval.receiver.id)
    division = sight_of(caller).division
    ends = (approval.sender.division, approval.receiver.division)
    return division is not None and any(end.startswith(division) for end in ends)


def as_time_went_by(
    approval: Approval, today: date, calendar: Workdays
) -> tuple[Approval, ApprovalStep | None]:
    """The approval as it stands today, and the step that time took: silence makes an application
    complete from the day on which it was received (article 23), and the last day ends it."""
    if counts_as_complete(approval, today, calendar):
        received = approval.received_on
        complete = replace(
            approval,
            state=ApprovalState.COMPLETE,
            accepted_on=received,
            clock_from=received,
        )
        return complete, ApprovalStep.COUNT_AS_COMPLETE
    if has_expired(approval, today):
        return replace(approval, state=ApprovalState.EXPIRED), ApprovalStep.EXPIRE
    return approval, None


def taken_by_time(approval: Approval, step: ApprovalStep, now: datetime) -> StepTaken:
    """The step as it is kept: nobody's. On the day that silence means, or the last day passed."""
    day = approval.clock_from if step is ApprovalStep.COUNT_AS_COMPLETE else day_of(now)
    return StepTaken(approval.id, approval.version, step, day, now, None)


def keep_what_time_did(approval: Approval, today: date, now: datetime, uow: LawWork) -> Approval:
    """The approval as it stands today, written down if time took a step."""
    calendar = uow.figures.calendar()
    if as_time_went_by(approval, today, calendar)[1] is None:
        return approval
    locked = uow.approvals.locked(approval.code)
    assert locked is not None  # noqa: S101  approvals never vanish
    after, step = as_time_went_by(locked, today, calendar)
    if step is not None:
        after = replace(after, version=locked.version + 1)
        uow.approvals.save(after)
        uow.approvals.take(taken_by_time(after, step, now))
        uow.duties.add(f"approval.{step.value}", after.name, after.version)
        line = f"approval {after.name} {step.value} state={after.state.value}"
        uow.audit.append(OFFICE, NOBODY, now, line)
    return after
