"""Someone voids or corrects an earlier event: a new event that points to the old one.

Nothing is edited. What units stood to be because of a voided event is derived anew from the events
that remain; where a later event then no longer fits, it stays booked and a finding says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.domain.booking import Booking, Seen
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.moments import day_of
from tracker.domain.place import Place
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit
from tracker.lifecycle.unit_steps import ABOUT_EVENTS
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding
from tracker.usecases.consequences import before_correction, before_void, of_correction, of_void
from tracker.usecases.judgement import Judged
from tracker.usecases.observed import forget_what_was_seen, seen_words
from tracker.usecases.past_lives import OF_BOXES, outcome_of, standing
from tracker.usecases.ports import PastEvent, Standing, UnitOfWork
from tracker.usecases.prepare_container import together


def amend_event(
    scan: Scan, event_id: int, now: datetime, caller: Caller, place: Place, uow: UnitOfWork
) -> Judged:
    """Judge a void or a correction; Malformed if the event is unknown, foreign or void already."""
    assert scan.event is not None  # noqa: S101  the field table asks for it
    assert caller.organisation is not None  # noqa: S101  record_scan asked
    past = uow.events.find(scan.event)
    if past is None or past.organisation != caller.organisation:
        raise Malformed(Fault("unknown_event", "/event", {"code": str(scan.event)}))
    if past.kind in ABOUT_EVENTS:
        raise Malformed(Fault("not_voidable", "/event", {"kind": past.kind.value}))
    if past.voided:
        raise Malformed(Fault("already_void", "/event", {"code": str(scan.event)}))
    voiding = scan.kind is ScanKind.VOID
    if voiding and past.new_code is not None:
        uow.events.withdraw_code(past.units[0], past.new_code)
    units = uow.units.locked_ids([*past.units, *past.outputs, *_box(past)])
    findings: Sequence[Finding] = ()
    seen: Sequence[Seen] = ()
    if voiding:
        stock = before_void(past, uow)
        standings, findings = _undo(past, units, event_id, scan.at, uow)
        forget_what_was_seen(past, uow)
        seen = _box_weighs(past, uow)
        consequences = of_void(past, stock, units, standings, findings, event_id, scan, caller, uow)
    else:
        stock = before_correction(past, scan, uow)
        consequences = of_correction(past, stock, caller, uow)
        uow.events.correct(past.id, event_id)
        if scan.mass_g is not None:
            seen = [Seen(unit, scan.mass_g, None, None) for unit in _weighed(past)]
    booking = Booking(
        id=event_id,
        kind=scan.kind,
        happened_at=scan.at,
        recorded_at=now,
        site=place.site,
        organisation=caller.organisation,
        actor=caller.user,
        units=past.units,
        pieces=0,
        mass_g=scan.mass_g,
        subject_event=past.id,
        payload={**_payload(scan), **seen_words(seen, units.values(), (), uow)},
        seen=seen,
    )
    return Judged(booking, {}, findings, consequences=consequences)


def _undo(
    past: PastEvent, units: dict[int, Unit], event_id: int, at: datetime, uow: UnitOfWork
) -> tuple[list[Standing], list[Finding]]:
    uow.events.void(past.id, event_id)
    histories = uow.events.history(list(units))
    standings: list[Standing] = []
    findings: list[Finding] = []
    for unit in units.values():
        history = histories.get(unit.id, [])
        outcome = outcome_of(unit, history)
        since = history[-1].counts_from if history else None
        standings.append(standing(unit, outcome, since))
        used_since = unit.id in past.outputs and history
        if outcome.broken or used_since:
            findings.append(finding("chain_broken", unit.code, day_of(at)))
    uow.units.set_standing(standings, event_id)
    return standings, findings


def _box_weighs(past: PastEvent, uow: UnitOfWork) -> list[Seen]:
    """The box of a voided packing or unpacking weighs what is inside it now, if that is known."""
    if past.kind not in OF_BOXES or past.container is None:
        return []
    mass = together(uow.units.inside(past.container))
    return [] if mass is None else [Seen(past.container, mass, None, None)]


def _weighed(past: PastEvent) -> list[int]:
    """Whose mass an event states: the box's that was packed, else that of the only unit."""
    if past.kind is ScanKind.PACK:
        return _box(past)
    return list(past.units) if len(past.units) == 1 else []


def _box(past: PastEvent) -> list[int]:
    return [past.container] if past.container is not None else []


def _payload(scan: Scan) -> dict[str, object]:
    said = {"reason": scan.reason, "manifest": scan.manifest, "vehicle": scan.vehicle}
    return {word: value for word, value in said.items() if value is not None}
