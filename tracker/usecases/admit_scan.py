"""Which units take which step with a scan, which come new into the books, and which are refused?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.domain.announced import Announced
from tracker.domain.place import Place
from tracker.domain.roles import Role
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import Unit, UnitKind, UnitState
from tracker.lifecycle.admission import Admission, admit
from tracker.lifecycle.unit_steps import ANNOUNCED
from tracker.usecases.late_scan import Filed, file_late
from tracker.usecases.ports import UnitOfWork
from tracker.usecases.prepare_container import Packing, prepare_packing, prepare_unpacking
from tracker.usecases.prepare_newcomers import Newcomers, prepare_newcomers
from tracker.usecases.scan_references import References


@dataclass(frozen=True, slots=True)
class Admitted:
    """``known`` are the units that take a step, as they stand; ``new`` those that enter the books;
    ``packing`` is the container of the scan; ``filed`` what belongs into the past of its unit."""

    known: list[Unit]
    new: Newcomers
    by_step: Admission
    packing: Packing
    filed: Filed


def admit_scan(
    scan: Scan,
    place: Place,
    roles: frozenset[Role],
    named: References,
    uow: UnitOfWork,
) -> Admitted:
    """Ask the step table about everything that was scanned; nothing is written."""
    units = _units(scan, uow)
    packing = _packing(scan, place, uow)
    if scan.kind is ScanKind.UNPACK and not scan.codes and packing.container is not None:
        inside = uow.units.inside(packing.container)
        units = {unit.code: unit for unit in inside if unit.id in packing.holds}
    codes = list(scan.codes or (units if scan.kind is ScanKind.UNPACK else ()))
    boxes = {unit.container for unit in units.values() if unit.container is not None}
    box = packing.filed.standing if packing.filed else None
    filed = file_late(scan, units, place, named.peer, roles, box, uow)
    announced = _announced(scan, units, uow)
    admission = admit(
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
    packing.refuse(admission)
    new = prepare_newcomers(scan, admission, units, place, named.model, announced, uow)
    return Admitted([unit for unit, _ in admission.steps], new, admission, packing, filed)


def _units(scan: Scan, uow: UnitOfWork) -> dict[str, Unit]:
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


def _packing(scan: Scan, place: Place, uow: UnitOfWork) -> Packing:
    if scan.kind is ScanKind.PACK:
        return prepare_packing(scan, place, uow)
    if scan.kind is ScanKind.UNPACK:
        return prepare_unpacking(scan, place, uow)
    return Packing()


def _announced(scan: Scan, units: Mapping[str, Unit], uow: UnitOfWork) -> Mapping[str, Announced]:
    """Which codes that nobody here knows another province's authority said are on their way."""
    if scan.kind not in ANNOUNCED:
        return {}
    here = (code for code, unit in units.items() if unit.state is not UnitState.VOIDED)
    strange = set(scan.codes).difference(here)
    return uow.units.announced(sorted(strange)) if strange else {}
