"""Who lies with whom in the works? The plan of make-believe books in which every ingot is alike.

An ingot is made of ``ingot`` batteries: 200 boxes on 20 trucks, 10 dismantlings, one smelting, one
refining. Which batteries come back together has nothing to do with which were made together. Of the
last two ingots nothing was made yet: the boxes of one stand at a station, and the batteries of the
other lie there loose, so that they can be scanned.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import gcd
from typing import TypeVar

T = TypeVar("T")

BOXES, BOXES_A_TRUCK = 200, 10
TRUCKS = BOXES // BOXES_A_TRUCK
TRUCKS_A_BREAKING = 2
BREAKINGS = TRUCKS // TRUCKS_A_BREAKING
#: Grid, paste and plastic of each breaking; crude lead and slag; ingot and dross.
LOTS = 3 * BREAKINGS + 4
#: So many are registered together.
MADE_AT_ONCE = 1_000
#: A prime: the batteries of one box lie that far from each other.
_STRIDE = 7_368_787
_MADE, _BACK = datetime(2022, 1, 10, tzinfo=UTC), datetime(2025, 3, 1, tzinfo=UTC)
_YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Plan:
    """``heaps`` are what becomes an ingot of ``ingot`` batteries each, a multiple of 200."""

    heaps: int
    ingot: int

    def __post_init__(self) -> None:
        if self.ingot % BOXES or self.heaps < 3 or gcd(_STRIDE, self.batteries) != 1:
            raise ValueError(f"no works of {self.heaps} heaps of {self.ingot} batteries")

    @property
    def batteries(self) -> int:
        return self.heaps * self.ingot

    @property
    def smelted(self) -> range:
        """The heaps that became ingots."""
        return range(self.heaps - 2)

    @property
    def boxed(self) -> range:
        """The heaps that were packed."""
        return range(self.heaps - 1)

    @property
    def box(self) -> int:
        """Batteries in a box."""
        return self.ingot // BOXES

    @property
    def handful(self) -> int:
        """Batteries that are sold, and come back, together."""
        return max(1, self.box // 5)

    @property
    def truck(self) -> int:
        """Batteries on a truck."""
        return self.box * BOXES_A_TRUCK

    @property
    def points(self) -> int:
        """Collection points: each fills ten trucks a year."""
        return 2 * self.heaps

    def members(self, heap: int) -> list[int]:
        """The ids of its batteries, box after box."""
        first, number = heap * self.ingot, self.batteries
        return [1 + place * _STRIDE % number for place in range(first, first + self.ingot)]

    def member(self, place: int) -> int:
        """The battery at one place (0, 1, 2 …) of all heaps together."""
        return 1 + place * _STRIDE % self.batteries

    def boxes(self, heap: int) -> range:
        """The ids of its boxes."""
        first = self.batteries + 1 + heap * BOXES
        return range(first, first + BOXES)

    def lots(self, heap: int) -> range:
        """The ids of grid, paste and plastic of each breaking, crude lead, slag, ingot, dross."""
        first = self.batteries + 1 + self.heaps * BOXES + heap * LOTS
        return range(first, first + LOTS)

    def point(self, heap: int, truck: int) -> int:
        """Which collection point (0, 1, 2 …) filled this truck."""
        return (heap * TRUCKS + truck) % self.points

    def made_at(self, set_: int) -> datetime:
        """When a set of batteries was registered: over two years."""
        sets = -(-self.batteries // MADE_AT_ONCE)
        return _MADE + _whole(2 * _YEAR * set_ / sets)

    def back_at(self, heap: int) -> datetime:
        """When the batteries of a heap came back: over one year."""
        return _BACK + _whole(_YEAR * heap / self.heaps)


def _whole(span: timedelta) -> timedelta:
    return timedelta(seconds=span // timedelta(seconds=1))


def cut(members: Sequence[T], size: int) -> list[Sequence[T]]:
    """Members in parts of that size."""
    return [members[start : start + size] for start in range(0, len(members), size)]
