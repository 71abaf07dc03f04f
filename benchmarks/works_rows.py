"""How do the works become rows for COPY? Text by text, a heap of batteries or some events each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from benchmarks.people import PROVINCE, Firm
from benchmarks.stock import code_of, mass_of
from benchmarks.works_events import (
    Places,
    Told,
    box_masses,
    lots_of,
    packed_by,
    site_of,
    what_happened,
)
from benchmarks.works_plan import BOXES_A_TRUCK, Plan
from tracker.domain.identifiers import container_label
from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind, UnitState
from tracker.store.codes import MATERIAL, SCAN_KIND, SCHEME, UNIT_KIND, UNIT_STATE, Part
from tracker.store.copy_text import NULL, ints_field, moment_field

_KIND, _STATE = UNIT_KIND.number, UNIT_STATE.number
_FIRST_LABEL = date(2015, 1, 1)
_EVENTS_A_TEXT = 2_000


class Rows:
    """Texts for COPY into each table, in the order of ``tracker.store.copy_text.COLUMNS``."""

    def __init__(self, plan: Plan, places: Places, station: Firm) -> None:
        self._plan = plan
        self._places = places
        self._station = station
        self.texts: dict[str, Callable[[], Iterator[str]]] = {
            "unit": self._units,
            "unit_code": self._codes,
            "containment": self._stays,
            "event": self._events,
            "event_unit": self._members,
        }

    def label(self, heap: int, box: int) -> str:
        """The code of box ``box`` (0 to 199) of a heap."""
        number = self._plan.boxes(heap)[box] - self._plan.batteries
        day = _FIRST_LABEL + timedelta(days=number // container_label.MOST_SERIAL)
        serial = number % container_label.MOST_SERIAL + 1
        return container_label.build(self._station.code, "900-052-31", day, serial)

    def _units(self) -> Iterator[str]:
        plan = self._plan
        battery, box = _KIND[UnitKind.BATTERY], _KIND[UnitKind.CONTAINER]
        for heap in range(plan.heaps):
            since = moment_field(plan.back_at(heap))
            packed, done = heap in plan.boxed, heap in plan.smelted
            lines = []
            state = _STATE[UnitState.PACKED if packed else UnitState.COLLECTED]
            for place, unit in enumerate(plan.members(heap)):
                number = place // plan.box
                site = site_of(plan, self._places, heap, number // BOXES_A_TRUCK)
                inside = str(plan.boxes(heap)[number]) if packed else NULL
                lines.append(_unit(unit, since, site, inside, mass_of(unit), battery, state))
            state = _STATE[UnitState.DISMANTLED if done else UnitState.IN_STORAGE]
            plant = self._places.plants[heap % len(self._places.plants)]
            at = plant if done else self._places.station
            if packed:
                for unit, mass in zip(plan.boxes(heap), box_masses(plan, heap), strict=True):
                    lines.append(_unit(unit, since, at, NULL, mass, box, state))
            for unit, material, mass in lots_of(plan, heap) if done else ():
                lines.append(_lot(unit, since, plant, material, mass))
            yield "".join(lines)

    def _codes(self) -> Iterator[str]:
        plan = self._plan
        own, label = SCHEME.number[Scheme.ENTERPRISE], SCHEME.number[Scheme.CONTAINER_LABEL]
        middle = f"\t{PROVINCE}\t{own}\t"
        for heap in range(plan.heaps):
            first = heap * plan.ingot + 1
            units = range(first, first + plan.ingot)
            yield "".join([f"{unit}{middle}{code_of(unit)}\n" for unit in units])
        for heap in plan.boxed:
            boxes = enumerate(plan.boxes(heap))
            yield "".join(
                [f"{id_}\t{PROVINCE}\t{label}\t{self.label(heap, box)}\n" for box, id_ in boxes]
            )
        for heap in plan.smelted:
            lots = enumerate(plan.lots(heap))
            yield "".join([f"{id_}{middle}{lot_code(heap, lot)}\n" for lot, id_ in lots])

    def _stays(self) -> Iterator[str]:
        plan = self._plan
        for heap in plan.boxed:
            ends = [
                f"\t{id_}\t{packed_by(plan, heap, box)}\t{NULL}\t{PROVINCE}\n"
                for box, id_ in enumerate(plan.boxes(heap))
            ]
            yield "".join(
                [f"{u}{ends[place // plan.box]}" for place, u in enumerate(plan.members(heap))]
            )

    def _events(self) -> Iterator[str]:
        organisation, actor = self._station.organisation, self._station.user
        lines: list[str] = []
        for told in what_happened(self._plan, self._places):
            lines.append(_event(told, organisation, actor))
            if len(lines) == _EVENTS_A_TEXT:
                yield "".join(lines)
                lines.clear()
        yield "".join(lines)

    def _members(self) -> Iterator[str]:
        touched = f"\t{NULL}\t{PROVINCE}\t{Part.TOUCHED}\n"
        heap: list[str] = []
        for told in what_happened(self._plan, self._places):
            if told.touched:
                end = f"\t{told.id}{touched}"
                heap += [f"{unit}{end}" for unit in told.units]
            for part, rows in ((Part.INPUT, told.inputs), (Part.OUTPUT, told.outputs)):
                heap += [f"{u}\t{told.id}\t{mass}\t{PROVINCE}\t{part}\n" for u, mass in rows]
            if len(heap) >= 10 * _EVENTS_A_TEXT:
                yield "".join(heap)
                heap.clear()
        yield "".join(heap)


def lot_code(heap: int, lot: int) -> str:
    """The code of a lot by its place in ``Plan.lots``."""
    return f"WORKS-{heap:06d}-{lot:02d}"


def _unit(id_: int, since: str, site: int, box: str, mass: int, kind: int, state: int) -> str:
    return (
        f"{id_}\t{since}\t{site}\t{box}\t{NULL}\t{mass}\t1\t1\t{NULL}\t{PROVINCE}\t{kind}\t{state}"
        f"\t{NULL}\t{NULL}\tf\n"
    )


def _lot(id_: int, since: str, site: int, material: Material, mass: int) -> str:
    kind, state = _KIND[UnitKind.MATERIAL_LOT], _STATE[UnitState.IN_STORAGE]
    return (
        f"{id_}\t{since}\t{site}\t{NULL}\t{NULL}\t{mass}\t1\t1\t{NULL}\t{PROVINCE}\t{kind}\t{state}"
        f"\t{NULL}\t{MATERIAL.number[material]}\tf\n"
    )


def _event(told: Told, organisation: int, actor: int) -> str:
    peer, box = (NULL if one is None else str(one) for one in (told.peer, told.box))
    return (
        f"{told.id}\t{moment_field(told.at)}\t{told.site}\t{organisation}\t{actor}\t{peer}\t{box}"
        f"\t{NULL}\t{NULL}\t{len(told.units)}\t{PROVINCE}\t{SCAN_KIND.number[told.kind]}\t{NULL}"
        f"\t{ints_field(told.units)}\t{NULL}\n"
    )


#: The kinds that a works' battery goes through loose; each is a row of its own.
OWN_ROWS = (
    ScanKind.REGISTER,
    ScanKind.SELL,
    ScanKind.COLLECT,
    ScanKind.WEIGH,
    ScanKind.GRADE,
    ScanKind.STOCK_TAKE,
)
