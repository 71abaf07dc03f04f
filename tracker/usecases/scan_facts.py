"""Which facts about the units of a scan do the rules read?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from tracker.domain.moments import day_of
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.admission import Admission
from tracker.lifecycle.unit_steps import BRINGS_HERE
from tracker.rules.finding import Finding
from tracker.rules.licence_findings import KEEPING, TREATING
from tracker.rules.scan_findings import ScannedUnit, licence_findings, scan_findings
from tracker.rules.vehicle_findings import vehicle_findings
from tracker.usecases.ports import UnitOfWork

#: Keeping waste batteries takes a licence; shops that take back old for new are only points.
LICENSED_KEEPERS = frozenset({Role.STATION, Role.RECYCLER})
LICENSED_SCANS = frozenset({ScanKind.RECEIVE, ScanKind.COLLECT, ScanKind.DISMANTLE, ScanKind.SMELT})
ON_THE_ROAD = frozenset({UnitState.IN_TRANSIT, UnitState.DISPATCHED})

#: In these states a unit's place says nothing about where it is: it is traded, used, or in a box.
_ANYWHERE = frozenset({UnitState.REGISTERED, UnitState.ON_SALE, UnitState.IN_USE, UnitState.PACKED})


def unit_findings(
    scan: Scan, admitted: Admission, place: Place, late: Collection[int]
) -> list[Finding]:
    """What looks wrong about the known units; ``late`` are those in whose past the scan fits."""
    found: list[Finding] = []
    site, at, unseen = place.site, scan.at, not scan.details
    for unit, step in admitted.steps:
        if unseen and step.finding is None and unit.site == site and unit.since <= at:
            continue  # the common case, a thousand times a truck
        found.extend(_findings(scan, unit, place, step.finding, late))
    return found


def _findings(
    scan: Scan, unit: Unit, place: Place, step_finding: str | None, late: Collection[int]
) -> list[Finding]:
    seen = scan.details.get(unit.code) if scan.details else None
    here = unit.site == place.site and unit.since <= scan.at
    if step_finding is None and here and (seen is None or seen.damaged is not False):
        return []
    fits = unit.id in late
    facts = ScannedUnit(
        code=unit.code,
        since=None if fits else unit.since,
        elsewhere=not fits and scan.kind in BRINGS_HERE and _at_other_site(unit, place),
        on_the_road=unit.state in ON_THE_ROAD,
        damaged_before=unit.damaged,
        damaged_now=seen.damaged if seen else None,
        step_finding=step_finding,
    )
    return list(scan_findings(facts, scan.at))


def _at_other_site(unit: Unit, place: Place) -> bool:
    """In the same organisation's keeping, but at another of its sites."""
    return (
        unit.site != place.site and unit.owner == place.organisation and unit.state not in _ANYWHERE
    )


def keeper_findings(scan: Scan, place: Place, uow: UnitOfWork) -> list[Finding]:
    """Whether the site may keep waste batteries on that day."""
    if scan.kind not in LICENSED_SCANS or not place.roles & LICENSED_KEEPERS:
        return []
    held = uow.places.licences(place.organisation)
    ways = TREATING if scan.kind in _TREATS else KEEPING | TREATING
    return list(licence_findings(held, place.organisation_code, scan.at, ways))


def vehicle_findings_of(scan: Scan, known: Sequence[Unit], uow: UnitOfWork) -> list[Finding]:
    """Whether the vehicle that is named may carry what is on it; at every hand-over anew."""
    if scan.vehicle is None or scan.kind not in _CARRIES:
        return []
    day = day_of(scan.at)
    vehicle = uow.places.vehicle(scan.vehicle)
    if vehicle.permitted(day):
        return []
    seen = frozenset(code for code, detail in scan.details.items() if detail.damaged)
    return list(vehicle_findings(vehicle, damaged_among(known, seen, uow), day))


def damaged_among(units: Iterable[Unit], seen: Collection[str], uow: UnitOfWork) -> int:
    """How many damaged batteries these units are and hold; ``seen``: codes of which it shows."""
    known = list(units)
    boxes = [unit for unit in known if unit.kind is UnitKind.CONTAINER]
    held = [inner for box in boxes for inner in uow.units.inside(box.id)]
    return sum(unit.damaged or unit.code in seen for unit in (*known, *held))


_TREATS = frozenset({ScanKind.DISMANTLE, ScanKind.SMELT})
_CARRIES = frozenset({ScanKind.LOAD, ScanKind.HAND_OVER})
