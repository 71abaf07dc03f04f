"""When does something fall due that is to happen a known number of times?"""

from __future__ import annotations

import random
from collections.abc import Hashable, Iterable
from typing import Any, Protocol

#: Counts are told for so many batteries.
PER = 2_000
MANY = 1_000_000


class Row(Protocol):
    """``per_2000`` instances for each 2,000 batteries of a territory, between two shares of the
    time; no more than ``most``, for lorries grow fuller rather than more."""

    @property
    def kind(self) -> Any: ...
    @property
    def per_2000(self) -> int | None: ...
    @property
    def most(self) -> int: ...
    @property
    def first(self) -> float: ...
    @property
    def last(self) -> float: ...


def count_of(row: Row, batteries: int) -> int:
    """Instances among so many batteries of a territory, halves rounded up."""
    return min(row.most, ((row.per_2000 or 0) * batteries * 2 + PER) // (2 * PER))


class Occasions:
    """The days from which on each instance waits for its occasion."""

    def __init__(self, rows: Iterable[Row], rng: random.Random, batteries: int, days: int) -> None:
        self._due: dict[Hashable, list[int]] = {}
        for row in rows:
            count = count_of(row, batteries)
            length = (row.last - row.first) * days
            places = (row.first * days + length * (n + rng.random()) / count for n in range(count))
            self._due[row.kind] = sorted(map(int, places), reverse=True)

    def due(self, kind: Hashable, day: int) -> bool:
        """Whether one should happen at the next occasion from that day on."""
        waiting = self._due[kind]
        return bool(waiting) and waiting[-1] <= day

    def take(self, kind: Hashable) -> None:
        """One has happened."""
        if self._due[kind]:
            self._due[kind].pop()

    @property
    def left(self) -> dict[Any, int]:
        """What found no occasion; empty but for tiny provinces."""
        return {kind: len(days) for kind, days in self._due.items() if days}
