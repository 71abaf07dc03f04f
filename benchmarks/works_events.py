"""What happened in the works, event by event, and who took part? See ``works_plan``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from benchmarks.stock import mass_of
from benchmarks.works_plan import (
    BOXES_A_TRUCK,
    BREAKINGS,
    MADE_AT_ONCE,
    TRUCKS,
    TRUCKS_A_BREAKING,
    Plan,
    cut,
)
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.store.event_ids import event_id

#: What comes out of a breaking and out of the furnaces, in ppm of the batteries' mass.
BROKEN = ((Material.GRID, 290_000), (Material.PASTE, 440_000), (Material.PLASTIC, 70_000))
MOLTEN = (
    (Material.CRUDE_LEAD, 610_000),
    (Material.SLAG, 60_000),
    (Material.INGOT, 590_000),
    (Material.SLAG, 12_000),
)
#: When what happens, from the day on which the batteries came back.
_SOLD = timedelta(days=-400)
_ON_THE_ROAD = ((K.DISPATCH, 240), (K.LOAD, 241), (K.DELIVER, 264), (K.RECEIVE, 265))
_LOOKED_AT = ((K.WEIGH, 24), (K.GRADE, 48), (K.STOCK_TAKE, 72))
_HOUR, _SECOND, _MOMENT = timedelta(hours=1), timedelta(seconds=1), timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Places:
    """Ids of sites: who makes, sells and keeps, and those who collect and recycle in turn."""

    maker: int
    shop: int
    station: int
    points: Sequence[int]
    plants: Sequence[int]


class Told(NamedTuple):
    """One event; ``touched`` have rows of their own, ``inputs`` and ``outputs`` with masses."""

    id: int
    kind: K
    at: datetime
    site: int
    units: Sequence[int]
    peer: int | None = None
    box: int | None = None
    touched: bool = True
    inputs: Sequence[tuple[int, int]] = ()
    outputs: Sequence[tuple[int, int]] = ()


def box_masses(plan: Plan, heap: int) -> list[int]:
    """Grams of each box."""
    return [sum(map(mass_of, one)) for one in cut(plan.members(heap), plan.box)]


def packed_by(plan: Plan, heap: int, box: int) -> int:
    """The event that packed box ``box`` (0 to 199) of a heap."""
    at = plan.back_at(heap) + 96 * _HOUR + box * _SECOND
    return _id(at, K.PACK, plan.boxes(heap)[box])


def lots_of(plan: Plan, heap: int) -> list[tuple[int, Material, int]]:
    """Id, material and grams of what was made of a heap."""
    masses = [sum(one) for one in cut(box_masses(plan, heap), BOXES_A_TRUCK * TRUCKS_A_BREAKING)]
    made = [(material, mass * ppm // 1_000_000) for mass in masses for material, ppm in BROKEN]
    whole = sum(masses)
    made += [(material, whole * ppm // 1_000_000) for material, ppm in MOLTEN]
    return [(lot, *one) for lot, one in zip(plan.lots(heap), made, strict=True)]


def what_happened(plan: Plan, places: Places) -> Iterator[Told]:
    """All events, kind by kind in the order of a battery's life."""
    yield from _registered(plan, places)
    for heap in range(plan.heaps):
        yield from _in_handfuls(plan, places, heap, K.SELL)
    for heap in range(plan.heaps):
        yield from _in_handfuls(plan, places, heap, K.COLLECT)
        yield from _looked_at(plan, places, heap)
    for heap in plan.boxed:
        yield from _packed(plan, places, heap)
    for heap in plan.smelted:
        yield from _driven(plan, places, heap)
        yield from _treated(plan, places, heap)


def site_of(plan: Plan, places: Places, heap: int, truck: int) -> int:
    """Where a truck is filled; what waits for none stands at the station."""
    if heap not in plan.smelted:
        return places.station
    return places.points[plan.point(heap, truck)]


def _id(at: datetime, kind: K, number: int) -> int:
    """Unique: kinds lie milliseconds apart in a second, and numbers tell one kind's apart."""
    return event_id(at + [*K].index(kind) * _MOMENT, number)


def _registered(plan: Plan, places: Places) -> Iterator[Told]:
    for number, first in enumerate(range(1, plan.batteries + 1, MADE_AT_ONCE)):
        at = plan.made_at(number)
        units = range(first, min(first + MADE_AT_ONCE, plan.batteries + 1))
        yield Told(_id(at, K.REGISTER, number), K.REGISTER, at, places.maker, units)


def _in_handfuls(plan: Plan, places: Places, heap: int, kind: K) -> Iterator[Told]:
    sold = kind is K.SELL
    begin = plan.back_at(heap) + (_SOLD if sold else timedelta())
    handfuls = cut(plan.members(heap), plan.handful)
    for number, units in enumerate(handfuls):
        at = begin + number * _SECOND
        truck = number * TRUCKS // len(handfuls)
        site = places.shop if sold else site_of(plan, places, heap, truck)
        yield Told(_id(at, kind, heap * len(handfuls) + number), kind, at, site, units)


def _looked_at(plan: Plan, places: Places, heap: int) -> Iterator[Told]:
    for kind, hours in _LOOKED_AT:
        for truck, units in enumerate(cut(plan.members(heap), plan.truck)):
            at = plan.back_at(heap) + hours * _HOUR + truck * _SECOND
            site = site_of(plan, places, heap, truck)
            yield Told(_id(at, kind, heap * TRUCKS + truck), kind, at, site, units)


def _packed(plan: Plan, places: Places, heap: int) -> Iterator[Told]:
    begin = plan.back_at(heap) + 96 * _HOUR
    ids = plan.boxes(heap)
    for number, units in enumerate(cut(plan.members(heap), plan.box)):
        site = site_of(plan, places, heap, number // BOXES_A_TRUCK)
        told = packed_by(plan, heap, number)
        at = begin + number * _SECOND
        yield Told(told, K.PACK, at, site, units, None, ids[number], touched=False)


def _driven(plan: Plan, places: Places, heap: int) -> Iterator[Told]:
    plant = _plant(places, heap)
    for kind, hours in _ON_THE_ROAD:
        for truck, boxes in enumerate(cut(plan.boxes(heap), BOXES_A_TRUCK)):
            at = plan.back_at(heap) + hours * _HOUR + truck * _SECOND
            leaves = kind in (K.DISPATCH, K.LOAD)
            site = site_of(plan, places, heap, truck) if leaves else plant
            peer = plant if kind is K.DISPATCH else None
            yield Told(_id(at, kind, heap * TRUCKS + truck), kind, at, site, boxes, peer)


def _treated(plan: Plan, places: Places, heap: int) -> Iterator[Told]:
    plant, begin = _plant(places, heap), plan.back_at(heap)
    lots = [(lot, mass) for lot, _, mass in lots_of(plan, heap)]
    weighed = list(zip(plan.boxes(heap), box_masses(plan, heap), strict=True))
    each = BOXES_A_TRUCK * TRUCKS_A_BREAKING
    broken, molten = lots[: 3 * BREAKINGS], lots[3 * BREAKINGS :]
    lead = [lot for lot in broken if (lot[0] - broken[0][0]) % 3 < 2]
    steps = [
        (K.DISMANTLE, 340 + number, inputs, broken[3 * number : 3 * number + 3])
        for number, inputs in enumerate(cut(weighed, each))
    ]
    steps += [(K.SMELT, 480, lead, molten[:2]), (K.SMELT, 500, molten[:1], molten[2:])]
    for number, (kind, hours, inputs, outputs) in enumerate(steps):
        at = begin + hours * _HOUR
        id_ = _id(at, kind, heap * len(steps) + number)
        units = [unit for unit, _ in inputs]
        yield Told(id_, kind, at, plant, units, None, None, False, inputs, outputs)


def _plant(places: Places, heap: int) -> int:
    return places.plants[heap % len(places.plants)]
