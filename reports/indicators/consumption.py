"""How much waste arises by simpler models, and which rates are built on them?

Fixed life (market supply): what was sold L years ago. Consumption-use (Basel Convention manual,
from summaries): what is sold and imported less what is exported, or is in use, by the mean life.
BCI (National Recycling Rate Study, USA): lead recycled by lead available.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking

#: What is added to, or taken from, the shipments shifted by life; net imports may be negative.
AVAILABLE = (
    "shipments_due_t",
    "net_battery_imports_t",
    "net_vehicle_imports_t",
    "net_scrap_imports_t",
)


def fixed_life(year: int | None, sales: Mapping[int, Fraction] | None, life: int | None) -> Rate:
    """ARISING-FIXED: the sales of a single earlier year, in tonnes."""
    given = (("year", year), ("sales_t", sales), ("life_years", life))
    if year is None or sales is None or life is None:
        return lacking(*(name for name, value in given if value is None))
    if year - life not in sales:
        gap = any(earlier < year - life for earlier in sales)
        return lacking(f"sales_t/{year - life}", flags=(Flag.GAP_YEAR,) if gap else ())
    return Rate(Status.OK, Figure(sales[year - life]))


def by_use(
    flows: Mapping[str, Fraction], life: Fraction | None, processed: Fraction | None
) -> Rate:
    """ARISING-USE: tonnes that arise; with ``processed`` the rate stands among the factors.

    ``flows`` holds ``stock_t``, or ``sold_t``, ``imported_t`` and ``exported_t``.
    """
    if "stock_t" in flows:
        missing, used = [], flows["stock_t"]
    else:
        missing = [name for name in ("sold_t", "imported_t", "exported_t") if name not in flows]
        used = (
            flows.get("sold_t", Fraction(0))
            + flows.get("imported_t", Fraction(0))
            - flows.get("exported_t", Fraction(0))
        )
    if life is None:
        missing.append("life_years")
    if missing or life is None:
        return lacking(*missing)
    arisen = used / life
    rate = processed / arisen if processed is not None and arisen > 0 else None
    flags = list(above_one(rate)) if rate is not None else []
    flags += [Flag.NEGATIVE_LOSS] if used < 0 else []
    factors: dict[str, Factor | None] = {
        "in_use_or_supplied_t": Figure(used),
        "processed_by_arising": None if rate is None else Figure(rate),
    }
    return Rate(Status.OK, Figure(arisen), tuple(flags), factors)


def bci_rate(
    recycled: Fraction | None, available: Fraction | None, parts: Mapping[str, Fraction]
) -> Rate:
    """BCI: lead recycled by lead available, given as such or by all of its parts."""
    missing = [] if recycled is not None else ["lead_recycled_t"]
    if available is None:
        absent = [name for name in AVAILABLE if name not in parts]
        missing += ["lead_available_t"] if len(absent) == len(AVAILABLE) else absent
        available = total(parts.values())
    factors: dict[str, Factor | None] = {
        "lead_available_t": None if missing else Figure(available),
        **{name: Figure(mass) for name, mass in parts.items()},
    }
    if recycled is None or missing:
        return replace(lacking(*missing), factors=factors)
    if available <= 0:
        flags = (Flag.NEGATIVE_LOSS,) if available < 0 else ()
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, flags, factors)
    value = recycled / available
    return Rate(Status.OK, Figure(value), above_one(value), factors)
