"""How do lorries bring things from one place to the next?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.demo.census import LAPSE, LAPSED_BEFORE_END
from tracker.demo.faults import Kind
from tracker.demo.places import Box, Fleet, Plant, Point, Shop, Spot, Station
from tracker.demo.territory import Territory
from tracker.demo.unusual import Unusual
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K

#: Scales are good to so much of the load.
SCALE_ERROR = 0.006


@dataclass(frozen=True, slots=True)
class Trip:
    """One lorry with its manifest."""

    fleet: Fleet
    plate: str
    manifest: str

    @property
    def papers(self) -> dict[str, Any]:
        return {"manifest": self.manifest, "vehicle": self.plate}


def _trip(land: Territory) -> Trip:
    fleet = land.rng.choice(land.fleets)
    return Trip(fleet, land.rng.choice(fleet.plates), land.manifest())


def drive_loose(land: Territory, shop: Shop, point: Point) -> None:
    """A short way with loose batteries: old ones from a shop to the collection point."""
    items, shop.loose = shop.loose, []
    codes = [item.code for item in items]
    trip = _trip(land)
    minute = land.rng.randrange(10)
    land.diary.act(
        K.DISPATCH, shop, land.diary.at(9, minute), codes, peer_site=point.code, **trip.papers
    )
    at = land.diary.at(9, 20 + minute)
    land.diary.act(K.LOAD, shop, at, codes, by=trip.fleet.owner, **trip.papers)
    land.diary.act(K.RECEIVE, point, land.diary.at(12, minute), codes, **trip.papers)
    point.loose += [item._replace(since=land.day) for item in items]


def drive(land: Territory, point: Point, station: Station, boxes: list[Box]) -> None:
    """Boxes from a collection point to a station, within an afternoon."""
    labels = [box.label for box in boxes]
    trip = _trip(land)
    odd = next((kind for kind in _ODD_TRIPS if land.faults.due(kind, land.day)), None)
    minute = land.rng.randrange(10)
    if odd not in (Kind.NOT_DISPATCHED, Kind.RECEIVED_WITHOUT_SHIPMENT):
        at = land.diary.at(13, minute)
        land.diary.act(K.DISPATCH, point, at, labels, peer_site=station.code, **trip.papers)
    if odd is Kind.NOT_DISPATCHED:
        land.diary.act(K.LOAD, point, land.diary.at(13, 30 + minute), labels, **trip.papers)
    elif odd not in (Kind.NOT_LOADED, Kind.RECEIVED_WITHOUT_SHIPMENT):
        at = land.diary.at(13, 30 + minute)
        land.diary.act(K.LOAD, point, at, labels, by=trip.fleet.owner, **trip.papers)
    if odd is not None:
        land.faults.plant(odd, labels, f"{point.code} to {station.code}")
    if odd is Kind.MISSING_RECEIPT:
        return
    if odd in (None, Kind.NOT_DISPATCHED):
        at = land.diary.at(15, 30 + minute)
        land.diary.act(K.DELIVER, station, at, labels, by=trip.fleet.owner, **trip.papers)
    _receive(land, station, boxes, land.diary.at(16, minute), trip, plain=odd is None)
    station.boxes += boxes


def haul(land: Territory, station: Station, plant: Plant, boxes: list[Box]) -> None:
    """Boxes from a station to a plant, overnight."""
    labels = [box.label for box in boxes]
    trip = _trip(land)
    at = land.diary.at(13, land.rng.randrange(20))
    land.diary.act(K.DISPATCH, station, at, labels, peer_site=plant.code, **trip.papers)
    at = land.diary.at(13, 40 + land.rng.randrange(10))
    land.diary.act(K.LOAD, station, at, labels, by=trip.fleet.owner, **trip.papers)
    driver = trip.fleet
    if land.happens(Unusual.HANDED_OVER):
        driver = land.rng.choice([fleet for fleet in land.fleets if fleet is not driver])
        at = land.diary.at(20, land.rng.randrange(30))
        land.diary.act(K.HAND_OVER, trip.fleet, at, labels, by=driver.owner, **trip.papers)
    land.diary.later(1, lambda: _arrive(land, station, plant, list(boxes), trip, driver))


def go_round(land: Territory, station: Station, other: Station, box: Box) -> None:
    """A box to another station and, some days later, back again: it has two receipts more."""
    land.faults.plant(Kind.TRADING_RING, [box.label], f"{station.code} to {other.code} and back")
    _cross(land, station, other, box)
    land.diary.later(2, lambda: _cross(land, other, station, box))

    def stand_again() -> None:
        box.arrived = land.day
        station.boxes.append(box)

    land.diary.later(3, stand_again)


def _cross(land: Territory, here: Station, there: Station, box: Box) -> None:
    trip = _trip(land)
    at = land.diary.at(7, land.rng.randrange(10))
    land.diary.act(K.DISPATCH, here, at, [box.label], peer_site=there.code, **trip.papers)
    at = land.diary.at(7, 30 + land.rng.randrange(10))
    land.diary.act(K.LOAD, here, at, [box.label], by=trip.fleet.owner, **trip.papers)
    _receive(land, there, [box], land.diary.at(17, land.rng.randrange(10)), trip, plain=False)


def _arrive(
    land: Territory, station: Station, plant: Plant, boxes: list[Box], trip: Trip, driver: Fleet
) -> None:
    if len(boxes) > 1 and land.happens(Unusual.LOST_ON_ROAD):
        _lose(land, station, plant, boxes.pop(), driver)
    labels = [box.label for box in boxes]
    at = land.diary.at(9, 30 + land.rng.randrange(10))
    land.diary.act(K.DELIVER, plant, at, labels, by=driver.owner, **trip.papers)
    if len(boxes) > 1 and land.happens(Unusual.REFUSED_AT_GATE):
        box = boxes.pop()
        at = land.diary.at(9, 50 + land.rng.randrange(5))
        land.diary.act(K.REJECT, plant, at, [box.label], reason="包装破损", **trip.papers)
        station.boxes.append(box)
    _receive(land, plant, boxes, land.diary.at(10, 15 + land.rng.randrange(20)), trip, plain=True)
    for box in boxes:
        box.since = land.day
    plant.boxes += boxes


def _lose(land: Territory, station: Station, plant: Plant, box: Box, driver: Fleet) -> None:
    at = land.diary.at(9, 10 + land.rng.randrange(10))
    land.diary.act(K.LOSE, plant, at, [box.label], by=driver.owner, reason="途中丢失")
    if land.every_other(Unusual.LOST_ON_ROAD):

        def find() -> None:
            land.diary.act(K.FIND, station, land.diary.between(9, 10), [box.label])
            station.boxes.append(box)

        land.diary.later(land.rng.randrange(3, 15), find)


def _receive(
    land: Territory,
    there: Station | Plant,
    boxes: list[Box],
    at: datetime,
    trip: Trip,
    *,
    plain: bool,
) -> None:
    """Weigh and take in; ``plain``: nothing else is odd about the trip."""
    labels = [box.label for box in boxes]
    mass = sum(box.mass_g for box in boxes)
    seen = int(mass * (1 - SCALE_ERROR + 2 * SCALE_ERROR * land.rng.random()))
    if plain and land.faults.due(Kind.WEIGHT_DRIFT, land.day):
        seen = int(mass * (0.88 + 0.06 * land.rng.random()))
        land.faults.plant(Kind.WEIGHT_DRIFT, labels, f"{mass} g sent, {seen} g at {there.code}")
    details = {}
    if land.happens(Unusual.DAMAGED_ON_ROAD):
        details[labels[-1]] = Detail(damaged=True)
    plate = trip.plate
    mistyped = land.happens(Unusual.PLATE_MISTYPED)
    if mistyped:
        plate = plate[:-1] + str((int(plate[-1]) + 1) % 10)
    received = land.diary.act(
        K.RECEIVE,
        there,
        at,
        labels,
        mass_g=seen,
        manifest=trip.manifest,
        vehicle=plate,
        details=details,
        referred=mistyped,
    )
    if mistyped:
        at = land.diary.at(18, land.rng.randrange(20))
        land.diary.act(
            K.CORRECT, there, at, about=received, vehicle=trip.plate, reason="车牌号录入错误"
        )
    _mind_the_licence(land, there)


def _mind_the_licence(land: Territory, there: Spot) -> None:
    gap = land.diary.span.until - LAPSED_BEFORE_END
    lapsed = gap < land.diary.date < gap + LAPSE
    if there is land.lapsed and lapsed and land.last_lapse != land.day:
        land.last_lapse = land.day
        land.faults.plant(Kind.LICENCE_MISSING, [there.owner], f"on {land.diary.date}")


#: Faults of a short trip, in the order in which they are tried.
_ODD_TRIPS = (
    Kind.RECEIVED_WITHOUT_SHIPMENT,
    Kind.NOT_DISPATCHED,
    Kind.NOT_LOADED,
    Kind.MISSING_RECEIPT,
)
