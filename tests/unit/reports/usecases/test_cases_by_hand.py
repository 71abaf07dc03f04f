"""Does each form of input give what a pencil gives? A table of small cases, computed by hand."""

from __future__ import annotations

from collections.abc import Mapping, Set
from math import exp
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from reports.usecases.compute_rate import compute_rate
from reports.usecases.rate_words import rate_in_words

UNCONFIRMED = "FLAG_UNCONFIRMED_DEFINITION"


class Row(NamedTuple):
    """``value``: a fraction, {name: fraction}, or a status where there is no value."""

    name: str
    method: str
    inputs: dict[str, Any]
    value: Any
    flags: Set[str] = frozenset()
    factors: Mapping[str, Any] = MappingProxyType({})
    missing: tuple[str, ...] = ()


def waste(mass: str, **changes: Any) -> dict[str, Any]:
    return {"mass_t": mass, "route": "own", "licensed": True, "category": "waste", **changes}


def maker(back: str = "90", **changes: Any) -> dict[str, Any]:
    """100, 200 and 300 t sold in 2023 to 2025, so that the base is 200 t; 90 t came back."""
    sales = {"2023": "100", "2024": "200", "2025": "300"}
    return {"year": 2026, "sales_t": sales, "collected": [waste(back)], **changes}


def sold(*years: int, mass: str = "100") -> dict[str, str]:
    return {str(year): mass for year in years}


ROUTES = [
    waste("50"),
    waste("30", route="cooperative"),
    waste("7", licensed=False),
    waste("5", category="production_scrap"),
    waste("3", category="unsold_stock"),
]

PRODUCERS = (
    Row("the mean of three years", "R_EPR", maker(), "9/20"),
    Row("a year that is text, masses that are numbers", "R_EPR",
        maker(year="2026", sales_t={"2023": 100, "2024": 200.0, "2025": 300}), "9/20"),
    Row("both routes count; no licence, scrap and stock do not", "R_EPR",
        maker(collected=ROUTES), "2/5", set(),
        {"own_t": "50/1", "cooperative_t": "30/1", "unlicensed_t": "7/1",
         "production_scrap_t": "5/1", "unsold_stock_t": "3/1"}),
    Row("nothing that counts came back: zero, and said so", "R_EPR",
        maker(collected=[waste("9", licensed=False)]), "0/1", set(), {"unlicensed_t": "9/1"}),
    Row("in the year of founding", "R_EPR", maker(founded=2026), "NA_NEW"),
    Row("before founding", "R_EPR", maker(founded=2030), "NA_NEW"),
    Row("the year after founding: the year before is the base", "R_EPR",
        maker(founded=2025, sales_t=sold(2025)), "9/10"),
    Row("two years of history: the year before, not their mean", "R_EPR",
        maker(founded=2024, sales_t={"2024": "40", "2025": "60"}), "3/2", {"FLAG_GT1"}),
    Row("three years of history: their mean", "R_EPR",
        maker(founded=2023), "9/20"),
    Row("sales that begin long after founding", "R_EPR",
        maker(founded=2000, sales_t=sold(2025)), "9/10", {"FLAG_GAP_YEAR"}),
    Row("no earlier sales year", "R_EPR", maker(sales_t={}), "NA_NEW"),
    Row("only sales of the year itself", "R_EPR", maker(sales_t=sold(2026)), "NA_NEW"),
    Row("no sales history at all", "R_EPR", maker(sales_t=None), "INSUFFICIENT_DATA",
        missing=("sales_t",)),
    Row("a year without a figure between others", "R_EPR",
        maker(sales_t={"2023": "100", "2024": None, "2025": "300"}), "INSUFFICIENT_DATA",
        {"FLAG_GAP_YEAR"}, missing=("sales_t/2024",)),
    Row("the last year has no figure", "R_EPR", maker(sales_t=sold(2020, 2021, 2022)),
        "INSUFFICIENT_DATA", {"FLAG_GAP_YEAR"},
        missing=("sales_t/2023", "sales_t/2024", "sales_t/2025")),
    Row("a zero year: the base stands, flagged, the mean of five beside it", "R_EPR",
        maker(sales_t={**sold(2021, 2022, 2023, 2025), "2024": "0"}), "27/20",
        {"FLAG_UNSTABLE_DENOM", "FLAG_GT1"},
        {"sales_mean_of_five_t": "80/1", "rate_on_mean_of_five": "9/8"}),
    Row("exactly threefold is stable", "R_EPR",
        maker(sales_t={"2023": "100", "2024": "100", "2025": "300"}), "27/50"),
    Row("more than threefold is not", "R_EPR",
        maker(sales_t={"2023": "100", "2024": "100", "2025": "300.001"}), "90000/166667",
        {"FLAG_UNSTABLE_DENOM"}),
    Row("nothing sold in three years", "R_EPR", maker(sales_t=sold(2023, 2024, 2025, mass="0")),
        "UNDEFINED_ZERO_DENOM", {"FLAG_UNSTABLE_DENOM"}),
    Row("who only collects", "R_EPR", maker(kind="collector"), "NA_NOT_APPLICABLE"),
    Row("EU 2023: the same window", "R_EPR/EU-2023", maker(), "9/20"),
    Row("EU 2023 has no rule for short histories", "R_EPR/EU-2023", maker(sales_t=sold(2024, 2025)),
        "INSUFFICIENT_DATA", missing=("sales_t/2023",)),
    Row("EU 2006: the year itself and two before", "R_EPR/EU-2006",
        maker(sales_t={"2024": "200", "2025": "300", "2026": "100"}), "9/20"),
    Row("EU 2006 without the year itself", "R_EPR/EU-2006", maker(), "INSUFFICIENT_DATA",
        {"FLAG_GAP_YEAR"}, missing=("sales_t/2026",)),
    Row("above one, three years evened out decide", "R_EPR",
        maker("260", sales_t=sold(2021, 2022, 2023, 2024, 2025), target="0.9",
              earlier_collected_t={"2024": "10", "2025": "0"}), "13/5", {"FLAG_GT1"},
        {"trailing_3y": "9/10", "tested_on": "trailing_3y", "target_met": "yes"}),
    Row("above one and nothing to even it out with", "R_EPR", maker("300", target="0.9"),
        "3/2", {"FLAG_GT1"}, {"tested_on": None, "target_met": None}),
    Row("a target just missed", "R_EPR", maker("139.992", target="0.7"), "17499/25000", set(),
        {"target_met": "no"}),
    Row("a target just met", "R_EPR", maker("140", target="0.7"), "7/10", set(),
        {"target_met": "yes"}),
    Row("half is a guess", "R_EPR", maker(imputed_share="0.5"), "9/20",
        {"FLAG_IMPUTED_10", "FLAG_IMPUTED_20"}),
    Row("members by their sums", "CONSORTIUM",
        {"members": [maker("90"), maker("30", sales_t=sold(2025))]}, "2/5"),
    Row("a member without an obligation stays outside", "CONSORTIUM",
        {"year": 2026, "members": [maker("90"), maker("500", founded=2026)]}, "9/20", set(),
        {"members_without_obligation": "1/1"}),
    Row("all members are new", "CONSORTIUM", {"members": [maker(founded=2026)]}, "NA_NEW"),
    Row("what a member lacks is named by its place", "CONSORTIUM",
        {"members": [maker(), maker(sales_t=sold(2022, 2025))]}, "INSUFFICIENT_DATA",
        {"FLAG_GAP_YEAR"}, missing=("members/1/sales_t/2023", "members/1/sales_t/2024")),
    Row("members that sold nothing", "CONSORTIUM",
        {"members": [maker(sales_t=sold(2023, 2024, 2025, mass="0"))]}, "UNDEFINED_ZERO_DENOM",
        {"FLAG_UNSTABLE_DENOM"}),
    Row("no members", "CONSORTIUM", {"members": []}, "INSUFFICIENT_DATA", missing=("members",)),
)  # fmt: skip

SALES = {"verified_deliveries_t": "60", "sales_base_t": "100", "eta_pb": "0.9"}
FLOWS = {
    "opening_stock_t": "10", "first_receipts_t": "80", "closing_stock_t": "15",
    "deliveries_t": "70", "verified_deliveries_t": "60", "arising_t": "100", "eta_pb": "0.9",
}  # fmt: skip

FORMS = (
    Row("sales basis, least inputs", "CRR-S-1", SALES, "27/50", {UNCONFIRMED}),
    Row("sales basis as the product of three", "CRR-S-1", {**SALES, "deliveries_t": "80"}, "27/50",
        {UNCONFIRMED}, {"R_EPR": "4/5", "v": "3/4"}),
    Row("sales basis, a base of zero", "CRR-S-1", {**SALES, "sales_base_t": "0"},
        "UNDEFINED_ZERO_DENOM", {UNCONFIRMED}),
    Row("lead to lead", "CRR-S-2", {**SALES, "lead_share_waste": "0.66", "lead_share_sold": "0.6"},
        "297/500", {UNCONFIRMED}),
    Row("arising basis", "CRR-A-1", FLOWS, "72/125", {UNCONFIRMED},
        {"a": "4/5", "b": "4/5", "L": "5/1"}),
    Row("arising basis, deliveries not given", "CRR-A-1", {**FLOWS, "deliveries_t": None},
        "72/125", {UNCONFIRMED}, {"L": None, "v": None}),
    Row("by mass", "CRR-M-1", {**FLOWS, "recycling_efficiency": "0.5"}, "8/25", {UNCONFIRMED}),
    Row("a recycler by its efficiency", "CRR-R-1",
        {"lawful_intake_share": "0.8", "recycling_efficiency": "0.75"}, "3/5", {UNCONFIRMED}),
    Row("a recycler by its yield", "CRR-R-1", {"lawful_intake_share": "0.8", "eta_pb": "0.9"},
        "18/25", {UNCONFIRMED}),
    Row("by flow", "CRR-F-1", {"deliveries_t": "70", "arising_t": "100", "eta_pb": "0.9"},
        "63/100", {UNCONFIRMED}),
    Row("by flow, stock drawn down", "CRR-F-1",
        {**FLOWS, "deliveries_t": "90", "opening_stock_t": "30", "closing_stock_t": "5"}, "81/100",
        {UNCONFIRMED, "FLAG_STOCK_DRAWDOWN"}, {"stock_neutral": "72/175"}),
    Row("more leaves than can be there", "LEGAL-FLOW", {**FLOWS, "deliveries_t": "76"}, "4/5",
        {UNCONFIRMED, "FLAG_NEGATIVE_LOSS"}, {"L": "-1/1"}),
    Row("more stays than ever came", "LEGAL-FLOW", {**FLOWS, "closing_stock_t": "91"},
        "UNDEFINED_ZERO_DENOM", {UNCONFIRMED, "FLAG_NEGATIVE_LOSS"}),
    Row("nothing arose", "CRR-A-1", {**FLOWS, "arising_t": "0"}, "UNDEFINED_ZERO_DENOM",
        {UNCONFIRMED}),
    Row("above one, the neutral form is tested", "CRR-F-1",
        {**FLOWS, "deliveries_t": "120", "opening_stock_t": "60", "target": "0.5"}, "27/25",
        {UNCONFIRMED, "FLAG_GT1", "FLAG_STOCK_DRAWDOWN"},
        {"stock_neutral": "216/625", "tested_on": "stock_neutral", "target_met": "no"}),
    Row("what is missing is all named", "CRR-A-1", {"eta_pb": "0.9"}, "INSUFFICIENT_DATA",
        {UNCONFIRMED},
        missing=("opening_stock_t", "first_receipts_t", "closing_stock_t", "verified_deliveries_t",
                 "arising_t|sales_by_class")),
)  # fmt: skip


def lots(*rows: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"mass_t": mass, "lead_share": share} for mass, share in rows]


#: 80 t of lead go in, 70 come out and 5 stay between; 4 are seen going.
PLANT = {
    "feed": lots(("100", "0.5"), ("40", "0.75")),
    "products": lots(("70", "1")),
    "wip_lead_t": {"opening": "10", "closing": "15"},
    "losses": lots(("40", "0.1")),
}
UNLOSING = {name: value for name, value in PLANT.items() if name != "losses"}
RECEIVED = [
    {"origin": "42", "collector": "42", "mass_t": "30"},
    {"origin": "42", "collector": "36", "mass_t": "10"},
    {"origin": "36", "collector": "42", "mass_t": "20"},
]

OTHERS = (
    Row("a plant directly and by its losses", "PLANT", PLANT, "15/16", set(),
        {"loss_method": "19/20", "closure": "1/80", "lead_in_t": "80/1", "lead_out_t": "75/1"}),
    Row("a plant that does not close", "PLANT", {**PLANT, "losses": lots(("1", "1"))}, "15/16",
        {"FLAG_BALANCE"}, {"closure": "1/20"}),
    Row("a plant that brings out what never went in", "PLANT",
        {**PLANT, "products": lots(("90", "1"))}, "19/16", {"FLAG_GT1", "FLAG_BALANCE"}),
    Row("a plant whose losses nobody knows", "PLANT", UNLOSING, "15/16", {"FLAG_BALANCE"},
        {"loss_method": None, "closure": None, "unexplained_share": "1/16"}),
    Row("a loss without an assay", "PLANT", {**PLANT, "losses": lots(("40", None))}, "15/16",
        {"FLAG_ASSAY_MISSING"}, {"loss_method": None}),
    Row("a product without an assay", "PLANT", {**PLANT, "products": lots(("70", None))},
        "INSUFFICIENT_DATA", {"FLAG_ASSAY_MISSING"}, missing=("products/0/lead_share",)),
    Row("stock between that nobody counted", "PLANT", {**PLANT, "wip_lead_t": {"opening": "1"}},
        "INSUFFICIENT_DATA", missing=("wip_lead_t/closing",)),
    Row("bought-in lead shares the losses", "PLANT",
        {**PLANT, "cofeed": lots(("20", "1")), "products": lots(("88", "1"))}, "93/100",
        {"FLAG_BALANCE"},
        {"cofeed_rule": "pro_rata", "closure": "3/100"}),
    Row("bought-in lead is taken off", "PLANT",
        {**PLANT, "cofeed": lots(("20", "1")), "products": lots(("88", "1")),
         "cofeed_rule": "subtract"}, "73/80", {"FLAG_BALANCE"}),
    Row("feed without lead", "PLANT", {**PLANT, "feed": lots(("9", "0"))}, "UNDEFINED_ZERO_DENOM"),
    Row("by the province of origin", "COLLECTION",
        {"receipts": RECEIVED, "arising_t": {"42": "80", "36": "25"}},
        {"42": "1/2", "36": "4/5"}, {UNCONFIRMED},
        {"by_place_of_collection/42": "5/8", "by_place_of_collection/36": "2/5",
         "joint": "4/7", "all_receipts_t": "60/1", "unknown_origin_t": "0/1"}),
    Row("an unknown origin is kept apart", "COLLECTION",
        {"receipts": [*RECEIVED, {"collector": "42", "mass_t": "8"}], "arising_t": {"42": "80"}},
        {"42": "1/2"}, {UNCONFIRMED, "FLAG_UNKNOWN_ORIGIN"},
        {"unknown_origin_t": "8/1", "collected_t/36": "20/1"}),
    Row("a province with nothing received", "COLLECTION",
        {"receipts": RECEIVED, "arising_t": {"43": "5"}}, {"43": "0/1"}, {UNCONFIRMED}),
    Row("nothing arose anywhere", "COLLECTION", {"receipts": RECEIVED, "arising_t": {"42": "0"}},
        "UNDEFINED_ZERO_DENOM", {UNCONFIRMED}),
    Row("one leg agrees, one differs, one has no licence", "V0",
        {"legs": [{"dispatched_t": "10", "received_t": "10.05", "licensed": True},
                  {"dispatched_t": "10", "received_t": "9", "licensed": True},
                  {"dispatched_t": "4", "received_t": "4", "licensed": False},
                  {"dispatched_t": "4", "licensed": True}]}, "67/127", {UNCONFIRMED},
        {"out_of_tolerance_t": "9/1", "unlicensed_t": "4/1", "not_arrived_t": "4/1"}),
    Row("closed in time, closed late, open", "V",
        {"most_days": 3,
         "legs": [{"dispatched_t": "5", "received_t": "5", "licensed": True,
                   "manifest_closed": closed, "days": days}
                  for closed, days in ((True, 3), (True, 4), (False, 1))]}, "1/3", {UNCONFIRMED},
        {"late_t": "5/1", "manifest_open_t": "5/1"}),
    Row("lead by lead", "BCI", {"lead_recycled_t": "90", "shipments_due_t": "80",
        "net_battery_imports_t": "-5", "net_vehicle_imports_t": "20", "net_scrap_imports_t": "5"},
        "9/10", set(), {"lead_available_t": "100/1"}),
    Row("what was sold so long ago", "ARISING-FIXED",
        {"year": 2026, "sales_t": sold(2023, 2024, mass="7"), "life_years": 2}, "7/1"),
    Row("stock by mean life", "ARISING-USE", {"stock_t": "90", "life_years": "4.5",
        "processed_t": "15"}, "20/1", set(), {"processed_by_arising": "3/4"}),
    Row("weighed and guessed", "WEIGHTS",
        {"weights": [{"tier": 1, "mass_t": "90"}, {"tier": "4", "pieces": 2000, "kg_each": "5"}],
         "coded_t": "25"}, "100/1", {UNCONFIRMED},
        {"imputed_share": "1/10", "coded_share": "1/4"}),
    Row("efficiency: options decide what goes in", "R_E",
        {"gross_t": "100", "lead_t": "50", "plastics_t": "10", "water_t": "20",
         "paste_oxygen_sulphate_t": "5", "sulphate_t": "4"}, "3/4", set(),
        {"left_out_by_option": "paste_oxygen_sulphate_t, sulphate_t"}),
    Row("efficiency: the same with both options on", "R_E",
        {"gross_t": "100", "lead_t": "50", "plastics_t": "10", "water_t": "20",
         "paste_oxygen_sulphate_t": "5", "sulphate_t": "4", "count_sulphate": True,
         "deduct_paste_oxygen_sulphate": True}, "64/75"),
    Row("lead kept", "LEAD-KEPT", {"verified_deliveries_t": "100", "lead_share_waste": "0.6",
        "eta_pb": "0.95"}, "57/1", {UNCONFIRMED}),
    # 100 t · (0.52 − 0.20)
    Row("CO2, naive", "CO2-NAIVE", {"product_lead_t": "100", "primary": "IPCC-PRIMARY-MIX",
        "secondary": "IPCC-SECONDARY"}, "32/1", {UNCONFIRMED}, {"indicative_only": "yes"}),
    # 100 t · [0.8·0.5 − 0.9·0.2 + 0.1·0.6]
    Row("CO2, consequential, own factors", "CO2-CONSEQUENTIAL",
        {"waste_lead_t": "100", "eta_informal": "0.8", "eta_formal": "0.9", "informal": "0.5",
         "secondary": "0.2", "primary": "0.6"}, "28/1", {UNCONFIRMED},
        {"attribution": "consequential", "indicative_only": "yes"}),
    # 1 000 t · (80 − 0.05) µg
    Row("dioxins, naive", "TEQ-NAIVE", {"product_lead_t": "1000", "before": "TOOLKIT-2D-1",
        "after": "TOOLKIT-2D-3"}, "1599/20000", {UNCONFIRMED}, {"unit": "g TEQ"}),
    # 1 000 t · (0.825·80 − 0.9·0.05) µg
    Row("dioxins, consequential", "TEQ-CONSEQUENTIAL",
        {"waste_lead_t": "1000", "eta_informal": "INFORMAL-YIELD", "eta_formal": "0.9",
         "before": "TOOLKIT-2D-1", "after": "TOOLKIT-2D-3"}, "13191/200000", {UNCONFIRMED}),
    # (0.5·1e5·8e3 − 0.1·1e5·8e3) ng
    Row("dioxins, measured", "TEQ-STACK",
        {"before": [{"ng_per_m3": "0.5", "m3_per_hour": "100000", "hours": "8000"}],
         "after": [{"ng_per_m3": "0.1", "m3_per_hour": "100000", "hours": "8000"}]}, "8/25",
        set(), {"before_g": "2/5", "after_g": "2/25"}),
)  # fmt: skip
EVERY = PRODUCERS + FORMS + OTHERS


def answer(method: str, inputs: dict[str, Any]) -> dict[str, Any]:
    return rate_in_words(compute_rate({"method": method, "inputs": inputs}).rate, "en")


def fraction(figure: Any) -> Any:
    return figure["fraction"] if isinstance(figure, dict) else figure


@pytest.mark.parametrize("row", EVERY, ids=lambda row: f"{row.method}: {row.name}")
def test_a_case_comes_out_as_by_hand(row: Row) -> None:
    found = answer(row.method, row.inputs)
    if isinstance(row.value, dict):
        assert {name: fraction(one) for name, one in found["value"].items()} == row.value
    elif "/" in row.value:
        assert (found["status"], fraction(found["value"])) == ("OK", row.value)
    else:
        assert (found["status"], found["value"]) == (row.value, None)
    assert set(found["flags"]) == row.flags
    assert tuple(found["missing"]) == row.missing
    assert {name: fraction(found["factors"][name]) for name in row.factors} == row.factors
    assert len(found["says"]) == len(row.flags) + (found["status"] != "OK")


def test_exponential_lives_are_those_of_a_table_of_e() -> None:
    # β = 1, η = 1: f(0) = 1 − e^−½, f(1) = e^−½ − e^−1½
    inputs = {"year": 2026, "sales_t": sold(2025, 2026), "beta": "1", "eta": "1"}
    found = answer("ARISING", inputs)
    assert found["value"] == {"fraction": None, "decimal": f"{100 * (1 - exp(-1.5)):.6f}"}
    assert found["flags"] == ["FLAG_COVERAGE"]
    assert found["factors"]["coverage"]["decimal"] == f"{1 - exp(-1.5):.6f}"


def test_classes_with_lifetimes_stand_for_an_arising() -> None:
    life = {"beta": "3", "eta": "2.24"}
    history = {str(year): str(100 + year - 2016) for year in range(2016, 2027)}
    classes = {"EB": history, "SLI": history}
    of_class = answer("ARISING", {"year": 2026, "sales_t": history, **life})["value"]["decimal"]
    inputs = {
        **FLOWS,
        "arising_t": None,
        "year": 2026,
        "sales_by_class": classes,
        "lifetimes": dict.fromkeys(classes, life),
    }
    found = answer("CRR-A-1", inputs)
    assert float(found["factors"]["arising_t"]["decimal"]) == pytest.approx(2 * float(of_class))
    assert found["value"]["fraction"] is None
    by_hand = 80 / (2 * float(of_class)) * 0.8 * 0.9
    assert float(found["value"]["decimal"]) == pytest.approx(by_hand, abs=1e-6)


@pytest.mark.parametrize(
    ("uncertainty", "u"),
    [
        ({"accepted": "0.03", "arising": "0.04"}, 0.05),
        ({"eta_pb": "0.01", "verified": "0.02", "accepted": "0.02", "arising_t": "0.04"}, 0.05),
    ],
)
def test_an_interval_is_that_of_the_root_of_squares(uncertainty: dict[str, str], u: float) -> None:
    found = answer("CRR-A-1", {**FLOWS, "uncertainty": uncertainty})
    low, high = (float(end) for end in found["interval"])
    assert low == pytest.approx(0.576 * exp(-1.96 * u), abs=1e-6)
    assert high == pytest.approx(0.576 * exp(1.96 * u), abs=1e-6)
    assert found["factors"]["u_relative"]["decimal"] == "0.050000"
