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
    """The value maps each province with a known arising to its rate; None where nothing arose."""
    if not receipts or not arising_t:
        given = (("receipts", receipts), ("arising_t", arising_t))
        return lacking(*(name for name, value in given if not value))
    by_origin, by_place = _sums(receipts)
    unknown = by_origin.pop(UNKNOWN, Fraction(0))
    flags: list[Flag] = [Flag.UNKNOWN_ORIGIN] if unknown else []
    factors: dict[str, Factor | None] = {
        f"collected_t/{province}": Figure(by_origin.get(province, Fraction(0)))
        for province in dict.fromkeys([*arising_t, *by_origin])
    }
    values: dict[str, Figure | None] = {}
    for province, arisen in arising_t.items():
        here = by_place.get(province, Fraction(0))
        factors[f"by_place_of_collection/{province}"] = Figure(here / arisen) if arisen else None
        if not arisen:
            values[province] = None
            factors[f"status/{province}"] = Status.UNDEFINED_ZERO_DENOM.value
            continue
        value = by_origin.get(province, Fraction(0)) / arisen
        values[province] = Figure(value)
        flags += above_one(value)
    arisen = total(arising_t.values())
    joint = total(by_origin.get(province, Fraction(0)) for province in arising_t)
    factors |= {
        "unknown_origin_t": Figure(unknown),
        "all_receipts_t": Figure(total(r.mass_t for r in receipts)),
        "joint": Figure(joint / arisen) if arisen else None,
    }
    if not arisen:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, once(flags), factors)
    return Rate(Status.OK, values, once(flags), factors)


def _sums(receipts: Sequence[FirstReceipt]) -> tuple[dict[str, Fraction], dict[str, Fraction]]:
    """Tonnes by province of origin, and by province of collection."""
    by_origin: dict[str, Fraction] = {}
    by_place: dict[str, Fraction] = {}
    for one in receipts:
        by_origin[one.origin] = by_origin.get(one.origin, Fraction(0)) + one.mass_t
        by_place[one.collector] = by_place.get(one.collector, Fraction(0)) + one.mass_t
    return by_origin, by_place
