"""What does a scan come to: which units take which step, what is refused, what looks wrong?

Reads the units, asks steps and rules, and puts together the booking; nothing is written here, but
for the second code of a unit that is labelled anew.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from tracker.domain.announced import Announced
from tracker.domain.booking import Booking, Move, NewUnit, Seen
from tracker.domain.caller import Caller
from tracker.domain.errors import (
    Fault,
    Malformed,
)
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.admission import Admission, admit
from tracker.lifecycle.unit_steps import (
    ANNOUNCED,
    BRINGS_HERE,
    TREATMENTS,
    state_after,
)
from tracker.usecases.explained import arrived
from tracker.usecases.judgement import Judged
from tracker.usecases.late_scan import counts_later, file_late
from tracker.usecases.observed import seen_words
from tracker.usecases.ports import Model, UnitOfWork
from tracker.usecases.prepare_container import Packing, prepare_packing, prepare_unpacking
from tracker.usecases.prepare_newcomers import newcomer_findings, prepare_newcomers
from tracker.usecases.prepare_treatment import prepare_outputs
from tracker.usecases.scan_facts import keeper_findings, unit_findings, vehicle_findings_of
from tracker.usecases.scan_limits import (
    label_of_box,
    ledger_chain,
    papers_of_load,
    storage_limits,
)


def judge_scan(
    scan: Scan,
    event_id: int,
    now: datetime,
    caller: Caller,
    place: Place,
    roles: frozenset[Role],
    uow: UnitOfWork,
) -> Judged:
    assert caller.organisation is not None  # noqa: S101  record_scan asked
    if scan.kind is ScanKind.RELABEL and len(scan.codes) > 1:
        words = {"limit": 1, "count": len(scan.codes)}
        raise Malformed(Fault("too_many_codes", "/codes", words))
    peer = _peer(scan, uow)
    model = _model(scan, uow)
    units = units_of_scan(scan, uow)
    packing = _packing(scan, place, uow)
    if scan.kind is ScanKind.UNPACK and not scan.codes and packing.container is not None:
        inside = uow.units.inside(packing.container)
        units = {unit.code: unit for unit in inside if unit.id in packing.holds}
    codes = list(scan.codes or (units if scan.kind is ScanKind.UNPACK else ()))
    boxes = {unit.container for unit in units.values() if unit.container is not None}
    box = packing.filed.standing if packing.filed else None
    filed = file_late(scan, units, place, peer, roles, box, uow)
    announced = _announced(scan, units, uow)
    admitted = admit(
        scan.kind,
        codes,
        units,
        place,
        roles,
        out_of=packing.container if scan.kind is ScanKind.UNPACK else None,
        container_codes=uow.units.codes_of(boxes - {packing.container}) if boxes else {},
        late=filed.steps,
        announced=announced,
    )
    packing.refuse(admitted)
    new = prepare_newcomers(scan, admitted, units, place, model, announced, uow)
    known = [unit for unit, _ in admitted.steps]
    known_ids = [unit.id for unit in known]
    if not known and not new.all:
        return Judged(None, admitted.refused, ())

    outputs = prepare_outputs(scan, known, place, uow) if scan.kind in TREATMENTS else ()
    here = place.site if scan.kind in BRINGS_HERE else None
    if scan.kind is ScanKind.SELL and peer is not None:
        here = peer
    newcomers = [*packing.newcomers(scan, place, known), *new.all]
    seen = [*_seen(scan, known), *packing.seen(scan, known)]
    said_later = counts_later(scan, [*known, *packing.boxes], filed)
    said_later |= seen_words(seen, [*known, *packing.boxes], [*newcomers, *outputs], uow)
    boxed = scan.kind in (ScanKind.PACK, ScanKind.UNPACK)
    consumed = scan.kind in TREATMENTS
    booking = Booking(
        id=event_id,
        kind=scan.kind,
        happened_at=scan.at,
        recorded_at=now,
        site=place.site,
        organisation=caller.organisation,
        actor=caller.user,
        units=known_ids + [unit.id for unit in new.all],
        pieces=sum([unit.pieces for unit in known]) + sum([unit.pieces for unit in new.all]),
        mass_g=scan.mass_g if scan.mass_g is not None else _mass(known, new.all, seen),
        peer_site=peer,
        container=packing.container,
        category=scan.category,
        payload=_payload(scan, said_later),
        touched=() if consumed else [box.id for box in packing.boxes] if boxed else known_ids,
        inputs={unit.id: unit.mass_g for unit in known} if consumed else {},
        outputs=outputs,
        newcomers=newcomers,
        moves=[*_moves(scan, admitted, here, filed.steps), *packing.moves(scan, place, known)],
        seen=seen,
        packed=known_ids if scan.kind is ScanKind.PACK else (),
        unpacked=known_ids if scan.kind is ScanKind.UNPACK else (),
    )
    if scan.kind is ScanKind.RELABEL and scan.new_code is not None:
        uow.events.add_code(known[0].id, scan.new_code)
    if scan.kind is ScanKind.REGISTER and model is not None and filed.steps:
        uow.observations.give_model(list(filed.steps), model)
    findings = [
        *unit_findings(scan, admitted, place, filed.steps),
        *newcomer_findings(scan, admitted.newcomer_step, new),
        *packing.findings(scan, place),
        *keeper_findings(scan, place, uow),
        *vehicle_findings_of(scan, known, uow),
        *label_of_box(scan, new=packing.known is None),
        *ledger_chain(scan, admitted, place, event_id, filed.steps),
        *papers_of_load(scan, booking, place, uow),
    ]
    limited = storage_limits(booking, place, now, uow)
    findings += limited.new
    explained = [*filed.explained, *arrived(admitted.steps, filed.steps, now)]
    return Judged(
        booking,
        admitted.refused,
        findings,
        new.labels,
        filed.standings,
        explained,
        told=limited.told,
    )


def units_of_scan(scan: Scan, uow: UnitOfWork) -> dict[str, Unit]:
    """The units that were scanned. Loose batteries are not locked: if somebody else moves one
    first, the scan is judged again. Locked is what moves others with it (a box), and what has a
    past that must be told anew."""
    if scan.kind in (ScanKind.PACK, ScanKind.UNPACK):
        return uow.units.locked(scan.codes)
    units = uow.units.found(scan.codes)
    at, battery = scan.at, UnitKind.BATTERY
    if all(unit.kind is battery and unit.since <= at for unit in units.values()):
        return units
    return uow.units.locked(scan.codes)


def _peer(scan: Scan, uow: UnitOfWork) -> int | None:
    if scan.peer_site is None:
        return None
    peer = uow.places.find(scan.peer_site)
    if peer is None:
        raise Malformed(Fault("unknown_peer_site", "/peer_site", {"code": scan.peer_site}))
    return peer.site


def _model(scan: Scan, uow: UnitOfWork) -> Model | None:
    if scan.model is None:
        return None
    model = uow.places.model(scan.model)
    if model is None:
        raise Malformed(Fault("unknown_model", "/model", {"code": scan.model}))
    return model


def _packing(scan: Scan, place: Place, uow: UnitOfWork) -> Packing:
    if scan.kind is ScanKind.PACK:
        return prepare_packing(scan, place, uow)
    if scan.kind is ScanKind.UNPACK:
        return prepare_unpacking(scan, place, uow)
    return Packing()


def _moves(scan: Scan, admitted: Admission, here: int | None, late: Collection[int]) -> list[Move]:
    """Units by the state they take; those in whose past the scan was filed are left out."""
    groups: dict[UnitState, list[int]] = {}
    for unit, step in admitted.steps:
        if unit.id not in late:
            groups.setdefault(step.after, []).append(unit.id)
    leads_to = {step.after: step for _, step in admitted.steps}
    return [
        Move(ids, state_after(leads_to[after], stolen=scan.stolen), here)
        for after, ids in groups.items()
    ]


def _seen(scan: Scan, known: Sequence[Unit]) -> list[Seen]:
    found = []
    if scan.kind is ScanKind.WEIGH and scan.mass_g is not None and len(known) == 1:
        found.append(Seen(known[0].id, scan.mass_g, None, None))
    for unit in known if scan.details else ():
        detail = scan.details.get(unit.code)
        if detail is not None:
            damaged = True if detail.damaged else None  # damage is never undone
            found.append(Seen(unit.id, detail.mass_g, damaged, detail.battery_class))
    return found


def _mass(known: Sequence[Unit], newcomers: Sequence[NewUnit], seen: Sequence[Seen]) -> int | None:
    """What all weigh together; a mass that this very scan saw counts before what was known."""
    weighed = {one.unit: one.mass_g for one in seen if one.mass_g is not None}
    masses = [weighed.get(unit.id, unit.mass_g) for unit in known]
    masses += [new.mass_g for new in newcomers]
    return None if None in masses else sum(masses)  # type: ignore[arg-type]  # no None is left


def _payload(scan: Scan, late: Mapping[str, object]) -> dict[str, object] | None:
    stolen = {"stolen": True} if scan.stolen else {}
    said = {
        "manifest": scan.manifest,
        "vehicle": scan.vehicle,
        "reason": scan.reason,
        "country": scan.country,
        "new_code": scan.new_code,
        **stolen,
        **late,
    }
    return {word: value for word, value in said.items() if value is not None} or None


def _announced(scan: Scan, units: Mapping[str, Unit], uow: UnitOfWork) -> Mapping[str, Announced]:
    """Which codes that nobody here knows another province's authority said are on their way."""
    if scan.kind not in ANNOUNCED:
        return {}
    here = (code for code, unit in units.items() if unit.state is not UnitState.VOIDED)
    strange = set(scan.codes).difference(here)
    return uow.units.announced(sorted(strange)) if strange else {}
