"""The make-believe province as a whole: who is there, what happens, and what is wrong with it.

Everything follows from (batteries, seed, until): the same three give the same acts, to the second.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise

from tracker.demo import making, packing, recycling, returning, selling, stations
from tracker.demo.act import Act
from tracker.demo.census import Census
from tracker.demo.declaring import declarations
from tracker.demo.faults import Kind, Planted
from tracker.demo.land import counties_of
from tracker.demo.registers import Declaration, Registers
from tracker.demo.seasons import Span, four_sales_years
from tracker.demo.settling import Settlers
from tracker.demo.territory import (
    LABELLED_SHARE,
    LOT_PIECES_SHARE,
    PIECES_OF_A_LOT,
    Territory,
)
from tracker.domain.region import Division

#: As many batteries as one territory holds at most.
TERRITORY_SIZE = 250_000
#: What a day is made of, in the order of the hours.
_HOURS = (
    stations.keep,
    recycling.run,
    packing.send,
    packing.empty_shops,
    making.make,
    selling.sell,
    returning.take_in,
    packing.pack,
)


def _nothing() -> None:
    """For whoever does not count the days."""


class World:
    """``registers`` are complete at once, ``planted`` and ``declarations()`` once the acts are.
    ``faultless``: nothing is planted, only the unusual that is right."""

    def __init__(
        self,
        batteries: int,
        seed: int,
        until: date,
        divisions: tuple[Division, ...],
        *,
        faultless: bool = False,
    ) -> None:
        self.batteries = batteries
        self.seed = seed
        self.span: Span = four_sales_years(until)
        census = Census(self.span, counties_of(divisions))
        settlers = Settlers(census, seed, faultless=faultless)
        self._faultless = faultless
        self.territories = [
            _provisioned(settlers.settle(number, share))
            for number, share in enumerate(_shares(batteries))
        ]
        census.offices()
        self.registers: Registers = census.registers

    @property
    def name(self) -> str:
        """Tells one make-believe province from another."""
        told = f"seed={self.seed} until={self.span.until} batteries={self.batteries}"
        return f"{told} faultless" if self._faultless else told

    def acts(self, day_done: Callable[[], None] = _nothing) -> Iterator[Act]:
        """All acts in the order in which they are recorded. Can be asked for once."""
        days = [acts_of(land, day_done) for land in self.territories]
        return heapq.merge(*days, key=lambda act: act.recorded_at)

    @property
    def planted(self) -> list[Planted]:
        """The faults planted so far; all of them once the acts are exhausted."""
        planted = [one for land in self.territories for one in land.faults.planted]
        return planted + self._understated()

    def declarations(self) -> list[Declaration]:
        """What the makers declared, once the acts are exhausted."""
        sums: Counter[tuple[str, int, str, str]] = Counter()
        for land in self.territories:
            sums.update(land.declared)
        return declarations(self.registers, sums, self.span, honest=self._faultless)

    def _understated(self) -> list[Planted]:
        return [
            Planted(Kind.SALES_UNDERSTATED, (one.code,), "9 % less than was sold")
            for one in self.declarations()
            if one.understated
        ]


def acts_of(land: Territory, day_done: Callable[[], None] = _nothing) -> Iterator[Act]:
    """The acts of one territory, day by day. Can be asked for once."""
    for _ in range(land.diary.span.days):
        land.diary.begin()
        for part in _HOURS:
            part(land)
        yield from land.diary.close()
        land.forget_yesterday()
        day_done()


def _shares(batteries: int) -> list[int]:
    """As many territories as it takes, of one size as far as that goes."""
    count = -(-batteries // TERRITORY_SIZE)
    ends = [batteries * number // count for number in range(count + 1)]
    return [end - start for start, end in pairwise(ends)]


def _provisioned(land: Territory) -> Territory:
    """Say how many batteries of each kind come into the books, so that the sum is exact."""
    land.labelled = int(land.batteries * LABELLED_SHARE)
    strangers = land.faults.unplanted.get(Kind.STRANGER, 0)
    land.coded = land.batteries - land.labelled - strangers
    land.lots = int(land.batteries * LOT_PIECES_SHARE * 2 / sum(PIECES_OF_A_LOT))
    return land
