"""The batteries and boxes of a load: compare what is there, and book that they moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from tracker.domain.errors import Fault, LoadDiffers, Malformed
from tracker.domain.manifest import Difference, LoadDifference, ManifestState, WasteRow
from tracker.domain.scan import Detail, Scan, ScanKind
from tracker.domain.unit import Unit, UnitState
from tracker.lifecycle.load_comparison import LoadComparison, compare_load, explained
from tracker.lifecycle.unit_steps import AT_REST, scans_of
from tracker.usecases.judge_scan import judge_scan
from tracker.usecases.manifest_ports import TransferWork
from tracker.usecases.manifest_steps.work import StepWork
from tracker.usecases.record_scan import book_judged

#: Units that a scan has already brought where the step leads are not booked twice.
_STILL: dict[ScanKind, Callable[[Unit, int], bool]] = {
    ScanKind.DISPATCH: lambda unit, _: unit.state is not UnitState.DISPATCHED,
    ScanKind.LOAD: lambda unit, _: unit.state is not UnitState.IN_TRANSIT,
    ScanKind.HAND_OVER: lambda unit, _: unit.state is UnitState.IN_TRANSIT,
    ScanKind.DELIVER: lambda unit, _: unit.state is UnitState.IN_TRANSIT,
    ScanKind.RECEIVE: lambda unit, here: unit.state not in AT_REST or unit.owner != here,
    ScanKind.REJECT: lambda unit, _: unit.state is UnitState.IN_TRANSIT,
    ScanKind.STOCK_TAKE: lambda unit, _: unit.state in AT_REST,
    ScanKind.GRADE: lambda _, __: True,
}


def compared(work: StepWork) -> LoadComparison | None:
    """The load against the manifest; None when it binds no units and nothing was scanned."""
    m, scanned = work.manifest, work.filled.scanned
    loading = m.state is ManifestState.ISSUED
    wanted = m.bound if loading else m.aboard
    if scanned is None:
        if wanted:
            raise Malformed(Fault("scan_needed", "/scanned"))
        return None
    return comparison_of(work.uow, m.id, wanted, scanned, _keepers(work), binds=loading)


def comparison_of(
    uow: TransferWork,
    manifest: int,
    wanted: Collection[int],
    scanned: Sequence[str],
    keepers: Collection[int],
    *,
    binds: bool = False,
) -> LoadComparison:
    """Compare scanned codes with the units wanted. With ``binds``, a manifest that wants none takes
    what is scanned, as far as it is known and nowhere else."""
    units = uow.units.locked(scanned)
    elsewhere = uow.manifests.bound_elsewhere(manifest, {unit.id for unit in units.values()})
    expected = uow.units.codes_of(wanted)
    if binds and not expected:
        expected = {unit.id: code for code, unit in units.items() if unit.id not in elsewhere}
    opened = Counter(unit.container for unit in units.values() if unit.container in expected)
    inside = uow.manifests.pieces_inside([box for box in opened if box is not None])
    whole = [box for box, count in inside.items() if opened[box] == count]
    return compare_load(expected, scanned, units, keepers, elsewhere, whole)


def explained_load(found: LoadComparison | None, work: StepWork) -> list[Difference]:
    """The differences with their reasons, damage included; LoadDiffers naming each without one."""
    told: list[Difference] = []
    faults: list[Fault] = []
    if found is not None:
        told, faults = explained(found, work.filled.reasons, work.filled.reason_for)
    kind = LoadDifference.DAMAGED
    for code in work.filled.damaged:
        reason = work.filled.reasons.get(code) or work.filled.reason_for.get(kind.value)
        if reason is None:
            words = {"code": code, "load_difference": kind.value}
            faults.append(Fault("difference_without_reason", "/reasons", words))
        else:
            unit = found.units.get(code) if found else None
            told.append(Difference(kind, reason, code, unit))
    if faults:
        raise LoadDiffers(*faults)
    return told


def loaded_rows(rows: Sequence[WasteRow], found: LoadComparison | None) -> list[WasteRow]:
    """The rows with what is really on the vehicle: without what is missing, the first row with what
    came on top. What was bound when the manifest was issued stays on record."""
    if found is None:
        return list(rows)
    missing = {found.units[code] for code in found.missing}
    had = {unit for row in rows for unit in row.units}
    added = [unit.id for unit in found.seen.values() if unit.id not in had]
    result = []
    for number, row in enumerate(rows):
        bound = [*row.units, *(added if number == 0 else ())]
        here = [unit for unit in bound if unit not in missing]
        result.append(replace(row, units=tuple(bound), aboard=tuple(here)))
    return result


def still_aboard(rows: Sequence[WasteRow], found: LoadComparison | None) -> list[WasteRow]:
    """The rows with what the next carrier really took; what was bound stays on record."""
    if found is None:
        return list(rows)
    missing = {found.units[code] for code in found.missing}
    had = {unit for row in rows for unit in row.aboard}
    added = [unit.id for unit in found.seen.values() if unit.id not in had]
    return [
        replace(
            row,
            aboard=tuple(unit for unit in row.aboard if unit not in missing)
            + (tuple(added) if number == 0 else ()),
        )
        for number, row in enumerate(rows)
    ]


def book_units(
    kind: ScanKind,
    site: str,
    units: Iterable[Unit],
    work: StepWork,
    *,
    strict: bool = True,
    as_site: bool = False,
    reason: str | None = None,
    peer: str | None = None,
) -> int | None:
    """Book that these units moved: an event like that of any scan, in the same transaction.

    None when none of them had to, or the caller has no part in it that could book. ``strict``: what
    the books refuse is a fault of the request. ``as_site``: the caller confirms what the site
    itself agreed to when it issued the manifest.
    """
    uow = work.uow
    place = uow.places.find(site)
    assert place is not None  # noqa: S101  sites never vanish
    roles = place.acting_roles(work.caller) | (place.roles if as_site else frozenset())
    here = list(units)
    moved = [unit for unit in here if _STILL[kind](unit, place.organisation)]
    damaged = frozenset(work.filled.damaged)
    if kind is not ScanKind.GRADE:  # damage is seen on those, too, that need not be booked
        looked_at = [unit for unit in here if unit.code in damaged and unit not in moved]
        book_units(ScanKind.GRADE, site, looked_at, work, strict=False)
    if not moved or kind not in scans_of(roles):
        return None
    codes = [unit.code for unit in moved]
    scan = Scan(
        client_id="",
        kind=kind,
        site=site,
        at=work.at,
        codes=codes,
        manifest=work.manifest.number,
        vehicle=work.filled.vehicle,
        peer_site=peer,
        reason=reason,
        details={code: Detail(damaged=True) for code in codes if code in damaged},
    )
    event = uow.events.new_id(work.now)
    judged = judge_scan(scan, event, work.now, work.caller, place, roles, uow)
    if strict and judged.refused:
        raise Malformed(*(Fault(f.code, "/scanned", f.params) for f in judged.refused.values()))
    if judged.booking is None:
        return None
    book_judged(judged, place, work.caller, work.now, uow)
    return event


def units_with(ids: Collection[int], work: StepWork) -> list[Unit]:
    """Units by id, locked, each under its first code."""
    codes = work.uow.units.codes_of(ids)
    return list(work.uow.units.locked(list(codes.values())).values()) if codes else []


def _keepers(work: StepWork) -> set[int]:
    m = work.manifest
    return {
        m.sender.organisation,
        m.receiver.organisation,
        *(carrier.organisation for carrier in m.carriers),
    }
