"""Which bad inputs do people bring to the calculator, and which status or flag names each?"""

from __future__ import annotations

from typing import Any

from reports.indicators.rate import Flag, Status
from tests.builders.rate_cases import a_case, a_chain

ROW = {"route": "own", "licensed": True, "category": "waste"}
EMPTY: dict[str, Any] = {"opening": "0", "closing": "0"}


def lots(*rows: tuple[str, str | None]) -> list[dict[str, Any]]:
    return [{"mass_t": mass, "lead_share": share} for mass, share in rows]


#: Every bad input that people bring to the calculator: case, status, flag that names it.
BAD: dict[str, tuple[dict[str, Any], Status, Flag | None]] = {
    "no sales history": (a_case(sales_t={}), Status.NA_NEW, None),
    "sales that nobody gave": (a_case(sales_t=None), Status.INSUFFICIENT_DATA, None),
    "a year of no sales": (
        a_case(sales_t={"2023": "100", "2024": "0", "2025": "100"}),
        Status.OK,
        Flag.UNSTABLE_DENOM,
    ),
    "three years of no sales": (
        a_case(sales_t={"2023": "0", "2024": "0", "2025": "0"}),
        Status.UNDEFINED_ZERO_DENOM,
        Flag.UNSTABLE_DENOM,
    ),
    "a gap": (
        a_case(sales_t={"2022": "100", "2023": "100", "2025": "100"}),
        Status.INSUFFICIENT_DATA,
        Flag.GAP_YEAR,
    ),
    "more than all": (a_case(collected=[{"mass_t": "101", **ROW}]), Status.OK, Flag.GT1),
    "more gone than there was": (a_chain(first_receipts_t="50"), Status.OK, Flag.NEGATIVE_LOSS),
    "from nobody knows where": (
        {
            "method": "COLLECTION",
            "inputs": {"receipts": [{"mass_t": "5"}], "arising_t": {"42": "10"}},
        },
        Status.OK,
        Flag.UNKNOWN_ORIGIN,
    ),
    "no assay": (
        {
            "method": "PLANT",
            "inputs": {
                "feed": lots(("10", None)),
                "products": lots(("5", "1")),
                "wip_lead_t": EMPTY,
            },
        },
        Status.INSUFFICIENT_DATA,
        Flag.ASSAY_MISSING,
    ),
    "a plant that does not close": (
        {
            "method": "PLANT",
            "inputs": {
                "feed": lots(("10", "0.8")),
                "products": lots(("5", "1")),
                "wip_lead_t": EMPTY,
            },
        },
        Status.OK,
        Flag.BALANCE,
    ),
}
