"""Somebody takes a step with an application: the applicant supplies, the authority decides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.approval import (
    NEEDED_MATERIALS,
    Approval,
    ApprovalStep,
    StepSaid,
    StepTaken,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    ApprovalStepRefused,
    Fault,
    Malformed,
    NotFound,
    SomeoneWasFaster,
)
from tracker.domain.mass import kilograms
from tracker.domain.moments import day_of
from tracker.lifecycle.approval_steps import (
    STEP_FIELDS,
    ApprovalRow,
    actions_now,
    row_for,
)
from tracker.rules.approval_findings import last_valid_day
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.apply_for_approval import attached_faults
from tracker.usecases.find_approval import OFFICE, keep_what_time_did, sees
from tracker.usecases.ports import Clock

A = ApprovalStep


@dataclass(frozen=True, slots=True)
class _Work:
    """A locked approval, what is said, on which day, and the transaction."""

    approval: Approval
    said: StepSaid
    day: date
    uow: LawWork


def take_approval_step(
    name: str,
    said: StepSaid,
    words: Mapping[str, object],
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> Approval:
    """Take one step; ``words`` is what was said with it, kept as it travelled.

    Raises NotFound, SomeoneWasFaster for an older version, ApprovalStepRefused (with the steps that
    are possible), Malformed with every other fault; nothing is written then.
    """
    with uow:
        found = uow.approvals.locked(name)
        if found is None or not sees(found, caller):
            raise NotFound
        if said.version != found.version:
            mine = {"yours": said.version, "current": found.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", mine))
        now = clock.now()
        today = day_of(now)
        approval = keep_what_time_did(found, today, now, uow)
        row = _permitted(approval, said.step, caller)
        day = said.day or today
        work = _Work(approval, said, day, uow)
        faults = [*_field_faults(row, said), *_day_faults(approval, day, today)]
        if not faults:
            faults += _FAULTS.get(said.step, _none)(work)
        if faults:
            raise Malformed(*faults)

        after = _DONE.get(said.step, _same)(work)
        clock_from = day if row.clock else approval.clock_from
        after = replace(after, state=row.after, version=approval.version + 1, clock_from=clock_from)
        uow.approvals.save(after)
        taken = StepTaken(after.id, after.version, said.step, day, now, caller.user, words)
        uow.approvals.take(taken)
        uow.duties.add(f"approval.{said.step.value}", after.name, after.version)
        line = f"approval {after.name} {said.step.value} state={after.state.value}"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()
    return after


def _permitted(approval: Approval, step: ApprovalStep, caller: Caller) -> ApprovalRow:
    possible = actions_now(approval, caller)
    row = row_for(approval.state, step)
    if row is None or row not in possible:
        words = {
            "approval_step": step.value,
            "approval_state": approval.state.value,
            "allowed_approval_steps": ", ".join(one.step.value for one in possible) or "-",
        }
        raise ApprovalStepRefused(Fault("approval_step_not_now", "/step", words))
    return row


def _field_faults(row: ApprovalRow, said: StepSaid) -> Iterator[Fault]:
    for name in STEP_FIELDS:
        given = getattr(said, name) not in (None, (), [])
        words = {"approval_step": row.step.value, "field": name}
        if name in row.needs and not given:
            yield Fault("needed_for_approval_step", f"/{_FIELD.get(name, name)}", words)
        if given and name not in (*row.needs, *row.may):
            yield Fault("not_for_approval_step", f"/{_FIELD.get(name, name)}", words)


#: Fields that travel under another name.
_FIELD = {"mass_g": "mass_kg"}


def _day_faults(approval: Approval, day: date, today: date) -> Iterator[Fault]:
    if day > today:
        yield Fault("day_ahead", "/day")
    if day < approval.clock_from:
        words = {"day": approval.clock_from.isoformat()}
        yield Fault("day_before_last_step", "/day", words)


def _none(_: _Work) -> Iterator[Fault]:
    return iter(())


def _same(work: _Work) -> Approval:
    return work.approval


def _supply_faults(work: _Work) -> Iterator[Fault]:
    return attached_faults(work.said.materials, work.approval.sender.code, work.uow)


def _supply(work: _Work) -> Approval:
    """The time limit of completeness begins anew on the day on which the rest was received."""
    asked = work.approval.asked
    materials = (*asked.materials, *work.said.materials)
    return replace(work.approval, asked=replace(asked, materials=materials), received_on=work.day)


def _completeness_faults(work: _Work) -> Iterator[Fault]:
    there = {one.kind for one in work.approval.asked.materials}
    for kind in NEEDED_MATERIALS:
        if kind not in there:
            yield Fault("material_missing", "/step", {"application_material": kind.value})


def _find_complete(work: _Work) -> Approval:
    return replace(work.approval, accepted_on=work.day)


def _record_reply(work: _Work) -> Approval:
    return replace(work.approval, agreed=work.said.agrees)


def _decision_faults(work: _Work) -> Iterator[Fault]:
    approval, said = work.approval, work.said
    assert said.number is not None  # noqa: S101  the row asks for it
    if work.uow.approvals.find(said.number) is not None:
        yield Fault("approval_number_taken", "/number", {"number": said.number})
    most = approval.asked.mass_g
    if said.mass_g is not None and said.mass_g > most:
        yield Fault("more_than_applied", "/mass_kg", {"limit_kg": kilograms(most)})
    first, last = _days(work)
    if last < first:
        yield Fault("never_valid", "/day", {"day": last.isoformat()})


def _decide(work: _Work) -> Approval:
    first, last = _days(work)
    return replace(
        work.approval,
        number=work.said.number,
        approved_g=work.said.mass_g or work.approval.asked.mass_g,
        valid_from=first,
        valid_until=last,
    )


def _days(work: _Work) -> tuple[date, date]:
    """From the decision or the span's first day, until the earliest of twelve months, the span and
    the receiver's licence (article 27): of the copy, or as it stands in the register if that is
    earlier."""
    asked = work.approval.asked
    held = work.uow.places.licences(work.approval.receiver.id)
    ends = [one.valid_until for one in held if one.covers(work.day, frozenset({asked.purpose}))]
    licence = asked.receiver_licence_until
    if ends and None not in ends:
        licence = min(licence, max(end for end in ends if end is not None))
    first = max(work.day, asked.span_from)
    return first, last_valid_day(work.day, asked.span_until, licence)


_FAULTS: Mapping[ApprovalStep, Callable[[_Work], Iterator[Fault]]] = {
    A.SUPPLY: _supply_faults,
    A.FIND_COMPLETE: _completeness_faults,
    A.DECIDE: _decision_faults,
}
_DONE: Mapping[ApprovalStep, Callable[[_Work], Approval]] = {
    A.SUPPLY: _supply,
    A.FIND_COMPLETE: _find_complete,
    A.RECORD_REPLY: _record_reply,
    A.DECIDE: _decide,
}
