"""Do the simpler models of arising say what lacks, instead of taking it for nothing?"""

from __future__ import annotations

from fractions import Fraction

import pytest

from reports.indicators.consumption import AVAILABLE, bci_rate, by_use, fixed_life
from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Status

SALES = {2020: Fraction(5), 2024: Fraction(7)}


@pytest.mark.parametrize(
    ("life", "status", "flags"),
    [
        (2, Status.OK, ()),
        (3, Status.INSUFFICIENT_DATA, (Flag.GAP_YEAR,)),
        (9, Status.INSUFFICIENT_DATA, ()),
    ],
)
def test_a_year_without_a_figure_is_not_zero(
    life: int, status: Status, flags: tuple[Flag, ...]
) -> None:
    rate = fixed_life(2026, SALES, life)
    assert (rate.status, rate.flags) == (status, flags)


def test_what_a_fixed_life_needs_is_named() -> None:
    assert fixed_life(None, None, None).missing == ("year", "sales_t", "life_years")


def test_what_is_in_use_stands_for_all_flows() -> None:
    assert by_use({"stock_t": Fraction(9)}, Fraction(3), None).value == Figure(Fraction(3))


@pytest.mark.parametrize("absent", ["sold_t", "imported_t", "exported_t"])
def test_a_flow_that_is_not_known_is_missing(absent: str) -> None:
    flows = dict.fromkeys({"sold_t", "imported_t", "exported_t"} - {absent}, Fraction(1))
    assert by_use(flows, Fraction(3), None).missing == (absent,)


def test_more_exported_than_there_was_is_flagged() -> None:
    flows = {"sold_t": Fraction(1), "imported_t": Fraction(0), "exported_t": Fraction(2)}
    rate = by_use(flows, Fraction(2), Fraction(1))
    assert (rate.value, rate.flags) == (Figure(Fraction(-1, 2)), (Flag.NEGATIVE_LOSS,))
    assert rate.factors["processed_by_arising"] is None


def test_more_processed_than_arises_is_above_one() -> None:
    rate = by_use({"stock_t": Fraction(9)}, Fraction(3), Fraction(4))
    assert rate.flags == (Flag.GT1,)


def test_lead_available_is_the_sum_of_all_its_parts() -> None:
    parts = dict(zip(AVAILABLE, map(Fraction, (100, -5, 3, 2)), strict=True))
    assert bci_rate(Fraction(99), None, parts).value == Figure(Fraction(99, 100))
    del parts["net_scrap_imports_t"]
    assert bci_rate(Fraction(99), None, parts).missing == ("net_scrap_imports_t",)
    assert bci_rate(None, None, {}).missing == ("lead_recycled_t", "lead_available_t")


@pytest.mark.parametrize(("available", "flags"), [(0, ()), (-1, (Flag.NEGATIVE_LOSS,))])
def test_nothing_available_gives_no_rate(available: int, flags: tuple[Flag, ...]) -> None:
    rate = bci_rate(Fraction(1), Fraction(available), {})
    assert (rate.status, rate.flags) == (Status.UNDEFINED_ZERO_DENOM, flags)
