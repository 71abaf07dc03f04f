"""How do old batteries come back: to a shop, old for new, or to a collection point?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from tracker.demo.catalogue import TYPES
from tracker.demo.faults import Kind
from tracker.demo.places import Item, Point, Shop, Spot
from tracker.demo.seasons import SUNDAY, is_holiday
from tracker.demo.territory import PIECES_OF_A_LOT, Pack, Territory
from tracker.domain.scan import Detail, ReceiptCategory, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass

#: Shares: brought to a shop; weighed one by one on arrival; damaged.
SHOP_SHARE = 0.25
WEIGHED_SHARE = 0.5
DAMAGED_SHARE = 0.06
#: Mass of an old battery of unknown type, in grams.
_UNKNOWN_MASS_G = (6_000, 22_000)
TELEPORT_KM = 100
#: From so many days before the end on, all that still belongs into the books comes at once.
_LAST_ORDERS = 12
#: A code that was dismantled turns up again within these days, or not at all.
DEAD_CODE_DAYS = range(5, 60)

_NOT_YET = datetime.max.replace(tzinfo=UTC)

Place = TypeVar("Place", Point, Shop)


@dataclass(slots=True)
class Intake:
    """What one place takes in today; ``packs`` are the coded batteries among it."""

    codes: list[str] = field(default_factory=list)
    packs: list[Pack] = field(default_factory=list)
    items: list[Item] = field(default_factory=list)
    details: dict[str, Detail] = field(default_factory=dict)
    uncoded: list[Uncoded] = field(default_factory=list)
    at: datetime = _NOT_YET


def take_in(land: Territory) -> None:
    """Everything that people bring today, one scan for each place."""
    day = land.diary.date
    packs = land.returns.pop(land.day, [])
    if is_holiday(day) or day.weekday() == SUNDAY:
        land.returns.setdefault(land.day + 1, []).extend(packs)
        return
    shops: dict[Shop, Intake] = {}
    points: dict[Point, Intake] = {}
    back_shops = [shop for shop in land.shops if shop.takes_back]
    for pack in packs:
        if pack.at_point or not land.chance(SHOP_SHARE):
            _bring(land, points.setdefault(_near(land, pack, land.points), Intake()), pack)
        else:
            _bring(land, shops.setdefault(_near(land, pack, back_shops), Intake()), pack)
    _bring_unreadable(land, points)
    for shop, intake in shops.items():
        _scan(land, K.TAKE_BACK, shop, intake)
        shop.loose += intake.items
    for point, intake in points.items():
        client_id = _scan(land, K.COLLECT, point, intake)
        point.loose += intake.items
        _tell_of(land, point, intake, client_id)
    _tell_of_a_dead_code(land)
    _tell_of_a_clone(land)


def _near(land: Territory, pack: Pack, places: list[Place]) -> Place:
    """One of the three nearest places."""
    here = pack.shop.prefecture
    return land.rng.choice(
        sorted(places, key=lambda place: (here.km_to(place.prefecture), place.code))[:3]
    )


def _bring(land: Territory, intake: Intake, pack: Pack) -> None:
    kind = TYPES[pack.type]
    weighed = land.chance(WEIGHED_SHARE)
    wanted = land.faults.due(Kind.DAMAGE_UNDONE, land.day)
    for code in pack.codes:
        damaged = wanted or land.chance(DAMAGED_SHARE)
        wanted = False
        mass = kind.mass_g
        if weighed:
            mass = int(mass * (0.965 + 0.035 * land.rng.random()))
        if weighed or damaged:
            intake.details[code] = Detail(mass if weighed else None, damaged or None)
        intake.items.append(Item(code, mass, kind.battery_class, damaged, 1, land.day))
    intake.codes += pack.codes
    intake.packs.append(pack)


def _bring_unreadable(land: Territory, points: dict[Point, Intake]) -> None:
    """Labelled ones, lots, and strangers: what has no code that anybody knows."""
    share = 1.0 if land.day >= land.last_day - _LAST_ORDERS else land.bringing[land.day]
    weights = [point.weight for point in land.points]

    def somewhere() -> Intake:
        return points.setdefault(land.rng.choices(land.points, weights)[0], Intake())

    while land.labels_seen < int(land.labelled * share):
        land.labels_seen += 1
        _uncoded(land, somewhere(), 1)
    while land.lots_seen < int(land.lots * share):
        land.lots_seen += 1
        _uncoded(land, somewhere(), land.rng.randint(*PIECES_OF_A_LOT))
    while land.faults.due(Kind.STRANGER, land.day):
        intake = somewhere()
        code = f"XQ{land.number:02d}{land.next('stranger'):06d}K"
        mass = land.rng.randint(*_UNKNOWN_MASS_G)
        intake.codes.append(code)
        intake.details[code] = Detail(mass)
        intake.items.append(Item(code, mass, BatteryClass.I, False, 1, land.day))
        land.faults.plant(Kind.STRANGER, [code])


def _uncoded(land: Territory, intake: Intake, pieces: int) -> None:
    label = land.label()
    mass = sum(land.rng.randint(*_UNKNOWN_MASS_G) for _ in range(pieces))
    intake.uncoded.append(Uncoded(pieces, mass, BatteryClass.I, label))
    intake.items.append(Item(label, mass, BatteryClass.I, False, pieces, land.day))


def _scan(land: Territory, kind: K, spot: Spot, intake: Intake) -> str:
    intake.at = land.diary.between(10, 16)
    return land.diary.act(
        kind,
        spot,
        intake.at,
        intake.codes,
        referred=True,
        details=intake.details,
        uncoded=tuple(intake.uncoded),
        category=ReceiptCategory.WASTE,
    )


def _tell_of(land: Territory, point: Point, intake: Intake, client_id: str) -> None:
    """Faults for which today's intake of a point is an occasion."""
    faults = land.faults
    if not intake.packs:
        return
    codes = intake.packs[0].codes
    if faults.due(Kind.COLLECTED_TWICE, land.day):
        others = [other for other in land.points if other.owner != point.owner]
        other = land.rng.choice(others)
        land.diary.act(K.COLLECT, other, land.diary.at(17, 5 + land.rng.randrange(10)), codes)
        _carry(point, other, codes)
        faults.plant(Kind.COLLECTED_TWICE, codes, f"at {point.code} and {other.code}")
    elif faults.due(Kind.TELEPORT, land.day) and point.sister:
        at = intake.at + timedelta(minutes=20, seconds=int(land.rng.random() * 50))
        land.diary.act(K.STORE, point.sister, at, codes)
        _carry(point, point.sister, codes)
        faults.plant(Kind.TELEPORT, codes, f"at {point.code} and {point.sister.code}")
    elif faults.due(Kind.CHAIN_BROKEN, land.day) and intake.codes == codes and not intake.uncoded:
        land.doubtful[codes[0]] = (client_id, tuple(codes))
    damaged = [item.code for item in intake.items if item.damaged]
    if damaged and faults.due(Kind.DAMAGE_UNDONE, land.day):
        _tell_of_healing(land, point, damaged[0])


def _carry(here: Point, there: Point, codes: list[str]) -> None:
    moved = set(codes)
    there.loose += [item for item in here.loose if item.code in moved]
    here.loose = [item for item in here.loose if item.code not in moved]


def _tell_of_healing(land: Territory, point: Point, code: str) -> None:
    if not any(item.code == code for item in point.loose):
        return  # it was carried off a moment ago
    at = land.diary.at(17, 20 + land.rng.randrange(5))
    details = {code: Detail(damaged=False, battery_class=BatteryClass.I)}
    land.diary.act(K.GRADE, point, at, [code], details=details)
    land.faults.plant(Kind.DAMAGE_UNDONE, [code])


def _tell_of_a_dead_code(land: Territory) -> None:
    """Somebody stuck an old code on another battery: the books refuse it."""
    land.consumed = [item for item in land.consumed if land.day - item.since < DEAD_CODE_DAYS.stop]
    ripe = [item for item in land.consumed if land.day - item.since in DEAD_CODE_DAYS]
    if ripe and land.faults.due(Kind.DEAD_CODE, land.day):
        code = ripe[0].code
        land.consumed.remove(ripe[0])
        point = land.rng.choice(land.points)
        at = land.diary.at(16, 30 + land.rng.randrange(25))
        land.diary.act(K.COLLECT, point, at, [code])
        land.faults.plant(Kind.DEAD_CODE, [code], f"refused at {point.code}")


def _tell_of_a_clone(land: Territory) -> None:
    """A second battery under a code that lies in a box: the books refuse it."""
    if not land.faults.due(Kind.CLONED_CODE, land.day):
        return
    told = {code for one in land.faults.planted for code in one.codes}
    for point in land.points:
        for item in (item for box in point.boxes[-1:] for item in box.items):
            if item.is_lot or item.code in told or item.code in land.watched:
                continue
            others = [other for other in land.points if other.owner != point.owner]
            other = land.rng.choice(others)
            at = land.diary.at(16, land.rng.randrange(25))
            land.diary.act(K.COLLECT, other, at, [item.code])
            land.faults.plant(Kind.CLONED_CODE, [item.code], f"at {point.code} and {other.code}")
            return
