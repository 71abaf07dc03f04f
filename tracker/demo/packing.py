"""How do collection points grade, pack and send on, and shops hand over what they took back?"""

from __future__ import annotations

from tracker.demo.faults import Kind
from tracker.demo.moving import drive, drive_loose
from tracker.demo.places import Box, Item, Point, Spot
from tracker.demo.seasons import is_workday
from tracker.demo.territory import Territory
from tracker.demo.unusual import Unusual
from tracker.domain.mass import GRAMS_PER_KG
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass

#: Days after which a point packs and sends what there is; 90 are allowed until it has left.
PACK_DAYS = 40
SEND_DAYS = 55
SHOP_DAYS = 40
#: A point sends off when so much stands there; it may hold three tonnes.
SEND_G = 1_500 * GRAMS_PER_KG
WEIGHED_BOXES = 0.25


def empty_shops(land: Territory) -> None:
    """Shops hand what they took back to the nearest point."""
    if not is_workday(land.diary.date):
        return
    enough = land.scaled(10, 8, 60)
    for shop in land.shops:
        if shop is land.hole:
            continue
        if shop.loose and (len(shop.loose) >= enough or _age(land, shop.loose) >= SHOP_DAYS):
            point = min(
                land.points, key=lambda one: (shop.prefecture.km_to(one.prefecture), one.code)
            )
            drive_loose(land, shop, point)


def pack(land: Territory) -> None:
    """Points grade and pack in the evening, whole and damaged ones apart."""
    if not is_workday(land.diary.date):
        return
    enough = land.scaled(20, 20, 40)
    most = enough + enough // 2
    for point in land.points:
        if point.loose:
            _mind_the_stock(land, point)
        waiting = sum(4 if item.damaged else 1 for item in point.loose)
        if point.loose and (waiting >= enough or _age(land, point.loose) >= PACK_DAYS):
            _grade(land, point, point.loose)
            for damaged in (False, True):
                items = [item for item in point.loose if item.damaged is damaged]
                for start in range(0, len(items), most):
                    _pack(land, point, items[start : start + most])
            point.loose = []


def send(land: Territory) -> None:
    """Points send boxes to the nearest station when enough stand there, or stand long enough."""
    if not is_workday(land.diary.date):
        return
    for point in land.points:
        boxes = [box for box in point.boxes if box.held_until <= land.day]
        overdue = any(land.day - box.since >= SEND_DAYS for box in boxes)
        if boxes and (overdue or sum(box.mass_g for box in boxes) >= SEND_G):
            point.boxes = [box for box in point.boxes if box.held_until > land.day]
            station = min(
                land.stations, key=lambda one: (point.prefecture.km_to(one.prefecture), one.code)
            )
            drive(land, point, station, boxes)


def _age(land: Territory, items: list[Item]) -> int:
    return land.day - min(item.since for item in items)


def _mind_the_stock(land: Territory, point: Point) -> None:
    """Now and then a label has become unreadable, or something is missing and found again."""
    for place, item in enumerate(point.loose):
        if item.since != land.day or item.is_lot or item.code in land.watched:
            continue
        if land.happens(Unusual.RELABELLED):
            label = land.label()
            land.diary.act(K.RELABEL, point, land.diary.at(17, 26), [item.code], new_code=label)
            point.loose[place] = item._replace(code=label)
        elif land.happens(Unusual.MISSED_AT_POINT):
            _miss(land, point, item)
            return


def _miss(land: Territory, point: Point, item: Item) -> None:
    point.loose.remove(item)
    at = land.diary.at(17, 28)
    land.diary.act(K.LOSE, point, at, [item.code], reason="盘点时不见")
    if land.every_other(Unusual.MISSED_AT_POINT):

        def find() -> None:
            land.diary.act(K.FIND, point, land.diary.between(9, 10), [item.code])
            point.loose.append(item)

        land.diary.later(land.rng.randrange(3, 20), find)


def _grade(land: Territory, point: Point, items: list[Item]) -> None:
    details = {
        item.code: Detail(
            damaged=item.damaged or None,
            battery_class=BatteryClass.II if item.damaged else item.battery_class,
        )
        for item in items
    }
    at = land.diary.at(17, 30 + land.rng.randrange(5))
    land.diary.act(K.GRADE, point, at, list(details), details=details)


def _pack(land: Territory, point: Point, items: list[Item]) -> None:
    box = put_into_box(land, point, items, 17, 40)
    point.boxes.append(box)
    if land.chance(WEIGHED_BOXES):
        box.mass_g = int(box.mass_g * (0.995 + 0.01 * land.rng.random()))
        at = land.diary.at(18, 10 + land.rng.randrange(10))
        land.diary.act(K.WEIGH, point, at, [box.label], mass_g=box.mass_g)
    codes = {item.code for item in items}
    if land.faults.due(Kind.OVER_AGE_STORAGE, land.day) and not codes & land.watched:
        box.held_until = land.day + land.rng.randrange(100, 141)
        land.faults.plant(Kind.OVER_AGE_STORAGE, [box.label], f"at {point.code}")
    for first, (client_id, doubtful) in list(land.doubtful.items()):
        if codes >= set(doubtful) and land.faults.due(Kind.CHAIN_BROKEN, land.day):
            del land.doubtful[first]
            _void_collection(land, point, client_id, doubtful)
    land.doubtful = {
        first: told for first, told in land.doubtful.items() if not codes & set(told[1])
    }


def put_into_box(land: Territory, spot: Spot, items: list[Item], hour: int, minute: int) -> Box:
    """Pack loose things into a new box and answer it."""
    label = land.box_label(spot)
    at = land.diary.at(hour, minute + land.rng.randrange(10))
    land.diary.act(K.PACK, spot, at, [item.code for item in items], container=label)
    return Box(label, items, sum(item.mass_g for item in items), min(i.since for i in items))


def _void_collection(land: Territory, point: Point, client_id: str, codes: tuple[str, ...]) -> None:
    """Declared void the next morning, although its batteries are in a box already."""

    def void() -> None:
        at = land.diary.between(8, 9)
        land.diary.act(K.VOID, point, at, about=client_id, reason="重复录入")

    land.diary.later(1, void)
    land.faults.plant(Kind.CHAIN_BROKEN, codes, f"collected at {point.code}, then voided")
