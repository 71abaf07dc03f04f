"""How does a test get a part of a load as rates read it, without a database?"""

from __future__ import annotations

from typing import Any

from reports.indicators.loads import Parcel
from tests.fakes.clock import START
from tracker.domain.scan import ReceiptCategory

TONNE = 1_000_000


def a_parcel(**changes: Any) -> Parcel:
    """Ten tonnes dispatched and received, all of one collector."""
    fields: dict[str, Any] = {
        "receipt": 2,
        "received_at": START,
        "recycler": 1,
        "recycler_code": "R",
        "site": "SMELTER-1",
        "licensed": True,
        "moved_on": False,
        "received_g": 10 * TONNE,
        "receipt_weight_g": 8 * TONNE,
        "dispatch": 1,
        "dispatched_at": START,
        "dispatched_g": 10 * TONNE,
        "sender_code": "S",
        "collector": 9,
        "collector_code": "C",
        "brand": None,
        "category": ReceiptCategory.WASTE,
        "weight_g": 8 * TONNE,
        "known_g": 8 * TONNE,
        "pieces": 1,
        "unweighed": 0,
        "lead_g": None,
    }
    return Parcel(**fields | changes)
