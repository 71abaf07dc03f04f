"""How does a test get a case for the calculator, whole, and with one thing changed or left out?"""

from __future__ import annotations

from typing import Any

import pytest

from reports.indicators.figure import Figure
from reports.usecases.compute_rate import compute_rate
from tracker.domain.errors import Malformed


def a_case(**changes: Any) -> dict[str, Any]:
    """A producer that sold 100 t in each of three years and got 60 t back."""
    inputs: dict[str, Any] = {
        "year": 2026,
        "sales_t": {"2023": "100", "2024": "100", "2025": "100"},
        "collected": [
            {"mass_t": "60", "route": "own", "licensed": True, "category": "waste"},
        ],
    }
    return {"method": "R_EPR", "variant": "NDRC-2020", "inputs": inputs | changes}


def a_chain(method: str = "CRR-A-1", **changes: Any) -> dict[str, Any]:
    """Stock drawn down by 10 t; everything that any of the forms asks for."""
    inputs: dict[str, Any] = {
        "opening_stock_t": "20",
        "first_receipts_t": "100",
        "deliveries_t": "110",
        "verified_deliveries_t": "99",
        "closing_stock_t": "10",
        "arising_t": "200",
        "sales_base_t": "220",
        "eta_pb": "0.9",
        "recycling_efficiency": "0.8",
        "lawful_intake_share": "0.5",
    }
    return {"method": method, "inputs": inputs | changes}


def without(case: dict[str, Any], *names: str) -> dict[str, Any]:
    return {**case, "inputs": {n: v for n, v in case["inputs"].items() if n not in names}}


def value(case: dict[str, Any]) -> str | None:
    found = compute_rate(case).rate.value
    assert isinstance(found, Figure)
    return found.fraction


def faults(case: dict[str, Any]) -> dict[str, str]:
    with pytest.raises(Malformed) as refused:
        compute_rate(case)
    return {fault.pointer: fault.code for fault in refused.value.faults}
