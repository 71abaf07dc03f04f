"""A manifest draws on an approval 跨省转移批准: taken at issue, settled at acceptance, given back.

Called inside the manifest's own transaction, so that quantity and load are one fact. What is still
to be done is refused when no approval covers it; what has happened already is booked and found.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from tracker.domain.approval import Approval, ApprovalState, Cause, EntryKind
from tracker.domain.errors import Fault, NotApproved
from tracker.domain.manifest import Manifest
from tracker.domain.mass import kilograms
from tracker.domain.moments import day_of
from tracker.domain.programme import LicenceScope
from tracker.rules.approval_clocks import quantities_of
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.usecases.alarm_ports import LawWork

K = EntryKind


def debit(m: Manifest, at: datetime, uow: LawWork) -> list[Finding]:
    """At issue: take the manifest's mass off its approval. NotApproved, with every fault, when
    there is none or it does not cover the load."""
    if not m.crosses_provinces:
        return []
    if not _decided_here(m, uow):
        return _named_at_least(m, day_of(at))
    day = day_of(at)
    approval = None if m.approval is None else uow.approvals.find(m.approval)
    faults = list(faults_of(m, approval, day))
    if faults or approval is None:
        raise NotApproved(*faults)
    if not uow.approvals.draw(approval.id, m.id, m.mass_g, K.DEBIT, at):
        raise NotApproved(_spent(_now(approval, uow), m.mass_g))
    return _found(approval.id, day, uow)


def book_debit(m: Manifest, at: datetime, uow: LawWork) -> list[Finding]:
    """The load went already, on paper: it counts all the same, and what is wrong is found."""
    if not m.crosses_provinces:
        return []
    if not _decided_here(m, uow):
        return _named_at_least(m, day_of(at))
    day = day_of(at)
    approval = None if m.approval is None else uow.approvals.find(m.approval)
    faults = list(faults_of(m, approval, day))
    if approval is None or approval.sender.id != m.sender.organisation:
        return [_unapproved(m, day)]
    uow.approvals.adjust(approval.id, m.id, m.mass_g, K.DEBIT, at)
    codes = {fault.code for fault in faults}
    told = _found(approval.id, day, uow)
    if codes & {"approval_not_in_force", "approval_days_over"}:
        told.append(_unapproved(m, day))
    if "approval_covers_other" in codes:
        causes = ", ".join(str(f.params["cause"]) for f in faults if "cause" in f.params)
        told.append(finding("approval_differs", m.number, day, {"differs": causes}))
    return told


def revise(m: Manifest, mass_g: int, at: datetime, uow: LawWork) -> list[Finding]:
    """A scale or a revision changed the mass before the receiver decided. NotApproved when more
    is asked for than is left."""
    found: list[Finding] = []
    for approval, drawn_g in uow.approvals.drawn_by(m.id):
        delta_g = mass_g - drawn_g
        if delta_g > 0:
            if not uow.approvals.draw(approval, m.id, delta_g, K.REVISE, at):
                known = uow.approvals.with_id(approval)
                assert known is not None  # noqa: S101  it was drawn on
                raise NotApproved(_spent(known, delta_g))
        elif delta_g:
            uow.approvals.adjust(approval, m.id, delta_g, K.REVISE, at)
        found += _found(approval, day_of(at), uow)
    return found


def settle(m: Manifest, accepted_g: int, at: datetime, uow: LawWork) -> list[Finding]:
    """At the receiver's decision: what was accepted counts, the rest goes back."""
    return _to(m, accepted_g, K.SETTLE, at, uow)


def release(m: Manifest, at: datetime, uow: LawWork) -> list[Finding]:
    """The manifest was cancelled: all of it goes back."""
    return _to(m, 0, K.RELEASE, at, uow)


def faults_of(m: Manifest, approval: Approval | None, day: date) -> Iterator[Fault]:
    """Why a load may not go under this approval; None: under none that we know."""
    if m.approval is None:
        yield Fault("approval_needed", "/approval")
        return
    if approval is None or approval.sender.id != m.sender.organisation:
        yield Fault("unknown_approval", "/approval", {"number": m.approval})
        return
    named = {"number": approval.name}
    if approval.state not in (ApprovalState.IN_FORCE, ApprovalState.USED_UP):
        words = {"day": day.isoformat(), "approval_state": approval.state.value}
        yield Fault("approval_not_in_force", "/approval", named | words)
        return
    if not approval.valid_on(day):
        days = {"first": str(approval.valid_from), "last": str(approval.valid_until)}
        yield Fault("approval_days_over", "/approval", named | days)
    for cause in causes_of(m, approval):
        yield Fault("approval_covers_other", "/approval", named | {"cause": cause.value})
    if m.mass_g > approval.left_g:
        yield _spent(approval, m.mass_g)


def causes_of(m: Manifest, approval: Approval) -> Iterator[Cause]:
    """Why this load would need a new application (article 28), its mass apart. A purpose in other
    words than the trade's is not judged."""
    if {row.waste for row in m.rows} != {approval.asked.waste}:
        yield Cause.KIND_CHANGED
    if m.receiver.organisation != approval.receiver.id:
        yield Cause.RECEIVER_CHANGED
    purposes = {scope.value for scope in LicenceScope}
    if m.purpose in purposes and m.purpose != approval.asked.purpose.value:
        yield Cause.METHOD_CHANGED


def _decided_here(m: Manifest, uow: LawWork) -> bool:
    """The province that the waste leaves decides; another's approvals are not kept here."""
    return m.sender.division[:2] == str(uow.approvals.province)


def _named_at_least(m: Manifest, day: date) -> list[Finding]:
    return [] if m.approval else [_unapproved(m, day)]


def _unapproved(m: Manifest, day: date) -> Finding:
    ends = {"from_province": m.sender.division[:2], "to_province": m.receiver.division[:2]}
    return finding("approval_missing", m.number, day, ends)


def _to(m: Manifest, mass_g: int, kind: EntryKind, at: datetime, uow: LawWork) -> list[Finding]:
    found: list[Finding] = []
    for approval, drawn_g in uow.approvals.drawn_by(m.id):
        if mass_g != drawn_g:
            uow.approvals.adjust(approval, m.id, mass_g - drawn_g, kind, at)
            found += _found(approval, day_of(at), uow)
    return found


def _now(approval: Approval, uow: LawWork) -> Approval:
    """As it stands after whoever was faster."""
    return uow.approvals.with_id(approval.id) or approval


def _found(approval: int, day: date, uow: LawWork) -> list[Finding]:
    """What is wrong since then; whoever follows the approval is told what is left."""
    known = uow.approvals.with_id(approval)
    assert known is not None  # noqa: S101  it was just drawn on
    uow.duties.add("approval.drawn", known.code, known.version)
    return list(quantities_of(known, day, uow.figures.parameters()))


def _spent(approval: Approval, mass_g: int) -> Fault:
    words = {
        "number": approval.name,
        "left_kg": kilograms(max(0, approval.left_g)),
        "mass_kg": kilograms(mass_g),
    }
    return Fault("approval_spent", "/approval", words)
