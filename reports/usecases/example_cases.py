"""What does a case of each method look like? Examples to start from; their figures are invented."""

from __future__ import annotations

from typing import Any

_PRODUCER: dict[str, Any] = {
    "year": 2026,
    "sales_t": {"2023": "48000", "2024": "51000", "2025": "54000"},
    "collected": [
        {"mass_t": "21450", "route": "own", "licensed": True, "category": "waste"},
        {"mass_t": "16200", "route": "cooperative", "licensed": True, "category": "waste"},
    ],
    "target": "0.7",
}
_STARTER: dict[str, Any] = {
    "year": 2026,
    "founded": 2025,
    "sales_t": {"2025": "6400"},
    "collected": [{"mass_t": "2304", "route": "own", "licensed": True, "category": "waste"}],
}
_MEMBER = {name: value for name, value in _PRODUCER.items() if name != "target"}
_SALES: dict[str, Any] = {
    "deliveries_t": "37650",
    "verified_deliveries_t": "37424",
    "sales_base_t": "51000",
    "eta_pb": "0.9823",
    "uncertainty": {"accepted": "0.0046", "verified": "0.003", "eta": "0.006", "sales": "0.005"},
}
_FLOWS: dict[str, Any] = {
    "opening_stock_t": "2450",
    "first_receipts_t": "38120",
    "deliveries_t": "37650",
    "verified_deliveries_t": "37424",
    "closing_stock_t": "2870",
}
_ARISING: dict[str, Any] = {**_FLOWS, "arising_t": "48277.09", "uncertainty": {"arising": "0.08"}}
_YIELDS = {"eta_informal": "INFORMAL-YIELD", "eta_formal": "0.98"}
_HISTORY = {str(2017 + n): str(18_000 + 1_500 * n) for n in range(10)}

EXAMPLES: dict[str, dict[str, Any]] = {
    "R_EPR": _PRODUCER,
    "CONSORTIUM": {"year": 2026, "members": [_MEMBER, _STARTER]},
    "CRR-S-1": _SALES,
    "CRR-S-2": {**_SALES, "lead_share_waste": "0.62", "lead_share_sold": "0.60"},
    "CRR-A-1": {**_ARISING, "eta_pb": "0.9823"},
    "CRR-M-1": {**_ARISING, "recycling_efficiency": "0.797"},
    "CRR-R-1": {"lawful_intake_share": "0.964", "recycling_efficiency": "0.797"},
    "CRR-F-1": {**_ARISING, "eta_pb": "0.9823"},
    "LEGAL-FLOW": _FLOWS,
    "COLLECTION": {
        "receipts": [
            {"origin": "42", "collector": "42", "mass_t": "30000"},
            {"origin": "42", "collector": "36", "mass_t": "2400"},
            {"origin": "36", "collector": "36", "mass_t": "18600"},
        ],
        "arising_t": {"42": "41000", "36": "27500"},
    },
    "V0": {
        "legs": [
            {"dispatched_t": "10.00", "received_t": "9.98", "licensed": True},
            {"received_t": "4.20", "licensed": True},
        ]
    },
    "V": {
        "most_days": 5,
        "legs": [
            {
                "dispatched_t": "10.00",
                "received_t": "9.98",
                "licensed": True,
                "manifest_closed": True,
                "days": 2,
            }
        ],
    },
    "PLANT": {
        "feed": [
            {"mass_t": "2800", "lead_share": "0.96"},
            {"mass_t": "4200", "lead_share": "0.76"},
        ],
        "products": [
            {"mass_t": "3480", "lead_share": "0.99994"},
            {"mass_t": "2290", "lead_share": "0.97"},
        ],
        "wip_lead_t": {"opening": "210", "closing": "285"},
        "losses": [{"mass_t": "620", "lead_share": "0.018"}],
    },
    "R_E": {
        "gross_t": "10000",
        "impurities_t": "120",
        "water_t": "1512",
        "lead_t": "5776.0912",
        "alloying_t": "28.7",
        "plastics_t": "600",
        "acid_t": "264.96",
    },
    "BCI": {"lead_recycled_t": "1977", "lead_available_t": "3822"},
    "ARISING": {"year": 2026, "sales_t": _HISTORY, "beta": "3", "eta": "2.24"},
    "ARISING-FIXED": {"year": 2026, "sales_t": _HISTORY, "life_years": 2},
    "ARISING-USE": {
        "sold_t": "100000",
        "imported_t": "20000",
        "exported_t": "5000",
        "life_years": "3",
        "processed_t": "36000",
    },
    "LIFETIME": {
        "returned": [{"years": "1.4", "pieces": 210}, {"years": "2.3", "pieces": 480}],
        "still_out": [{"years": "2.5", "pieces": 330}],
    },
    "WEIGHTS": {
        "weights": [
            {"tier": "1", "mass_t": "24000"},
            {"tier": "2", "pieces": 310000, "kg_each": "6.9"},
        ],
        "coded_t": "21200",
    },
    "AUDIT-RECORDS": {"drawn": 125, "errors": 2, "claimed_t": "37424"},
    "AUDIT-MASS": {
        "claimed_t": "37424",
        "hits": [
            {"id": "TICKET-1", "claimed_t": "10", "found_t": "6.5"},
            *({"id": f"TICKET-{n}", "claimed_t": "10", "found_t": "10"} for n in range(2, 21)),
        ],
    },
    "DATA-QUALITY": {
        "legs": 412,
        "complete": 398,
        "closed": 405,
        "on_time": 371,
        "identity_checks": 96,
        "identity_errors": 1,
        "mass_t": "37424",
        "third_party_t": "30210",
        "weights": [{"tier": "1", "mass_t": "36000"}, {"tier": "2", "mass_t": "1424"}],
    },
    "LEAD-KEPT": {"verified_deliveries_t": "37424", "lead_share_waste": "0.588", "eta_pb": "0.98"},
    "CO2-NAIVE": {
        "product_lead_t": "8360",
        "primary": "IPCC-PRIMARY-MIX",
        "secondary": "IPCC-SECONDARY",
    },
    "CO2-CONSEQUENTIAL": {
        "waste_lead_t": "8510",
        **_YIELDS,
        "informal": "IPCC-SECONDARY",
        "secondary": "IPCC-SECONDARY",
        "primary": "IPCC-PRIMARY-MIX",
    },
    "TEQ-NAIVE": {"product_lead_t": "8360", "before": "TOOLKIT-2D-1", "after": "TOOLKIT-2D-3"},
    "TEQ-CONSEQUENTIAL": {
        "waste_lead_t": "8510",
        **_YIELDS,
        "before": "TOOLKIT-2D-1",
        "after": "TOOLKIT-2D-3",
    },
    "TEQ-STACK": {
        "before": [{"ng_per_m3": "0.42", "m3_per_hour": "62000", "hours": "7400"}],
        "after": [{"ng_per_m3": "0.08", "m3_per_hour": "62000", "hours": "7400"}],
    },
}


def example(method: str) -> dict[str, Any]:
    """A case of a method, as the calculator takes it; KeyError for one that there is none of."""
    return {"method": method, "inputs": EXAMPLES[method]}
