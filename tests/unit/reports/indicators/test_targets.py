"""Is a target compared with the value itself, and a year ended where China ends it?"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Factor, Rate, Status
from reports.indicators.targets import meets, trailing, with_target, year_of


@pytest.mark.parametrize(("value", "met"), [("0.7", True), ("0.69996", False), ("0.70001", True)])
def test_nothing_is_rounded_before_it_is_compared(value: str, met: bool) -> None:
    assert meets(Fraction(value), Fraction(7, 10)) is met


@pytest.mark.parametrize(
    ("moment", "year"), [("2026-12-31T15:59:59Z", 2026), ("2026-12-31T16:00:00Z", 2027)]
)
def test_the_year_ends_at_sixteen_hours_utc(moment: str, year: int) -> None:
    assert year_of(datetime.fromisoformat(moment)) == year


def judged(value: str | None, **factors: str) -> list[Factor | None]:
    """What a target of 70 % was tested on, and the verdict."""
    figures: dict[str, Factor | None] = {n: Figure(Fraction(v)) for n, v in factors.items()}
    status = Status.OK if value else Status.INSUFFICIENT_DATA
    rate = Rate(status, Figure(Fraction(value)) if value else None, (), figures)
    found = with_target(rate, Fraction(7, 10)).factors
    return [found["tested_on"], found["target_met"]]


@pytest.mark.parametrize(
    ("value", "factors", "verdict"),
    [
        ("0.7", {}, ["value", "yes"]),
        ("0.69996", {"trailing_3y": "0.8"}, ["value", "no"]),
        ("1", {}, ["value", "yes"]),
        ("1.1", {}, [None, None]),
        ("1.1", {"trailing_3y": "0.6"}, ["trailing_3y", "no"]),
        ("1.1", {"stock_neutral": "0.9"}, ["stock_neutral", "yes"]),
        (None, {}, [None, None]),
    ],
)
def test_above_one_a_target_is_tested_on_what_evens_out(
    value: str | None, factors: dict[str, str], verdict: list[str | None]
) -> None:
    assert judged(value, **factors) == verdict


def test_trailing_years_are_sums_and_no_mean_of_rates() -> None:
    years = [(Fraction(1), Fraction(1)), (Fraction(0), Fraction(3))]
    assert trailing(years) == Fraction(1, 4)
    assert trailing([(Fraction(1), Fraction(0))]) is None
