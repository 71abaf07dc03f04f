"""What do transfer stations do between two lorries: store, count, repack, send on?"""

from __future__ import annotations

from tracker.demo.faults import Kind
from tracker.demo.moving import go_round, haul
from tracker.demo.packing import put_into_box
from tracker.demo.places import Box, Station
from tracker.demo.seasons import is_workday
from tracker.demo.territory import Territory
from tracker.domain.mass import GRAMS_PER_KG
from tracker.domain.scan import ScanKind as K

#: Shares: arrivals whose storing is scanned apart from their receipt; boxes that are repacked.
STORED = 0.5
REPACKED = 0.12
COUNT_EVERY = 182
#: A full lorry, in kilograms; a small province fills none, so it sends what it has in time.
FULL_LORRY_KG = 25_000
SEND_DAYS = 110
#: Shares of the three plants: at home, in the partner province, in the third one.
PLANT_SHARES = (60, 25, 15)


def keep(land: Territory) -> None:
    """Store what came yesterday, repack some of it, count twice a year, send full lorries."""
    if not is_workday(land.diary.date):
        return
    for station in land.stations:
        _store(land, station)
        if land.day % COUNT_EVERY == COUNT_EVERY - 1 and station.boxes:
            labels = [box.label for box in station.boxes]
            land.diary.act(K.STOCK_TAKE, station, land.diary.at(11), labels)
        _send(land, station)


def _store(land: Territory, station: Station) -> None:
    new = [box for box in station.boxes if box.arrived < 0]
    if not new:
        return
    if land.chance(STORED):
        land.diary.act(K.STORE, station, land.diary.at(8, 10), [box.label for box in new])
    for box in new:
        box.arrived = land.day
        if land.chance(REPACKED):
            station.boxes[station.boxes.index(box)] = _repack(land, station, box)


def _repack(land: Territory, station: Station, box: Box) -> Box:
    at = land.diary.at(8, 30 + land.rng.randrange(10))
    land.diary.act(K.UNPACK, station, at, container=box.label)
    fresh = put_into_box(land, station, box.items, 9, 0)
    fresh.arrived = land.day
    return fresh


def _send(land: Territory, station: Station) -> None:
    boxes = [box for box in station.boxes if box.arrived >= 0]
    if not boxes:
        return
    if land.faults.due(Kind.TRADING_RING, land.day):
        other = next(one for one in land.stations if one is not station)
        box = boxes.pop()
        station.boxes.remove(box)
        go_round(land, station, other, box)
    if not boxes:
        return
    full = land.scaled(400, 400, FULL_LORRY_KG) * GRAMS_PER_KG
    overdue = any(land.day - box.arrived >= SEND_DAYS for box in boxes)
    if not overdue and sum(box.mass_g for box in boxes) < full:
        return
    plant = land.rng.choices(land.plants, PLANT_SHARES)[0]
    load: list[Box] = []
    for box in boxes:
        if load and sum(one.mass_g for one in load) + box.mass_g > FULL_LORRY_KG * GRAMS_PER_KG:
            break
        load.append(box)
    station.boxes = [box for box in station.boxes if box not in load]
    haul(land, station, plant, load)
