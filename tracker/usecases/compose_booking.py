"""What does a scan that was admitted change in the books? The booking, put together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from tracker.domain.booking import Booking, Move, NewUnit, Seen
from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed
from tracker.domain.place import Place
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitState
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.unit_steps import BRINGS_HERE, TREATMENTS, state_after
from tracker.usecases.admit_scan import Admitted
from tracker.usecases.late_scan import counts_later
from tracker.usecases.observed import seen_words
from tracker.usecases.ports import UnitOfWork
from tracker.usecases.prepare_treatment import prepare_outputs
from tracker.usecases.scan_references import References


def compose_booking(
    scan: Scan,
    event_id: int,
    now: datetime,
    caller: Caller,
    place: Place,
    named: References,
    admitted: Admitted,
    uow: UnitOfWork,
) -> Booking:
    """One event with all it touches; nothing is written. Malformed when a treatment's outputs do
    not fit what goes in, NotAllowed for a caller without an organisation."""
    if caller.organisation is None:
        raise NotAllowed
    known, new, packing, filed = admitted.known, admitted.new, admitted.packing, admitted.filed
    known_ids = [unit.id for unit in known]
    outputs = prepare_outputs(scan, known, place, uow) if scan.kind in TREATMENTS else ()
    newcomers = [*packing.newcomers(scan, place, known), *new.all]
    seen = [*_seen(scan, known), *packing.seen(scan, known)]
    said_later = counts_later(scan, [*known, *packing.boxes], filed)
    said_later |= seen_words(seen, [*known, *packing.boxes], [*newcomers, *outputs], uow)
    here = _taken_to(scan, place, named)
    consumed = scan.kind in TREATMENTS
    return Booking(
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
        peer_site=named.peer,
        container=packing.container,
        category=scan.category,
        payload=_payload(scan, said_later),
        touched=_touched(scan, known_ids, packing.boxes),
        inputs={unit.id: unit.mass_g for unit in known} if consumed else {},
        outputs=outputs,
        newcomers=newcomers,
        moves=[
            *_moves(scan, admitted.by_step, here, filed.steps),
            *packing.moves(scan, place, known),
        ],
        seen=seen,
        packed=known_ids if scan.kind is ScanKind.PACK else (),
        unpacked=known_ids if scan.kind is ScanKind.UNPACK else (),
    )


def _taken_to(scan: Scan, place: Place, named: References) -> int | None:
    """The site where the units are afterwards; None: where they were."""
    if scan.kind is ScanKind.SELL and named.peer is not None:
        return named.peer
    return place.site if scan.kind in BRINGS_HERE else None


def _touched(scan: Scan, known: Sequence[int], boxes: Sequence[Unit]) -> Sequence[int]:
    """The units that get a row of their own in this event: of a packing only the box, of a
    treatment none, for what it takes in has its rows as such."""
    if scan.kind in TREATMENTS:
        return ()
    if scan.kind in (ScanKind.PACK, ScanKind.UNPACK):
        return [box.id for box in boxes]
    return known


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
