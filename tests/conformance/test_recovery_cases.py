"""Does the calculator agree with the hand-computed cases of recovery rates?"""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction
from typing import Any

import pytest

from reports.indicators.figure import six_places
from reports.indicators.targets import meets, progress, year_of
from reports.usecases.compute_rate import compute_rate
from reports.usecases.rate_words import rate_in_words
from tests.builders.recovery_cases import recovery_cases

#: Cases whose inputs stand in them; and those that are functions, tested one by one below and in
#: ``test_recovery_functions``.
WITH_INPUTS = ("TC1", "TC2", "TC3", "TC4", "TC5", "TC6", "TC8", "TC9")
AS_FUNCTIONS = ("TC7", "TC10", "TC11", "TC12", "TC13", "TC14", "TC15", "TC16", "TC17")


@pytest.fixture(scope="module")
def cases() -> dict[str, Any]:
    return recovery_cases()


def computed(case: dict[str, Any]) -> dict[str, Any]:
    return rate_in_words(compute_rate(case).rate, "en")


def values(cases: dict[str, Any], case: str) -> dict[str, Any]:
    return {name: row["value"] for name, row in cases[case]["values"].items()}


def test_no_case_is_left_out(cases: dict[str, Any]) -> None:
    assert set(cases) == {*WITH_INPUTS, *AS_FUNCTIONS}
    assert {name for name, case in cases.items() if "inputs" in case} == set(WITH_INPUTS)


@pytest.mark.parametrize("name", WITH_INPUTS)
def test_each_input_gives_the_expected_rate(cases: dict[str, Any], name: str) -> None:
    assert cases[name]["inputs"]
    for case in cases[name]["inputs"]:
        answer = computed(case)
        assert answer["status"] == case.get("expect_status", "OK")
        assert set(case.get("expect_flags", ())) <= set(answer["flags"])
        if "expect" in case:
            assert _fractions(answer["value"]) == case["expect"]
        if "expect_decimal" in case:
            assert (answer["value"]["fraction"], answer["value"]["decimal"]) == (
                None,
                case["expect_decimal"],
            )
        if "expect_interval" in case:
            assert answer["interval"] == case["expect_interval"]


def _fractions(value: dict[str, Any]) -> Any:
    if "fraction" in value:
        return value["fraction"]
    return {name: figure["fraction"] for name, figure in value.items()}


@pytest.mark.parametrize(
    ("name", "place", "factor", "value"),
    [
        ("TC1", 0, "eligible_collected_t", "eligible_collected_t"),
        ("TC1", 0, "sales_base_t", "denominator_mean3_t"),
        ("TC5", 0, "a", "collection_receipt_based_a=A/G"),
        ("TC5", 0, "b", "legal_flow_b=Dver/(Wo+A-Wc)"),
        ("TC5", 0, "L", "unaccounted_loss_t"),
        ("TC5", 0, "deliveries_over_arising", "delivery_based_D/G"),
        ("TC6", 0, "by_place_of_collection/P", "P_location_based"),
        ("TC6", 0, "by_place_of_collection/Q", "Q_location_based"),
        ("TC8", 0, "loss_method", "eta_Pb_indirect"),
        ("TC8", 0, "closure", "closure_error"),
        ("TC8", 0, "lead_out_t", "Pb_out_incl_WIP_t"),
        ("TC9", 1, "b", "b=Dver/(Wo+A-Wc)"),
        ("TC9", 1, "v", "v=Dver/D"),
        ("TC9", 1, "L", "loss_t"),
    ],
)
def test_factors_are_the_expected_ones(
    cases: dict[str, Any], name: str, place: int, factor: str, value: str
) -> None:
    answer = computed(cases[name]["inputs"][place])
    assert answer["factors"][factor]["fraction"] == cases[name]["values"][value]["fraction"]


def test_arising_of_all_classes_and_the_receipt_share_agree(cases: dict[str, Any]) -> None:
    factors = computed(cases["TC9"]["inputs"][2])["factors"]
    expected = values(cases, "TC9")
    assert factors["arising_t"]["decimal"] == six_places(Fraction(str(expected["G_total_2026_t"])))
    assert factors["a"]["decimal"] == six_places(Fraction(str(expected["a=A/G"])))


def test_stock_drawn_down_is_flagged_in_the_flow_form(cases: dict[str, Any]) -> None:
    answer = computed({**cases["TC5"]["inputs"][0], "method": "CRR-F-1"})
    assert answer["value"]["fraction"] == "351/335"
    assert {"FLAG_GT1", "FLAG_STOCK_DRAWDOWN"} <= set(answer["flags"])


def test_comprehensive_rates_by_mass_and_of_a_recycler(cases: dict[str, Any]) -> None:
    efficiency = cases["TC8"]["values"]["R_E"]["fraction"]
    chain = {**cases["TC9"]["inputs"][2]["inputs"], "recycling_efficiency": efficiency}
    by_mass = computed({"method": "CRR-M-1", "inputs": chain})
    recycler = computed(
        {"method": "CRR-R-1", "inputs": {**chain, "lawful_intake_share": "9640/10000"}}
    )
    expected = cases["TC9"]["values"]
    assert by_mass["value"]["decimal"] == six_places(
        Fraction(str(expected["CR_M=a*b*R_E              [arising basis, mass]"]["value"]))
    )
    wanted = expected["CR_R(recycler)=rho_src*R_E, rho=9,640/10,000"]["fraction"]
    assert recycler["value"]["fraction"] == wanted


def test_the_two_european_windows_differ(cases: dict[str, Any]) -> None:
    row = {"mass_t": "77", "route": "own", "licensed": True, "category": "waste"}
    sales = {"2023": "100", "2024": "110", "2025": "120", "2026": "130"}
    inputs = {"year": 2026, "sales_t": sales, "collected": [row]}
    found = [
        computed({"method": "R_EPR", "variant": variant, "inputs": inputs})["value"]["fraction"]
        for variant in ("EU-2023", "EU-2006")
    ]
    expected = cases["TC12"]["values"]
    assert found == [
        expected["EU AnnexXI 3*C4/(S1+S2+S3) with 100,110,120;C=77"]["fraction"],
        expected["EU 2006/66 3*C4/(S2+S3+S4) with S4=130"]["fraction"],
    ]


def test_the_year_ends_with_the_calendar_of_china(cases: dict[str, Any]) -> None:
    expected = values(cases, "TC13")
    assert {moment: year_of(datetime.fromisoformat(moment)) for moment in expected} == expected


def test_a_target_is_compared_unrounded(cases: dict[str, Any]) -> None:
    value, target = Fraction("0.69996"), Fraction("0.70")
    expected = values(cases, "TC15")
    assert meets(value, target) is expected["full-value>=0.70"]
    assert meets(Fraction(round(value, 3)), target) is expected["rounded_to_0.1pp>=70.0"]


def test_progress_of_the_quarters(cases: dict[str, Any]) -> None:
    reached = ("8120", "17940", "27610", "37650")
    expected = cases["TC16"]["values"]
    for quarter, cumulative in enumerate(reached, 1):
        so_far, of_year = progress(Fraction(cumulative), Fraction(51000), quarter)
        assert so_far == Fraction(expected[f"Q{quarter}_cumulative_progress"]["fraction"])
        assert of_year == Fraction(expected[f"Q{quarter}_annualised"]["fraction"])
