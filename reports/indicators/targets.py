"""Is a target met? Compared with the full value, never with a rounded one; and how far along?

全数值比较法 (GB/T 8170, from memory): 69.996 % does not meet 70 %. A value above 100 % says that
the year is not like others, so a target is then tested on the trailing mean of three years (R_EPR)
or on the value that moving stock does not move (comprehensive rates).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Rate
from tracker.domain.moments import day_of

QUARTERS = 4


def meets(value: Fraction, target: Fraction) -> bool:
    """Whether the unrounded value reaches the target."""
    return value >= target


def year_of(moment: datetime) -> int:
    """The year to which a moment counts: the calendar of China, so it ends at 16:00 UTC."""
    return day_of(moment).year


def progress(cumulative: Fraction, base: Fraction, quarters: int) -> tuple[Fraction, Fraction]:
    """What was reached after so many quarters, and that extended to a year (indicative only)."""
    reached = cumulative / base
    return reached, reached * QUARTERS / quarters


def trailing(years: Iterable[tuple[Fraction, Fraction]]) -> Fraction | None:
    """Sum of what was collected by sum of the bases over several years; None if the bases are 0."""
    rows = list(years)
    bases = total(base for _, base in rows)
    return total(mass for mass, _ in rows) / bases if bases else None


def with_target(rate: Rate, target: Fraction) -> Rate:
    """The rate with the factors ``target``, ``tested_on`` and ``target_met`` (yes or no).

    None stands for a verdict that cannot be given: no value, or above one and nothing to test on.
    """
    tested_on = None
    figure: Factor | None = None
    if isinstance(rate.value, Figure):
        names = ("value",) if rate.value.number <= 1 else ("trailing_3y", "stock_neutral")
        known = {"value": rate.value, **rate.factors}
        tested_on = next((name for name in names if known.get(name) is not None), None)
        figure = None if tested_on is None else known[tested_on]
    verdict = None
    if isinstance(figure, Figure):
        verdict = "yes" if meets(figure.number, target) else "no"
    more: dict[str, Factor | None] = {
        "target": Figure(target),
        "tested_on": tested_on,
        "target_met": verdict,
    }
    return replace(rate, factors={**rate.factors, **more})
