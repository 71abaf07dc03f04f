"""What did one measurement find for one goal?"""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.goals import Goal
from benchmarks.rounds import Spread


@dataclass(frozen=True, slots=True)
class Figure:
    """``against`` says both sides in absolute terms; ``notes`` are further lines, if any."""

    goal: Goal
    spread: Spread
    against: str
    notes: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether the median keeps the promise."""
        return self.goal.holds(self.spread.middle)
