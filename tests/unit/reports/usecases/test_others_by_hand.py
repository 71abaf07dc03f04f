"""Do plants, places and effects come out as with a pencil? Small cases, by hand."""

from __future__ import annotations

from math import exp
from typing import Any

import pytest

from tests.builders.cases_by_hand import (
    UNCONFIRMED,
    Row,
    answer,
    must_come_out,
    sold,
)


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


@pytest.mark.parametrize("row", OTHERS, ids=lambda row: f"{row.method}: {row.name}")
def test_a_case_comes_out_as_by_hand(row: Row) -> None:
    must_come_out(row)


def test_exponential_lives_are_those_of_a_table_of_e() -> None:
    # β = 1, η = 1: f(0) = 1 − e^−½, f(1) = e^−½ − e^−1½
    inputs = {"year": 2026, "sales_t": sold(2025, 2026), "beta": "1", "eta": "1"}
    found = answer("ARISING", inputs)
    assert found["value"] == {"fraction": None, "decimal": f"{100 * (1 - exp(-1.5)):.6f}"}
    assert found["flags"] == ["FLAG_COVERAGE"]
    assert found["factors"]["coverage"]["decimal"] == f"{1 - exp(-1.5):.6f}"
