"""How are two ways compared on a machine that is never quiet? Turn by turn, and by the median.

Each round runs every lane once, A B A B, so that a slow minute falls on all of them; the ratio is
taken within a round, and the median of the rounds is the figure.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """A median with the least and the greatest of what was measured."""

    middle: float
    low: float
    high: float


def spread(values: Sequence[float]) -> Spread:
    """Of at least one value."""
    return Spread(median(values), min(values), max(values))


def interleaved(lanes: Mapping[str, Callable[[], T]], rounds: int) -> dict[str, list[T]]:
    """What each lane answered, round by round; one more round before them warms up."""
    found: dict[str, list[T]] = {name: [] for name in lanes}
    for number in range(rounds + 1):
        for name, lane in lanes.items():
            answer = lane()
            if number:
                found[name].append(answer)
    return found


def ratios(above: Sequence[float], below: Sequence[float]) -> Spread:
    """The ratio within each round."""
    return spread([a / b for a, b in zip(above, below, strict=True)])


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that a ``share`` (0 to 1) of them does not exceed."""
    return sorted(values)[max(0, math.ceil(len(values) * share) - 1)]
