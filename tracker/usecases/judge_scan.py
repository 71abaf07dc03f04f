"""What does a scan come to: which units take which step, what is refused, what looks wrong?

Reads the units, asks steps and rules, and puts together the booking; nothing is written here, but
for the second code of a unit that is labelled anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tracker.domain.booking import Booking
from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, Malformed
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.rules.finding import Finding
from tracker.usecases.admit_scan import Admitted, admit_scan
from tracker.usecases.compose_booking import compose_booking
from tracker.usecases.explained import arrived
from tracker.usecases.judgement import Judged
from tracker.usecases.ports import UnitOfWork
from tracker.usecases.prepare_newcomers import newcomer_findings
from tracker.usecases.scan_facts import keeper_findings, unit_findings, vehicle_findings_of
from tracker.usecases.scan_limits import (
    label_of_box,
    ledger_chain,
    papers_of_load,
    storage_limits,
)
from tracker.usecases.scan_references import References, references_of


def judge_scan(
    scan: Scan,
    event_id: int,
    now: datetime,
    caller: Caller,
    place: Place,
    roles: frozenset[Role],
    uow: UnitOfWork,
) -> Judged:
    """Without a booking when every code is refused; Malformed for what the scan as a whole says
    wrongly."""
    _require_one_code(scan)
    named = references_of(scan, uow)
    admitted = admit_scan(scan, place, roles, named, uow)
    refused = admitted.by_step.refused
    if not admitted.known and not admitted.new.all:
        return Judged(None, refused, ())
    booking = compose_booking(scan, event_id, now, caller, place, named, admitted, uow)
    _name_anew(scan, named, admitted, uow)
    findings = list(_findings(scan, booking, place, admitted, uow))
    limited = storage_limits(booking, place, now, uow)
    filed = admitted.filed
    return Judged(
        booking,
        refused,
        [*findings, *limited.new],
        admitted.new.labels,
        filed.standings,
        [*filed.explained, *arrived(admitted.by_step.steps, filed.steps, now)],
        told=limited.told,
    )


def _require_one_code(scan: Scan) -> None:
    if scan.kind is ScanKind.RELABEL and len(scan.codes) > 1:
        words = {"limit": 1, "count": len(scan.codes)}
        raise Malformed(Fault("too_many_codes", "/codes", words))


def _name_anew(scan: Scan, named: References, admitted: Admitted, uow: UnitOfWork) -> None:
    """A unit's second code, and the model of what is registered late."""
    if scan.kind is ScanKind.RELABEL and scan.new_code is not None:
        uow.events.add_code(admitted.known[0].id, scan.new_code)
    late = admitted.filed.steps
    if scan.kind is ScanKind.REGISTER and named.model is not None and late:
        uow.observations.give_model(list(late), named.model)


def _findings(
    scan: Scan, booking: Booking, place: Place, admitted: Admitted, uow: UnitOfWork
) -> Iterator[Finding]:
    by_step, late, packing = admitted.by_step, admitted.filed.steps, admitted.packing
    yield from unit_findings(scan, by_step, place, late)
    yield from newcomer_findings(scan, by_step.newcomer_step, admitted.new)
    yield from packing.findings(scan, place)
    yield from keeper_findings(scan, place, uow)
    yield from vehicle_findings_of(scan, admitted.known, uow)
    yield from label_of_box(scan, new=packing.known is None)
    yield from ledger_chain(scan, by_step, place, booking.id, late)
    yield from papers_of_load(scan, booking, place, uow)
