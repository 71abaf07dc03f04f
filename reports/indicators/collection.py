"""COLLECTION: which part of what arises in a province is lawfully collected, wherever that happens?

a_p = A^{orig=p}/G_p, counted once at the first lawful receipt, by the province of origin. Unknown
origin is a bucket of its own and is never given to the collector. By place of collection the same
receipts give another rate, which is only a diagnosis.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking, once

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class FirstReceipt:
    """Tonnes first received by somebody in ``collector`` that arose in ``origin`` (provinces)."""

    origin: str
    collector: str
    mass_t: Fraction


def collection_rate(
    receipts: Sequence[FirstReceipt] | None, arising_t: Mapping[str, Fraction] | None
) -> Rate:
    """The value maps each province with a known arising to its rate."""
    if not receipts or not arising_t:
        given = (("receipts", receipts), ("arising_t", arising_t))
        return lacking(*(name for name, value in given if not value))
    factors: dict[str, Factor | None] = {}
    values: dict[str, Figure] = {}
    unknown = total(r.mass_t for r in receipts if r.origin == UNKNOWN)
    flags: list[Flag] = [Flag.UNKNOWN_ORIGIN] if unknown else []
    for province, arisen in arising_t.items():
        by_origin = total(r.mass_t for r in receipts if r.origin == province)
        by_place = total(r.mass_t for r in receipts if r.collector == province)
        factors[f"collected_t/{province}"] = Figure(by_origin)
        factors[f"by_place_of_collection/{province}"] = (
            Figure(by_place / arisen) if arisen else None
        )
        if arisen:
            values[province] = Figure(by_origin / arisen)
            flags += above_one(by_origin / arisen)
    factors["unknown_origin_t"] = Figure(unknown)
    if not values:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, once(flags), factors)
    return Rate(Status.OK, values, once(flags), factors)
