"""How many records does an inspection by attributes look at, and how many may be wrong?

GB/T 2828.1 (ISO 2859-1), general level II, single sampling, normal inspection. Written from memory
and not verified: shown as a suggestion, never as the standard's word.
"""

from __future__ import annotations

from dataclasses import dataclass

from reports.methods.definition import Certainty

CERTAINTY = Certainty.MEMORY
#: Acceptable quality levels in per cent of which the acceptance numbers are known here.
LEVELS = ("1.0", "2.5")


@dataclass(frozen=True, slots=True)
class Plan:
    """Of a lot up to ``most`` so many are ``drawn``; ``accept``: errors allowed, by level."""

    most: int
    drawn: int
    accept: tuple[int, int]


PLANS: tuple[Plan, ...] = (
    Plan(500, 50, (1, 3)),
    Plan(1_200, 80, (2, 5)),
    Plan(3_200, 125, (3, 7)),
    Plan(10_000, 200, (5, 10)),
    Plan(35_000, 315, (7, 14)),
)
#: Below this the rows of the table are not known here.
LEAST_LOT = 281


def plan_for(lot: int) -> Plan | None:
    """The row for a lot of so many records; None where the table here does not reach."""
    if lot < LEAST_LOT:
        return None
    return next((plan for plan in PLANS if lot <= plan.most), None)


def accepted(plan: Plan, level: str, errors: int) -> bool:
    """Whether a sample with so many errors passes; ValueError for a level not in LEVELS."""
    return errors <= plan.accept[LEVELS.index(level)]
