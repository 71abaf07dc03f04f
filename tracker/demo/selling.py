"""How do batteries go over the counter, and when will they come back?"""

from __future__ import annotations

from collections.abc import Callable

from tracker.demo.catalogue import TYPES
from tracker.demo.faults import Kind
from tracker.demo.leaking import ESCAPES
from tracker.demo.places import Shop
from tracker.demo.seasons import is_cold
from tracker.demo.territory import Pack, Territory
from tracker.demo.unusual import Unusual
from tracker.domain.scan import ScanKind as K

#: Shares of what is made: sold by the end; never brought back, because some dealer without a
#: licence got it; put off until the cold finds it out.
SOLD_SHARE = 0.97
INFORMAL_SHARE = 0.12
COLD_SHARE = 0.35
WINTER_DAYS = 80
_TRIES = 8
_SHARES = [one.share for one in TYPES]
#: Below so many batteries people come together, so that their sales are few enough to be scanned
#: one by one while a newcomer waits: so many batteries a time.
_FEW = 20_000
_RUSH = 5


def sell(land: Territory) -> None:
    """Today's customers: each buys a set of one type at one shop."""
    target = int(land.coded * SOLD_SHARE * land.shopping[land.day])
    few = land.batteries < _FEW
    if few and target - land.sold < _RUSH:
        return  # a small province keeps its customers for one busy day
    counters: dict[Shop, list[str]] = {}
    # Where shelves are nearly bare, people go where something is left.
    weights = [shop.pieces if few else shop.weight for shop in land.shops]
    if not any(weights):
        return
    shop = land.rng.choices(land.shops, weights)[0]
    tries = 0
    while land.sold < target and tries < _TRIES:
        if not few or tries:
            shop = land.rng.choices(land.shops, weights)[0]
        pack = _pick(land, shop)
        if pack is None:
            tries += 1
            continue
        land.sold += len(pack.codes)
        if not _oddly(land, pack):
            counters.setdefault(shop, []).extend(pack.codes)
            wear_out(land, pack)
    for shop, codes in counters.items():
        at = land.diary.between(10, 18)
        recorded = None
        if land.chance(0.08):  # the phone was offline until the evening
            recorded = land.diary.at(19, land.rng.randrange(110))
        land.diary.act(K.SELL, shop, at, codes, recorded=recorded)


def _pick(land: Territory, shop: Shop) -> Pack | None:
    kinds = [number for number, codes in shop.stock.items() if codes]
    if not kinds:
        return None
    number = land.rng.choices(kinds, [_SHARES[kind] for kind in kinds])[0]
    stock = shop.stock[number]
    size = land.rng.choice(TYPES[number].sets)
    codes, stock[:size] = stock[:size], []
    return Pack(codes, number, shop)


def wear_out(land: Territory, pack: Pack, *, not_before: int = 0) -> None:
    """Note the day on which the pack is brought back, if that is within the time."""
    if land.chance(INFORMAL_SHARE):
        return
    day = land.day + max(TYPES[pack.type].life_days(land.rng), not_before)
    if land.chance(COLD_SHARE) and not is_cold(land.diary.span.day(day)):
        while not is_cold(land.diary.span.day(day)):
            day += 7
        day += land.rng.randrange(WINTER_DAYS)
    if day <= land.last_day and not _leaks(land, pack):
        land.returns.setdefault(day, []).append(pack)


def _leaks(land: Territory, pack: Pack) -> bool:
    """Whether a dealer without a licence gets it."""
    if land.leak is None or not land.leak.holds(pack.type, pack.shop.prefecture, land.diary.date):
        return False
    return land.next("leak") % ESCAPES != 0


def _oddly(land: Territory, pack: Pack) -> bool:
    """Whether a fault, or something unusual, is told of this sale instead of the plain thing."""
    for kind, tell in _FAULTS.items():
        if land.faults.due(kind, land.day) and tell(land, pack):
            return True
    for unusual, happen in _UNUSUAL.items():
        if land.happens(unusual):
            happen(land, pack)
            return True
    return False


def _late_record(land: Territory, pack: Pack) -> bool:
    days = land.rng.randrange(12, 41)
    if land.day + days > land.last_day:
        return False
    recorded = land.diary.at(18, land.rng.randrange(60), day=land.day + days)
    land.diary.act(K.SELL, pack.shop, land.diary.between(10, 17), pack.codes, recorded=recorded)
    wear_out(land, pack, not_before=days + 30)
    land.faults.plant(Kind.LATE_RECORD, pack.codes, f"recorded {days} days late")
    return True


def _never_sold(land: Territory, pack: Pack) -> bool:
    day = land.day + land.rng.randrange(150, 400)
    if day > land.last_day - 10:
        return False
    pack.at_point = True
    land.returns.setdefault(day, []).append(pack)
    land.faults.plant(Kind.NEVER_SOLD, pack.codes, f"left {pack.shop.code} without a record")
    return True


def _sold_twice(land: Territory, pack: Pack) -> bool:
    other = land.rng.choice([shop for shop in land.shops if shop is not pack.shop])
    land.diary.act(K.SELL, pack.shop, land.diary.between(10, 17), pack.codes)
    land.diary.later(
        land.rng.randrange(3, 9),
        lambda: _said(land.diary.act(K.SELL, other, land.diary.between(10, 17), pack.codes)),
    )
    wear_out(land, pack, not_before=30)
    land.faults.plant(Kind.SOLD_TWICE, pack.codes, f"by {pack.shop.code} and {other.code}")
    return True


def _back_from_export(land: Territory, pack: Pack) -> bool:
    day = land.day + land.rng.randrange(60, 150)
    if day > land.last_day - 10:
        return False
    _export(land, pack)
    pack.at_point = True
    land.returns.setdefault(day, []).append(pack)
    land.faults.plant(Kind.BACK_FROM_EXPORT, pack.codes)
    return True


def _export(land: Territory, pack: Pack) -> None:
    land.diary.act(K.SELL, pack.shop, land.diary.between(10, 14), pack.codes)

    def leave() -> None:
        at = land.diary.between(10, 17)
        land.diary.act(K.EXPORT, pack.shop, at, pack.codes, country="VN")

    land.diary.later(20, leave)


def _stolen_from_shop(land: Territory, pack: Pack) -> None:
    at = land.diary.between(18, 19)
    land.diary.act(K.LOSE, pack.shop, at, pack.codes, reason="店铺被盗", stolen=True)


def _sold_by_mistake(land: Territory, pack: Pack) -> None:
    """A sale that was voided at once; the pack goes back on the shelf."""
    at = land.diary.at(11, land.rng.randrange(60))
    wrong = land.diary.act(K.SELL, pack.shop, at, pack.codes, referred=True)
    at = land.diary.at(12, 10 + land.rng.randrange(40))
    land.diary.act(K.VOID, pack.shop, at, about=wrong, reason="误扫")
    land.sold -= len(pack.codes)
    land.diary.later(1, lambda: pack.shop.stock[pack.type].extend(pack.codes))


def _said(_client_id: str) -> None:
    """An agenda's entry answers nothing."""


_FAULTS: dict[Kind, Callable[[Territory, Pack], bool]] = {
    Kind.LATE_RECORD: _late_record,
    Kind.NEVER_SOLD: _never_sold,
    Kind.SOLD_TWICE: _sold_twice,
    Kind.BACK_FROM_EXPORT: _back_from_export,
}
_UNUSUAL: dict[Unusual, Callable[[Territory, Pack], None]] = {
    Unusual.EXPORTED: _export,
    Unusual.STOLEN_FROM_SHOP: _stolen_from_shop,
    Unusual.SOLD_BY_MISTAKE: _sold_by_mistake,
}
