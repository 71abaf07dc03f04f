"""For whose rate does a collected mass count? Shares of the enterprises that may claim it.

One claimant takes all. Of several, the maker of the battery takes what bears its brand; the rest is
split equally and flagged. Shares of one mass never add up to more than one.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tracker.domain.programme import TakeBackRoute


@dataclass(frozen=True, slots=True)
class Agreement:
    """A take-back agreement between organisations (ids); the last day is included."""

    code: str
    producer: int
    collector: int
    route: TakeBackRoute
    valid_from: date
    valid_until: date | None

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


@dataclass(frozen=True, slots=True)
class Claim:
    """An enterprise's share of a mass; ``agreement`` is None for what it collected itself."""

    share: Fraction
    route: TakeBackRoute
    agreement: str | None
    disputed: bool = False


def claim_of(
    enterprise: int,
    collector: int,
    brand: int | None,
    day: date,
    agreements: Collection[Agreement],
    producers: Collection[int],
) -> Claim | None:
    """The claim of an enterprise to what a collector took in; None if it has none.

    ``agreements`` are all that the collector has with anybody; ``producers`` the organisations that
    owe a rate: one that collects itself claims what it collects.
    """
    held: dict[int, Agreement | None] = {collector: None} if collector in producers else {}
    held |= _by_producer(collector, day, agreements)
    if enterprise not in held:
        return None
    agreement = held[enterprise]
    route = agreement.route if agreement else TakeBackRoute.OWN
    code = agreement.code if agreement else None
    if len(held) == 1 or brand == enterprise:
        return Claim(Fraction(1), route, code)
    if brand in held:
        return None
    return Claim(Fraction(1, len(held)), route, code, disputed=True)


def _by_producer(
    collector: int, day: date, agreements: Collection[Agreement]
) -> Mapping[int, Agreement]:
    """One agreement for each producer: of several that hold, the own network's comes first."""
    valid = [a for a in agreements if a.collector == collector and a.holds_on(day)]
    ranked = sorted(valid, key=lambda a: (a.route is TakeBackRoute.OWN, a.code))
    return {a.producer: a for a in ranked}
