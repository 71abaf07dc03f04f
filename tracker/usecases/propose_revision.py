"""Somebody proposes other values for sealed fields; they count once the other side consents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed, NotAllowed, StepRefused
from tracker.domain.manifest import Manifest, Party
from tracker.domain.manifest_revision import Change, Revision, RevisionState
from tracker.lifecycle.manifest_seals import BY_FIELD, LEG, NO_REVISION, ROW, WHOLE, Seal
from tracker.lifecycle.manifest_steps import PARTY_ROLES
from tracker.usecases.find_manifest import locked_manifest
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.ports import Clock
from tracker.usecases.revision_values import current, part_of, proposed


class ChangeSaid(NamedTuple):
    """A change as it comes in; ``place`` is the row or the leg."""

    field: str
    place: int | None
    new: object


def propose_revision(
    number: str,
    version: int,
    said: Sequence[ChangeSaid],
    reason: str,
    caller: Caller,
    uow: TransferWork,
    clock: Clock,
) -> tuple[Manifest, Revision]:
    """One revision waits at a time. Raises StepRefused when the caller is neither who filled the
    field in nor who must consent, Malformed with every other fault, SomeoneWasFaster for an older
    version of the manifest."""
    if caller.organisation is None:
        raise NotAllowed
    with uow:
        m = locked_manifest(number, version, caller, uow)
        changes = _changes(m, said)
        consents = {_consent(m, change, caller) for change in changes}
        if len(consents) > 1:
            raise Malformed(Fault("one_counterpart", "/changes"))
        if uow.manifests.open_revision(m.id) is not None:
            raise StepRefused(Fault("revision_open"))
        now = clock.now()
        revision = Revision(
            manifest=m.id,
            number=len(uow.manifests.revisions(m.id)) + 1,
            state=RevisionState.OPEN,
            proposed_by=caller.organisation,
            consent_of=consents.pop(),
            reason=reason,
            changes=changes,
            proposed_at=now,
        )
        uow.manifests.propose(revision, caller.user)
        uow.duties.add("manifest.revision", m.number, revision.number)
        line = f"manifest {m.number} revision={revision.number} proposed"
        uow.audit.append(m.sender.site, caller.user, now, line)
        uow.commit()
    return m, revision


class Revisable(NamedTuple):
    """A field that somebody may propose another value for, and what it says now."""

    field: str
    place: int | None
    value: str | int | None


def revisable_by(m: Manifest, caller: Caller) -> list[Revisable]:
    """Every sealed field of which the caller is a side, in the order of the table."""
    if caller.organisation is None:
        return []
    places: dict[str, list[int | None]] = {
        WHOLE: [None],
        ROW: [row.position for row in m.rows],
        LEG: [one.leg for one in m.carriers],
    }
    return [
        Revisable(seal.field, place, value)
        for seal in BY_FIELD.values()
        for place in places[seal.where]
        if seal.revisable and is_sealed(m, seal, place)
        for value in [current(m, seal.field, place)]
        if _is_side(m, Change(seal.field, place, value, value), caller)
    ]


def _is_side(m: Manifest, change: Change, caller: Caller) -> bool:
    try:
        _consent(m, change, caller)
    except StepRefused:
        return False
    return True


def _changes(m: Manifest, said: Sequence[ChangeSaid]) -> list[Change]:
    """The changes with what the fields say now; Malformed with every fault."""
    changes, faults = [], []
    for at, one in enumerate(said):
        pointer = f"/changes/{at}"
        seal = BY_FIELD[one.field]
        if not seal.revisable:
            faults.append(Fault("field_not_revisable", pointer, {"field": one.field}))
            continue
        if part_of(m, one.field, one.place) is None:
            words = {"field": one.field, "place": one.place}
            faults.append(Fault("unknown_place", pointer, words))
            continue
        if not is_sealed(m, seal, one.place):
            faults.append(Fault("field_not_sealed", pointer, {"field": one.field}))
            continue
        new, fault = proposed(one.field, one.new, pointer)
        old = current(m, one.field, one.place)
        if fault is None and new == old:
            fault = Fault("no_change", pointer, {"field": one.field})
        if fault is not None:
            faults.append(fault)
        changes.append(Change(one.field, one.place, old, new))
    if len({(one.field, one.place) for one in said}) < len(said):
        faults.append(Fault("named_twice", "/changes", {"value": said[-1].field}))
    if faults:
        raise Malformed(*faults)
    return changes


def is_sealed(m: Manifest, seal: Seal, place: int | None) -> bool:
    """Whether the step that seals this field was confirmed."""
    if m.state in NO_REVISION:
        return False
    if seal.where == LEG:
        return any(one.leg == place and one.taken_at is not None for one in m.carriers)
    return ("decided" if seal.filled_by is Party.RECEIVER else "issued") in m.moments


def _consent(m: Manifest, change: Change, caller: Caller) -> int:
    """The organisation whose consent a change needs when the caller proposes it."""
    seal = BY_FIELD[change.field]
    filler, counterpart = (
        _stands_as(party, m, change) for party in (seal.filled_by, seal.consent_of)
    )
    if filler == counterpart:  # who drives its own load answers to the receiver
        counterpart = m.receiver.organisation
    pairs = {filler: counterpart, counterpart: filler}
    asked = {filler: seal.filled_by, counterpart: seal.consent_of}
    mine = caller.organisation
    if mine is None or mine not in pairs or not caller.roles & PARTY_ROLES[asked[mine]]:
        words = {"field": change.field, "party": seal.filled_by.value}
        raise StepRefused(Fault("revision_of_another", "/changes", words))
    return pairs[mine]


def _stands_as(party: Party, m: Manifest, change: Change) -> int:
    if party is Party.CARRIER:
        return next(one.organisation for one in m.carriers if one.leg == change.place)
    return (m.sender if party is Party.SENDER else m.receiver).organisation
