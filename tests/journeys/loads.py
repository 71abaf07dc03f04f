"""Steps that many stories of loads share: batteries come in, and a manifest brings them away."""

from __future__ import annotations

from typing import Any

from tests.journeys.journey import Step, confirm, scan

ALL = ["A-1", "A-2", "A-3"]
BOUND = [{"pieces": 3, "mass_kg": "45", "codes": ALL}]


def collected(*codes: str, who: str = "point") -> Step:
    """Batteries come in at a collection point."""
    return scan(
        who, "collect", codes, "Old batteries come in and are scanned.", "收到废电池，逐只扫码。"
    )


def on_the_road(*codes: str) -> tuple[Step, ...]:
    """Issue, load, depart, deliver."""
    scanned: dict[str, Any] = {"scanned": list(codes)} if codes else {}
    return (
        confirm("point", "issue", "The sender issues the manifest.", "移出人发出联单。"),
        confirm("carrier", "load", "The carrier confirms the load.", "承运人确认装车。", **scanned),
        confirm("carrier", "depart", "The truck departs.", "车辆起运。"),
        confirm("carrier", "deliver", "It stands at the gate.", "运抵接受人。"),
    )
