"""Does the calculator evaluate any method, and say everything that is wrong with a case?"""

from __future__ import annotations

from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.indicators.rate import Flag, Status
from reports.usecases.case_methods import METHODS
from reports.usecases.compute_rate import compute_rate
from tests.builders.rate_cases import a_case, a_chain, faults, value, without


def test_the_usual_variant_is_the_draft() -> None:
    case = a_case()
    del case["variant"]
    assert compute_rate(case).definition.id == "R_EPR/NDRC-2020"
    assert value(case) == "3/5"


@pytest.mark.parametrize(
    ("method", "fraction"),
    [
        ("CRR-S-1", "81/200"),  # 99/220 · 0.9
        ("CRR-A-1", "81/200"),  # 100/200 · 99/110 · 0.9
        ("CRR-M-1", "9/25"),  # 100/200 · 99/110 · 0.8
        ("CRR-R-1", "2/5"),  # 0.5 · 0.8
        ("CRR-F-1", "99/200"),  # 110/200 · 0.9
    ],
)
def test_each_form_of_the_comprehensive_rate(method: str, fraction: str) -> None:
    assert value(a_chain(method)) == fraction


@pytest.mark.parametrize("method", ["CRR-S-1", "CRR-F-1"])
def test_drawing_down_stock_flags_the_forms_that_it_moves(method: str) -> None:
    assert Flag.STOCK_DRAWDOWN in compute_rate(a_chain(method)).rate.flags


@pytest.mark.parametrize("method", ["CRR-A-1", "CRR-M-1"])
def test_stock_neutral_forms_are_not_flagged(method: str) -> None:
    assert Flag.STOCK_DRAWDOWN not in compute_rate(a_chain(method)).rate.flags


def test_a_recycler_without_an_efficiency_is_rated_by_its_yield() -> None:
    assert value(without(a_chain("CRR-R-1"), "recycling_efficiency")) == "9/20"


def test_mass_from_nowhere_is_flagged_and_shown() -> None:
    rate = compute_rate(a_chain(first_receipts_t="50")).rate
    assert Flag.NEGATIVE_LOSS in rate.flags
    assert rate.status is Status.OK


def test_a_proposal_says_that_it_awaits_confirmation() -> None:
    assert Flag.UNCONFIRMED_DEFINITION in compute_rate(a_chain()).rate.flags
    assert compute_rate(a_case()).rate.flags == ()


@pytest.mark.parametrize("method", METHODS)
def test_without_any_input_each_method_says_what_is_missing(method: str) -> None:
    rate = compute_rate({"method": method, "inputs": {}}).rate
    assert (rate.status, rate.value) == (Status.INSUFFICIENT_DATA, None)
    assert rate.missing


@pytest.mark.parametrize(
    "needed",
    [
        "opening_stock_t",
        "first_receipts_t",
        "closing_stock_t",
        "verified_deliveries_t",
        "arising_t",
        "eta_pb",
    ],
)
def test_one_missing_input_is_named(needed: str) -> None:
    rate = compute_rate(without(a_chain(), needed)).rate
    said = "arising_t|sales_by_class" if needed == "arising_t" else needed
    assert (rate.status, rate.missing) == (Status.INSUFFICIENT_DATA, (said,))


def test_a_class_without_a_lifetime_is_named() -> None:
    case = without(a_chain(year=2026, sales_by_class={"SLI": {"2025": "1"}}), "arising_t")
    assert compute_rate(case).rate.missing == ("lifetimes/SLI",)


@pytest.mark.parametrize("name", ["arising_t", "first_receipts_t"])
def test_nothing_is_divided_by_zero(name: str) -> None:
    zero = {name: "0"} if name == "arising_t" else {"first_receipts_t": "0", "opening_stock_t": "0"}
    rate = compute_rate(a_chain(**zero, closing_stock_t="0")).rate
    assert (rate.status, rate.value) == (Status.UNDEFINED_ZERO_DENOM, None)


def test_every_fault_of_a_case_is_told_at_once() -> None:
    rows = [{"mass_t": "-5", "route": "post", "licensed": "yes", "colour": 1}]
    found = faults(a_case(sales_t={"2023": "many"}, collected=rows, sales="x"))
    assert found == {
        "/inputs/sales": "unknown_field",
        "/inputs/sales_t/2023": "not_a_decimal",
        "/inputs/collected/0/colour": "unknown_field",
        "/inputs/collected/0/mass_t": "negative",
        "/inputs/collected/0/route": "not_one_of",
        "/inputs/collected/0/licensed": "not_a_truth",
        "/inputs/collected/0/category": "required",
    }


def test_an_unknown_method_is_refused_with_the_known_ones() -> None:
    assert faults({"method": "CRR-X", "inputs": {}}) == {"/method": "unknown_method"}


@pytest.mark.parametrize(
    ("case", "fault"),
    [
        ({}, {"/method": "required", "/inputs": "required"}),
        ({"method": 5, "inputs": []}, {"/method": "not_a_text", "/inputs": "not_an_object"}),
        ({"method": "PLANT", "inputs": {}, "variant": "EU-2023"}, {"/variant": "unknown_field"}),
        ({"method": "R_EPR", "inputs": {}, "variant": "EU-1999"}, {"/variant": "not_one_of"}),
    ],
)
def test_a_case_that_is_none_is_refused(case: dict[str, Any], fault: dict[str, str]) -> None:
    assert faults(case) == fault


def test_what_a_case_expects_is_not_read() -> None:
    assert value({**a_case(), "expect": "1/1", "expect_flags": "?"}) == "3/5"


def test_more_than_was_delivered_cannot_be_verified() -> None:
    found = faults(a_chain(verified_deliveries_t="111"))
    assert found == {"/inputs/verified_deliveries_t": "more_than_delivered"}


def test_members_of_two_years_are_no_consortium() -> None:
    members = [a_case()["inputs"], a_case(year=2025)["inputs"]]
    found = faults({"method": "CONSORTIUM", "inputs": {"members": members}})
    assert found == {"/inputs/members/1/year": "year_differs"}


def test_a_lot_without_an_assay_leaves_the_yield_unknown() -> None:
    plant = {
        "feed": [{"mass_t": "10", "lead_share": "0.8"}, {"mass_t": "1"}],
        "products": [{"mass_t": "7", "lead_share": "1"}],
        "wip_lead_t": {"opening": "0", "closing": "0"},
    }
    rate = compute_rate({"method": "PLANT", "inputs": plant}).rate
    assert (rate.status, rate.flags) == (Status.INSUFFICIENT_DATA, (Flag.ASSAY_MISSING,))
    assert rate.missing == ("feed/1/lead_share",)


def test_a_plant_that_does_not_close_is_flagged() -> None:
    plant = {
        "feed": [{"mass_t": "100", "lead_share": "0.8"}],
        "products": [{"mass_t": "70", "lead_share": "1"}],
        "wip_lead_t": {"opening": "0", "closing": "0"},
        "losses": [{"mass_t": "1", "lead_share": "1"}],
    }
    assert compute_rate({"method": "PLANT", "inputs": plant}).rate.flags == (Flag.BALANCE,)


def test_a_receipt_of_unknown_origin_is_not_given_to_the_collector() -> None:
    inputs = {
        "arising_t": {"P": "100"},
        "receipts": [
            {"origin": "P", "collector": "P", "mass_t": "50"},
            {"origin": None, "collector": "P", "mass_t": "10"},
        ],
    }
    rate = compute_rate({"method": "COLLECTION", "inputs": inputs}).rate
    assert rate.value == {"P": Figure(rate.factors["unknown_origin_t"].number / 20)}  # type: ignore[union-attr]
    assert Flag.UNKNOWN_ORIGIN in rate.flags
