"""Do the forms of the comprehensive rate come out as with a pencil? Small cases, by hand."""

from __future__ import annotations

from math import exp

import pytest

from tests.builders.cases_by_hand import (
    FLOWS,
    SALES,
    UNCONFIRMED,
    Row,
    answer,
    must_come_out,
)

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


@pytest.mark.parametrize("row", FORMS, ids=lambda row: f"{row.method}: {row.name}")
def test_a_form_comes_out_as_by_hand(row: Row) -> None:
    must_come_out(row)


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
