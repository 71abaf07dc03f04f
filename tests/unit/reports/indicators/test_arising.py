"""Is what arises spread over the ages as Weibull's lifetimes say?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.arising import Lifetime, arising, arising_rate, share_at_age
from reports.indicators.figure import six_places
from reports.indicators.rate import Flag

E_BIKE = Lifetime(Fraction(3), Fraction("2.24"))
LONG = Lifetime(Fraction(4), Fraction("7.72"))


def test_shares_of_an_e_bikes_battery_by_age() -> None:
    shares = [six_places(share_at_age(age, E_BIKE)) for age in range(5)]
    assert shares == ["0.011060", "0.248331", "0.491583", "0.226982", "0.021743"]


@pytest.mark.parametrize("life", [E_BIKE, LONG])
def test_all_ages_together_are_one(life: Lifetime) -> None:
    whole = sum((share_at_age(age, life) for age in range(60)), start=Fraction(0))
    assert six_places(whole) == "1.000000"


def test_a_short_history_is_flagged_for_its_coverage() -> None:
    sales = {year: Fraction(10) for year in range(2024, 2027)}
    assert arising(2026, sales, LONG).flags == (Flag.COVERAGE,)


def test_a_year_without_a_figure_is_a_gap() -> None:
    sales = {year: Fraction(10) for year in range(2000, 2027) if year != 2025}
    assert Flag.GAP_YEAR in arising(2026, sales, E_BIKE).flags


def test_later_sales_add_nothing() -> None:
    early = {year: Fraction(10) for year in range(2017, 2027)}
    later = {**early, 2027: Fraction(10**6)}
    assert arising(2026, later, E_BIKE) == arising(2026, early, E_BIKE)


@pytest.mark.parametrize(
    "life",
    [
        Lifetime(Fraction(20), Fraction(1, 10)),
        Lifetime(Fraction(1, 10), Fraction(200)),
        Lifetime(Fraction(20), Fraction(200)),
    ],
)
def test_extreme_lifetimes_are_computed_too(life: Lifetime) -> None:
    found = arising_rate(2026, {1900: Fraction(10), 2026: Fraction(10)}, life.beta, life.eta)
    assert found.value is not None
