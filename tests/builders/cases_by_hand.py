"""How does a test write a case that was computed by hand, and hold the calculator to it?"""

from __future__ import annotations

from collections.abc import Mapping, Set
from types import MappingProxyType
from typing import Any, NamedTuple

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


SALES = {"verified_deliveries_t": "60", "sales_base_t": "100", "eta_pb": "0.9"}
FLOWS = {
    "opening_stock_t": "10", "first_receipts_t": "80", "closing_stock_t": "15",
    "deliveries_t": "70", "verified_deliveries_t": "60", "arising_t": "100", "eta_pb": "0.9",
}  # fmt: skip


def answer(method: str, inputs: dict[str, Any]) -> dict[str, Any]:
    return rate_in_words(compute_rate({"method": method, "inputs": inputs}).rate, "en")


def fraction(figure: Any) -> Any:
    return figure["fraction"] if isinstance(figure, dict) else figure


def must_come_out(row: Row) -> None:
    """Status, value, flags, what is missing, the factors that are named, and a sentence for each
    flag and for a status that is not OK."""
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
