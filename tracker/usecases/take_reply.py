"""The province that was asked says that the letter came (article 25), then whether it agrees."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from tracker.domain.approval import Approval, ApprovalState, ApprovalStep, StepTaken
from tracker.domain.errors import ApprovalStepRefused, Fault, NotFound
from tracker.domain.moments import day_of
from tracker.lifecycle.approval_steps import row_for
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.find_approval import NOBODY, OFFICE, keep_what_time_did
from tracker.usecases.ports import Clock

A = ApprovalStep


@dataclass(frozen=True, slots=True)
class Reply:
    """What ``province`` (two digits) signed about our letter; ``agrees`` None: only that it came,
    on the day ``received_on``."""

    province: str
    approval: str
    received_on: date
    agrees: bool | None = None
    reference: str | None = None
    reason: str | None = None
    replied_on: date | None = None


def take_reply(reply: Reply, uow: LawWork, clock: Clock) -> None:
    """Note what was said, each once. The days of the other province run from when the letter came
    to it, ours to decide from when its reply came to us (article 26). Raises NotFound for a letter
    that was never sent there, ApprovalStepRefused when another reply was recorded or none is
    awaited any more."""
    with uow:
        found = uow.approvals.locked(reply.approval)
        if found is None or found.receiver.division[:2] != reply.province:
            raise NotFound
        now = clock.now()
        today = day_of(now)
        approval = keep_what_time_did(found, today, now, uow)
        if reply.agrees is not None and approval.agreed is reply.agrees:
            return
        if approval.state is not ApprovalState.CONSULTED:
            if reply.agrees is None:
                return
            words = {
                "approval_step": A.RECORD_REPLY.value,
                "approval_state": approval.state.value,
                "allowed_approval_steps": "-",
            }
            raise ApprovalStepRefused(Fault("approval_step_not_now", "/step", words))
        came = min(max(reply.received_on, approval.clock_from), today)
        if not uow.approvals.has_step(approval.id, A.NOTE_RECEIPT):
            approval = _taken(approval, A.NOTE_RECEIPT, came, reply, now, uow)
        if reply.agrees is not None:
            approval = replace(approval, agreed=reply.agrees)
            _taken(approval, A.RECORD_REPLY, today, reply, now, uow)
        uow.commit()


def _taken(
    approval: Approval, step: ApprovalStep, day: date, reply: Reply, now: datetime, uow: LawWork
) -> Approval:
    """The approval after a step that nobody here took; ``said`` names the province that did."""
    row = row_for(approval.state, step)
    assert row is not None  # noqa: S101  both start where it was consulted
    after = replace(approval, state=row.after, version=approval.version + 1, clock_from=day)
    said: dict[str, object] = {"province": reply.province}
    if step is A.RECORD_REPLY:
        said |= {"agrees": reply.agrees, "reference": reply.reference, "reason": reply.reason}
        said["replied_on"] = reply.replied_on
    uow.approvals.save(after)
    uow.approvals.take(StepTaken(after.id, after.version, step, day, now, None, said))
    uow.duties.add(f"approval.{step.value}", after.name, after.version)
    line = f"approval {after.name} {step.value} by {reply.province} state={after.state.value}"
    uow.audit.append(OFFICE, NOBODY, now, line)
    return after
