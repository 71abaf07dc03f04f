"""What do makers declare to have sold, and which of them tells less than it sold?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from tracker.demo.land import HOME, PARTNER
from tracker.demo.registers import Declaration, Registers
from tracker.demo.seasons import Span
from tracker.domain.unit import BatteryClass

#: Years known from paper only, or whose records begin in their last months, as shares of the first
#: full year; the years after are summed from the sales on record.
_BEFORE = (0.86, 0.93)
#: Sales in the partner province, of which we have no records, as a share of those at home.
_PARTNER_SHARE = 0.30
#: The importer declares so much of what it sold in the second full year; the others all.
UNDERSTATED_BRAND = "ZF"
UNDERSTATED_SHARE = 0.91
#: Declarations of a year are due by the end of March.
_DUE = (3, 31)

#: Sold to shops, by brand, year, class, and "mass_g" or "pieces".
Sums = Mapping[tuple[str, int, str, str], int]


def declarations(
    registers: Registers, sums: Sums, span: Span, *, honest: bool = False
) -> list[Declaration]:
    """One for each maker, year, class and province with anything sold; years not yet due are left
    out. ``honest``: nobody tells less."""
    first_full = span.first.year + 1
    last = span.until.year - (1 if span.until >= date(span.until.year, *_DUE) else 2)
    return [
        declared
        for brand in registers.makers
        for battery_class in BatteryClass
        for year in range(first_full - len(_BEFORE), last + 1)
        for declared in _of_year(registers, sums, first_full, brand, year, battery_class, honest)
    ]


def _of_year(
    registers: Registers,
    sums: Sums,
    first_full: int,
    brand: str,
    year: int,
    battery_class: BatteryClass,
    honest: bool,
) -> Iterator[Declaration]:
    less = not honest and brand == UNDERSTATED_BRAND and year == first_full + 1
    mass, pieces = (
        _sold(sums, first_full, brand, year, battery_class, what) for what in ("mass_g", "pieces")
    )
    for province, share in ((HOME, 1.0), (PARTNER, _PARTNER_SHARE)):
        told = share * (UNDERSTATED_SHARE if less else 1.0)
        if int(pieces * told) > 0:
            yield Declaration(
                f"SD-{brand}-{year}-{battery_class.value}-{province}",
                registers.makers[brand],
                year,
                battery_class.value,
                f"{province}0000",
                int(mass * told),
                int(pieces * told),
                understated=less and province == HOME,
            )


def _sold(
    sums: Sums, first_full: int, brand: str, year: int, battery_class: BatteryClass, what: str
) -> int:
    recorded = sums.get((brand, year, battery_class.value, what), 0)
    if year >= first_full:
        return recorded
    share = _BEFORE[year - first_full]
    return max(recorded, int(share * sums.get((brand, first_full, battery_class.value, what), 0)))
