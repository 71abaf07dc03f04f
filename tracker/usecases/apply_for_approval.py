"""Somebody who wants to send waste to another province applies for it (令23 第二十一条)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.domain.answer import ScanAnswer
from tracker.domain.approval import (
    Application,
    Approval,
    ApprovalState,
    ApprovalStep,
    Attached,
    Firm,
    StepTaken,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import ClientIdReused, Fault, Malformed, NotAllowed
from tracker.domain.manifest import Party
from tracker.domain.moments import day_of
from tracker.domain.register import Refers
from tracker.lifecycle.manifest_steps import PARTY_ROLES
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.find_approval import OFFICE
from tracker.usecases.ports import Clock

CREATED = 201


@dataclass(frozen=True, slots=True)
class Applied:
    """An application as it stands; ``replayed``: this very request had been answered before."""

    approval: Approval
    replayed: bool = False


def apply_for_approval(
    asked: Application,
    client_id: str,
    request_digest: bytes,
    caller: Caller,
    uow: LawWork,
    clock: Clock,
) -> Applied:
    """Receive an application: the five working days of completeness begin. Missing materials do not
    keep it from being received; the authority tells what is missing. Malformed with every fault."""
    if caller.organisation is None or not caller.roles & PARTY_ROLES[Party.SENDER]:
        raise NotAllowed
    with uow:
        before = _answered_before(client_id, request_digest, caller.organisation, uow)
        if before is not None:
            return before

        own = uow.registers.organisation_code(caller.organisation)
        assert own is not None  # noqa: S101  accounts belong to registered organisations
        firms = uow.approvals.firms({own, asked.receiver})
        sender, receiver = firms[own], firms.get(asked.receiver)
        faults = [
            *_receiver_faults(sender, receiver, asked),
            *_span_faults(asked),
            *_past_faults(asked, sender, uow),
            *attached_faults(asked.materials, own, uow),
        ]
        if faults or receiver is None:
            raise Malformed(*faults)

        now = clock.now()
        today = day_of(now)
        id_ = uow.approvals.new_id()
        approval = Approval(
            id=id_,
            code=f"PA{sender.division[:2]}{today.year}{id_:08d}",
            state=ApprovalState.APPLIED,
            version=1,
            sender=sender,
            receiver=receiver,
            asked=asked,
            received_on=today,
            clock_from=today,
            recorded_at=now,
        )
        taken = StepTaken(id_, 1, ApprovalStep.APPLY, today, now, caller.user)
        uow.approvals.add(approval, taken)
        uow.duties.add("approval.applied", approval.code, 1)
        uow.audit.append(OFFICE, caller.user, now, f"approval {approval.code} applied for")
        answer = ScanAnswer(event=id_, refused={}, findings=())
        name = _name(client_id)
        uow.receipts.keep(caller.organisation, name, request_digest, CREATED, answer)
        uow.commit()
    return Applied(approval)


def attached_faults(materials: Sequence[Attached], owner: str, uow: LawWork) -> Iterator[Fault]:
    """Materials are files that this organisation, or the office, brought as attachments."""
    for place, one in enumerate(materials):
        if not uow.registers.exists(Refers.ATTACHMENT, one.digest, owner):
            pointer = f"/materials/{place}/digest"
            yield Fault("unknown_attachment", pointer, {"code": one.digest})


def _receiver_faults(sender: Firm, receiver: Firm | None, asked: Application) -> Iterator[Fault]:
    if receiver is None:
        yield Fault("unknown_organisation", "/receiver", {"code": asked.receiver})
    elif receiver.division[:2] == sender.division[:2]:
        yield Fault("same_province", "/receiver", {"code": asked.receiver})


def _span_faults(asked: Application) -> Iterator[Fault]:
    if asked.span_until < asked.span_from:
        yield Fault("span_reversed", "/span_until")
    if asked.receiver_licence_until < asked.span_from:
        words = {"day": asked.receiver_licence_until.isoformat()}
        yield Fault("licence_ends_first", "/receiver_licence_until", words)


def _past_faults(asked: Application, sender: Firm, uow: LawWork) -> Iterator[Fault]:
    if (asked.replaces is None) != (asked.cause is None):
        yield Fault("cause_and_approval", "/cause")
    if asked.replaces is not None:
        before = uow.approvals.find(asked.replaces)
        if before is None or before.sender.id != sender.id:
            yield Fault("unknown_approval", "/replaces", {"number": asked.replaces})


def _answered_before(
    client_id: str, request_digest: bytes, organisation: int, uow: LawWork
) -> Applied | None:
    kept = uow.receipts.find(organisation, _name(client_id))
    if kept is None:
        return None
    digest, _, answer = kept
    if digest != request_digest:
        raise ClientIdReused(Fault("invalid", "/client_id", {"problem": ClientIdReused.message()}))
    assert answer.event is not None  # noqa: S101  kept so above
    approval = uow.approvals.with_id(answer.event)
    assert approval is not None  # noqa: S101  approvals never vanish
    return Applied(approval, replayed=True)


def _name(client_id: str) -> str:
    """Longer than any client_id of a scan, so that the two never meet."""
    return f"approval:{hashlib.sha256(client_id.encode()).hexdigest()}"
