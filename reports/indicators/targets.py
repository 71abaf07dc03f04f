"""Is a target met? Compared with the full value, never with a rounded one; and how far along?

GB/T 8170, 全数值比较法: 69.996 % does not meet 70 %.
"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

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
