"""Is a target compared with the value itself, and a year ended where China ends it?"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from reports.indicators.targets import meets, year_of


@pytest.mark.parametrize(("value", "met"), [("0.7", True), ("0.69996", False), ("0.70001", True)])
def test_nothing_is_rounded_before_it_is_compared(value: str, met: bool) -> None:
    assert meets(Fraction(value), Fraction(7, 10)) is met


@pytest.mark.parametrize(
    ("moment", "year"), [("2026-12-31T15:59:59Z", 2026), ("2026-12-31T16:00:00Z", 2027)]
)
def test_the_year_ends_at_sixteen_hours_utc(moment: str, year: int) -> None:
    assert year_of(datetime.fromisoformat(moment)) == year
