"""Does each method take every input it may be given, and say what it did with it?"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Status
from reports.usecases.compute_rate import compute_rate
from tests.builders.rate_cases import a_case, a_chain, faults, value, without


def test_a_variant_may_stand_in_the_name_as_definitions_are_called() -> None:
    case = a_case(sales_t={"2024": "100", "2025": "100", "2026": "130"})
    assert compute_rate({**case, "method": "R_EPR/EU-2006", "variant": None}).definition.id == (
        "R_EPR/EU-2006"
    )
    assert faults({**case, "method": "R_EPR/EU-1066", "variant": None}) == {
        "/method": "unknown_method"
    }


def test_lead_to_lead_asks_for_both_shares() -> None:
    shares = {"lead_share_waste": "0.66", "lead_share_sold": "0.6"}
    assert value(a_chain("CRR-S-2", **shares)) == "891/2000"  # 99/220 · 0.9 · 0.66/0.6
    rate = compute_rate(a_chain("CRR-S-2", lead_share_waste="0.66")).rate
    assert rate.missing == ("lead_share_sold",)


@pytest.mark.parametrize(
    ("name", "alias"), [("eta", "eta_pb"), ("accepted", "deliveries_t"), ("sales", "sales_base_t")]
)
def test_an_uncertainty_may_bear_the_name_of_its_input(name: str, alias: str) -> None:
    by_name, by_alias = (
        compute_rate(a_chain("CRR-S-1", uncertainty={one: "0.01"})).rate for one in (name, alias)
    )
    assert by_name.interval is not None
    assert by_name.interval == by_alias.interval
    both = a_chain("CRR-S-1", uncertainty={name: "0.01", alias: "0.02"})
    assert faults(both) == {f"/inputs/uncertainty/{alias}": "said_twice"}


def test_uncertainties_that_were_not_given_are_named() -> None:
    rate = compute_rate(a_chain("CRR-S-1", uncertainty={"eta": "0.01"})).rate
    assert rate.factors["uncertainty_not_given"] == "accepted, verified, sales"


@pytest.mark.parametrize("uncertainty", [{}, {"arising": "0.1"}])
def test_without_an_uncertainty_that_the_form_knows_there_is_no_interval(
    uncertainty: dict[str, str],
) -> None:
    assert compute_rate(a_chain("CRR-S-1", uncertainty=uncertainty)).rate.interval is None


def test_what_rises_and_falls_together_makes_a_quotient_surer() -> None:
    unsure = {"accepted": "0.03", "sales": "0.03"}
    alone = compute_rate(a_chain("CRR-S-1", uncertainty=unsure)).rate.interval
    together = compute_rate(a_chain("CRR-S-1", uncertainty=unsure, correlation="1")).rate
    assert alone is not None
    assert isinstance(together.value, Figure)
    assert together.interval == (together.value.number, together.value.number)
    assert alone[0] < together.interval[0] < alone[1]


@pytest.mark.parametrize(
    ("share", "flags"), [("0.1", 0), ("0.15", 1), ("0.25", 2)], ids=["few", "some", "many"]
)
def test_imputed_mass_flags_any_ratio(share: str, flags: int) -> None:
    found = compute_rate(a_case(imputed_share=share)).rate.flags
    assert found == (Flag.IMPUTED_10, Flag.IMPUTED_20)[:flags]


@pytest.mark.parametrize(("target", "met"), [("0.6", "yes"), ("0.60001", "no")])
def test_a_target_may_be_given(target: str, met: str) -> None:
    assert compute_rate(a_case(target=target)).rate.factors["target_met"] == met


def test_above_one_the_mean_of_three_years_is_shown_and_tested() -> None:
    sales = {str(year): "100" for year in range(2021, 2026)}
    rows = [{"mass_t": "130", "route": "own", "licensed": True, "category": "waste"}]
    case = a_case(sales_t=sales, collected=rows, target="0.9")
    case["inputs"]["earlier_collected_t"] = {"2024": "60", "2025": "50"}
    rate = compute_rate(case).rate
    assert Flag.GT1 in rate.flags
    assert rate.factors["trailing_3y"] == Figure(Fraction(240, 300))
    assert (rate.factors["tested_on"], rate.factors["target_met"]) == ("trailing_3y", "no")
    case["inputs"]["earlier_collected_t"] = {"2025": "50"}
    assert compute_rate(case).rate.factors["trailing_3y"] is None


def test_sales_that_all_come_later_are_no_arising_of_nothing() -> None:
    inputs = {"year": 2020, "sales_t": {"2025": "9"}, "beta": "3", "eta": "2"}
    rate = compute_rate({"method": "ARISING", "inputs": inputs}).rate
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, ("sales_t",))


def test_net_inflow_adds_to_arising_and_may_be_an_outflow() -> None:
    sales = {str(year): "100" for year in range(2010, 2027)}
    inputs = {"year": 2026, "sales_t": sales, "beta": "3", "eta": "2.24"}
    rates = [
        compute_rate({"method": "ARISING", "inputs": {**inputs, "net_inflow_t": inflow}}).rate
        for inflow in ({}, {"2024": "-50"}, dict.fromkeys(sales, "-300"))
    ]
    found = [rate.value.number for rate in rates if isinstance(rate.value, Figure)]
    assert found[0] > found[1] > 0 > found[2]
    assert Flag.NEGATIVE_LOSS in rates[2].flags


@pytest.mark.parametrize("origin", ["", " ", "unknown", "UNKNOWN", "未知", "不明", None])
def test_whoever_does_not_know_an_origin_may_say_so_in_any_way(origin: str | None) -> None:
    receipts = [{"origin": origin, "mass_t": "10"}, {"origin": "P", "mass_t": "30"}]
    inputs = {"arising_t": {"P": "100"}, "receipts": receipts}
    rate = compute_rate({"method": "COLLECTION", "inputs": inputs}).rate
    assert (rate.value, Flag.UNKNOWN_ORIGIN in rate.flags) == (
        {"P": Figure(Fraction(3, 10))},
        True,
    )


def test_a_province_where_nothing_arose_has_no_rate_and_says_so() -> None:
    receipts = [{"origin": "P", "collector": "P", "mass_t": "30"}]
    inputs = {"arising_t": {"P": "100", "Q": "0"}, "receipts": receipts}
    rate = compute_rate({"method": "COLLECTION", "inputs": inputs}).rate
    assert rate.value == {"P": Figure(Fraction(3, 10)), "Q": None}
    assert rate.factors["status/Q"] == "UNDEFINED_ZERO_DENOM"


@pytest.mark.parametrize(
    ("products", "losses", "flags"),
    [
        ("79", None, ()),
        ("70", None, (Flag.BALANCE,)),
        ("70", "10", ()),
        ("70", "5", (Flag.BALANCE,)),
        ("90", None, (Flag.GT1, Flag.BALANCE)),
    ],
)
def test_a_plant_that_does_not_close_is_flagged_even_without_its_losses(
    products: str, losses: str | None, flags: tuple[Flag, ...]
) -> None:
    plant: dict[str, Any] = {
        "feed": [{"mass_t": "100", "lead_share": "0.8"}],
        "products": [{"mass_t": products, "lead_share": "1"}],
        "wip_lead_t": {"opening": "0", "closing": "0"},
    }
    if losses:
        plant["losses"] = [{"mass_t": losses, "lead_share": "1"}]
    assert compute_rate({"method": "PLANT", "inputs": plant}).rate.flags == flags


@pytest.mark.parametrize("names", [("opening_stock_t", "closing_stock_t"), ("opening_stock_t",)])
def test_more_delivered_than_received_draws_down_stock_that_nobody_counted(
    names: tuple[str, ...],
) -> None:
    rate = compute_rate(without(a_chain("CRR-F-1"), *names)).rate
    assert (rate.status, Flag.STOCK_DRAWDOWN in rate.flags) == (Status.OK, True)


@pytest.mark.parametrize("number", [0.1, 1e3, 12345.6789])
def test_numbers_that_survive_json_are_read(number: float) -> None:
    assert isinstance(compute_rate(a_chain(arising_t=number)).rate.value, Figure)


def test_numbers_that_json_would_have_cut_are_refused() -> None:
    assert faults(a_chain(arising_t=0.1234567890123456)) == {
        "/inputs/arising_t": "more_digits_than_kept"
    }


def test_names_are_pointed_at_as_pointers_are_written() -> None:
    inputs = {"receipts": [{"mass_t": "1"}], "arising_t": {"P/Q~R": "x"}}
    assert faults({"method": "COLLECTION", "inputs": inputs}) == {
        "/inputs/arising_t/P~1Q~0R": "not_a_decimal"
    }
