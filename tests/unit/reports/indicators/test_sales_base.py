"""By how much is divided, under each of the three rules?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.rate import Flag, Status
from reports.indicators.sales_base import SalesBase, Variant, mean_of_five, sales_base

DRAFT, EU, OLD = Variant.NDRC_2020, Variant.EU_2023, Variant.EU_2006
YEAR = 2026


def sold(**by_year: int) -> dict[int, Fraction]:
    """y2025=10: ten tonnes sold in 2025."""
    return {int(name[1:]): Fraction(mass) for name, mass in by_year.items()}


def base(variant: Variant, founded: int | None = None, **by_year: int) -> SalesBase:
    return sales_base(variant, YEAR, sold(**by_year), founded)


@pytest.mark.parametrize("variant", [DRAFT, EU])
def test_the_base_is_the_mean_of_the_three_years_before(variant: Variant) -> None:
    found = base(variant, y2022=99, y2023=6, y2024=9, y2025=12, y2026=99)
    assert found.mean == 9
    assert (found.years, found.flags) == ((2023, 2024, 2025), ())


def test_the_old_directive_counts_the_year_itself() -> None:
    found = base(OLD, y2023=99, y2024=9, y2025=12, y2026=15)
    assert found.mean == 12
    assert found.years == (2024, 2025, 2026)


@pytest.mark.parametrize("history", [{"y2025": 12}, {"y2024": 9, "y2025": 12}])
def test_a_short_history_is_divided_by_the_previous_year(history: dict[str, int]) -> None:
    assert base(DRAFT, **history).mean == 12


@pytest.mark.parametrize("variant", [EU, OLD])
def test_the_european_rules_know_no_short_history(variant: Variant) -> None:
    found = base(variant, y2025=12, y2026=12)
    assert (found.status, found.mean) == (Status.INSUFFICIENT_DATA, None)


@pytest.mark.parametrize("founded", [2026, 2027])
def test_the_obligation_starts_the_year_after_founding(founded: int) -> None:
    assert base(DRAFT, founded, y2025=12).status is Status.NA_NEW


def test_who_never_sold_before_is_new() -> None:
    assert base(DRAFT, y2026=12).status is Status.NA_NEW


def test_who_was_founded_before_but_has_no_figure_lacks_data() -> None:
    found = base(DRAFT, 2020)
    assert (found.status, found.missing) == (Status.INSUFFICIENT_DATA, (2025,))
    assert found.flags == (Flag.GAP_YEAR,)


@pytest.mark.parametrize(
    ("history", "missing"),
    [
        ({"y2023": 6, "y2025": 12}, (2024,)),
        ({"y2020": 6}, (2023, 2024, 2025)),
        ({"y2024": 6}, (2025,)),
    ],
)
def test_a_gap_is_neither_zero_nor_left_out_of_the_mean(
    history: dict[str, int], missing: tuple[int, ...]
) -> None:
    found = base(DRAFT, **history)
    assert (found.mean, found.missing, found.flags) == (None, missing, (Flag.GAP_YEAR,))


def test_years_after_founding_without_a_figure_are_flagged() -> None:
    found = base(DRAFT, 2015, y2025=12)
    assert found.mean == 12
    assert found.flags == (Flag.GAP_YEAR,)


@pytest.mark.parametrize(
    ("years", "unstable"),
    [((10, 20, 30), False), ((10, 20, 31), True), ((0, 10, 10), True)],
)
def test_a_spread_beyond_threefold_is_unstable(years: tuple[int, ...], unstable: bool) -> None:
    found = base(DRAFT, **{f"y{2023 + n}": mass for n, mass in enumerate(years)})
    assert (Flag.UNSTABLE_DENOM in found.flags) is unstable


def test_three_years_of_nothing_are_no_denominator() -> None:
    assert base(DRAFT, y2023=0, y2024=0, y2025=0).status is Status.UNDEFINED_ZERO_DENOM


def test_five_years_are_averaged_only_if_all_are_known() -> None:
    known = {year: Fraction(10) for year in range(2021, 2026)}
    assert mean_of_five(YEAR, known) == 10
    del known[2022]
    assert mean_of_five(YEAR, known) is None
