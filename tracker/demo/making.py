"""How are batteries made, registered, and sold to shops?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from tracker.demo.catalogue import MAKERS, TYPES, BatteryType
from tracker.demo.faults import Kind
from tracker.demo.places import Item, MakerSpot, Shop
from tracker.demo.seasons import is_workday
from tracker.demo.selling import wear_out
from tracker.demo.territory import Pack, Territory
from tracker.domain.scan import ScanKind as K

#: Shops are stocked so many days before the batteries are bought.
LEAD_DAYS = 30
#: After this day nothing more is made, so that all that was made can be sold.
REST_DAYS = 40
#: A crate of so many goes over the counter so many days after it came to the shop.
BURST, BURST_SOLD = 24, 2
SHIPMENT = (12, 24)
_BRANDS = [maker.brand for maker in MAKERS]
_ALL_SHARES = sum(one.share for one in TYPES)


def make(land: Territory) -> None:
    """Register today's batches, and sell yesterday's to the shops."""
    if not is_workday(land.diary.date):
        return
    for maker in land.makers:
        for type_number, codes in maker.ready:
            _ship(land, maker, type_number, codes)
        maker.ready.clear()
    ahead = min(land.day + LEAD_DAYS, land.last_day)
    over = land.day >= land.last_day - REST_DAYS
    target = land.coded if over else int(land.coded * land.shopping[ahead])
    batch = land.scaled(30, 30, 400)
    while land.made < target:
        kind = _most_wanted(land, batch)
        _register(land, kind, min(batch, land.coded - land.made))


def _most_wanted(land: Territory, batch: int) -> BatteryType:
    """The type that lies most behind its share of what is made."""
    after = land.made + batch
    return max(TYPES, key=lambda one: one.share * after - land.made_of[one.number] * _ALL_SHARES)


def _register(land: Territory, kind: BatteryType, count: int) -> None:
    maker = land.makers[_BRANDS.index(kind.brand)]
    day = f"{land.diary.date:%y%m%d}"
    codes = [kind.battery(day, land.number, land.next("serial", kind.number)) for _ in range(count)]
    land.made += count
    land.made_of[kind.number] += count
    maker.ready.append((kind.number, codes))
    land.diary.act(K.REGISTER, maker, land.diary.between(8, 9), codes, model=kind.code)


def _ship(land: Territory, maker: MakerSpot, number: int, codes: list[str]) -> None:
    for lot in _shipments(land, codes):
        shop = _neediest(land)
        burst = len(lot) >= BURST and land.faults.due(Kind.SERIAL_BURST, land.day)
        burst = burst and not _hardly_returns(land, shop, number)
        at = land.diary.at(9, land.rng.randrange(30))
        land.diary.act(K.SELL, maker, at, lot, peer_site=shop.code)
        _declare(land, maker, number, len(lot))
        if burst:
            _burst(land, shop, number, lot[:BURST])
        rest = lot[BURST:] if burst else lot
        if rest and land.faults.due(Kind.EFFECT_BEFORE_CAUSE, land.day):
            size = land.rng.choice(TYPES[number].sets)
            _sell_too_early(land, Pack(rest[:size], number, shop))
            rest = rest[size:]
        shop.stock.setdefault(number, []).extend(rest)


def _shipments(land: Territory, codes: list[str]) -> Iterator[list[str]]:
    start = 0
    while start < len(codes):
        size = land.rng.randint(*SHIPMENT) if len(codes) < 4 * SHIPMENT[1] else len(codes) // 4
        if land.faults.due(Kind.SERIAL_BURST, land.day):
            size = max(size, BURST)
        yield codes[start : start + size]
        start += size


def _neediest(land: Territory) -> Shop:
    """Of some shops, the one with the least on its shelves for its trade."""
    some = land.rng.sample(land.shops, min(8, len(land.shops)))
    return min(some, key=lambda shop: ((shop.pieces + 1) / shop.weight, shop.code))


def _declare(land: Territory, maker: MakerSpot, number: int, pieces: int) -> None:
    key = (maker.brand, land.diary.date.year, TYPES[number].battery_class.value)
    land.declared[*key, "pieces"] += pieces
    land.declared[*key, "mass_g"] += pieces * TYPES[number].mass_g


def _sell_too_early(land: Territory, pack: Pack) -> None:
    """The shop says that it sold yesterday what came to it this morning."""
    at = land.diary.at(15, land.rng.randrange(60), day=land.day - 1)
    recorded = land.diary.between(11, 17)
    land.diary.act(K.SELL, pack.shop, at, pack.codes, recorded=recorded)
    wear_out(land, pack, not_before=30)
    land.faults.plant(Kind.EFFECT_BEFORE_CAUSE, pack.codes, f"at {pack.shop.code}")


def _hardly_returns(land: Territory, shop: Shop, number: int) -> bool:
    """Whether a crate sold there these days is of the cohort that leaks: it could not come back."""
    day = land.diary.date + timedelta(days=BURST_SOLD)
    return land.leak is not None and land.leak.holds(number, shop.prefecture, day)


def _burst(land: Territory, shop: Shop, number: int, codes: list[str]) -> None:
    """A whole crate goes over the counter and turns up, number by number, weeks later."""
    point = land.rng.choice(land.points)

    def sell() -> None:
        land.diary.act(K.SELL, shop, land.diary.between(10, 17), codes)

    def collect() -> None:
        land.diary.act(K.COLLECT, point, land.diary.between(10, 17), codes)
        kind = TYPES[number]
        point.loose += [
            Item(code, kind.mass_g, kind.battery_class, False, 1, land.day) for code in codes
        ]

    land.diary.later(BURST_SOLD, sell)
    land.diary.later(25, collect)
    land.faults.plant(Kind.SERIAL_BURST, codes, f"collected at {point.code}")
