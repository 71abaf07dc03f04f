"""What does a booking in memory add to the sums by day and month?

Mirrors ``tracker.store.repositories.rollups``: a test compares the rows, and the recomputation.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from tracker.demo.in_memory.pending import Pending
from tracker.demo.in_memory.units import MemoryUnits
from tracker.domain.booking import Booking
from tracker.domain.moments import day_of
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.lifecycle.stock_flows import BATTERIES_USED, OF_BATTERIES, Flow
from tracker.lifecycle.unit_steps import TREATMENTS
from tracker.store.bulk.rollup_sums import Of, RollupSums, Sums
from tracker.store.codes import MATERIAL, Part, Ware
from tracker.store.repositories.rollup_statements import OF_MATERIAL

#: The day of an event, and what it adds: first as a whole, then what went in and came out.
Told = tuple[date, list[tuple[Of, Sums]]]


class MemoryRollups:
    """See ``tracker.usecases.rollup_ports.Rollups``; what is in memory needs no mending."""

    def __init__(self, units: MemoryUnits, sums: RollupSums, pending: Pending) -> None:
        self._units = units
        self._sums = sums
        self._pending = pending
        self._told: dict[int, Told] = {}
        #: What came to each site less what left it, in grams, as a ledger counts batteries.
        self.levels: defaultdict[int, int] = defaultdict(int)

    def count(self, booking: Booking) -> None:
        self._pending.add(lambda: self._count(booking))

    def mend(self) -> int:
        return 0

    def told(self, event: int) -> Told:
        """What an event added, as it was said last."""
        return self._told[event]

    def _count(self, b: Booking) -> None:
        if b.kind is ScanKind.VOID:
            self._take_away(b)
        elif b.kind is ScanKind.CORRECT:
            self._correct(b)
        else:
            day, parts = self._told[b.id] = day_of(b.happened_at), list(self._parts(b))
            for of, sums in parts:
                self._add(day, of, sums)

    def _take_away(self, b: Booking) -> None:
        assert b.subject_event is not None  # noqa: S101  the field table asks for it
        day, parts = self._told.pop(b.subject_event)
        for of, sums in parts:
            self._add(day, of, sums.less())

    def _correct(self, b: Booking) -> None:
        told = self._told.get(b.subject_event or 0)
        if told is None or b.mass_g is None:
            return
        day, parts = told
        of, before = parts[0]
        parts[0] = (of, before._replace(unweighed=0, mass_g=b.mass_g))
        self._add(day, of, Sums(0, 0, -before.unweighed, b.mass_g - before.mass_g))

    def _add(self, day: date, of: Of, sums: Sums) -> None:
        self._sums.add(day, of, sums)
        if of.ware != Ware.BATTERIES:
            return
        if of.part == Part.INPUT and of.kind is BATTERIES_USED:
            self.levels[of.site] -= sums.mass_g
        elif of.part == Part.TOUCHED and of.kind in OF_BATTERIES:
            came = OF_BATTERIES[of.kind] is Flow.IN
            self.levels[of.site] += sums.mass_g if came else -sums.mass_g

    def _parts(self, b: Booking) -> Iterable[tuple[Of, Sums]]:
        ware = self._ware(b.units) if b.kind in OF_MATERIAL else Ware.BATTERIES
        whole = Of(b.site, b.kind, b.peer_site, b.category, ware, Part.TOUCHED)
        yield whole, _sums(b.pieces, b.mass_g)
        if b.kind not in TREATMENTS:
            return
        parts: dict[Of, Sums] = {}
        masses = [(unit, mass, Part.INPUT) for unit, mass in b.inputs.items()]
        masses += [(new.id, new.mass_g, Part.OUTPUT) for new in b.outputs]
        for unit, mass, part in masses:
            of = whole._replace(ware=self._ware([unit]), part=part)
            one = _sums(self._units.records[unit].pieces, mass)
            before = parts.get(of, Sums(1, 0, 0, 0))
            parts[of] = Sums(1, *(a + b for a, b in zip(before[1:], one[1:], strict=True)))
        yield from parts.items()

    def _ware(self, units: Collection[int]) -> int:
        records = [self._units.records[unit] for unit in units]
        lots = [one.material for one in records if one.kind is UnitKind.MATERIAL_LOT]
        wares = {MATERIAL.number[lot] for lot in lots if lot is not None}
        if len(lots) < len(records):
            wares.add(Ware.BATTERIES)
        return wares.pop() if len(wares) == 1 else Ware.SEVERAL


def _sums(pieces: int, mass_g: int | None) -> Sums:
    return Sums(1, pieces, pieces if mass_g is None else 0, mass_g or 0)
