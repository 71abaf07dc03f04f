"""What do makers declare to have sold, and which of them tells less than it sold?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from tracker.demo.land import HOME, PARTNER
from tracker.demo.registers import Declaration, Registers
from tracker.demo.seasons import Span
from tracker.domain.unit import BatteryClass

#: Years before the data, known from paper only, as shares of the first full year; the years after
#: are summed from the sales on record.
_BEFORE = (0.86, 0.93)
#: Sales in the partner province, of which we have no records, as a share of those at home.
_PARTNER_SHARE = 0.30
#: The importer declares so much of what it sold in the third year; the others all.
UNDERSTATED_BRAND = "ZF"
UNDERSTATED_SHARE = 0.91
#: Declarations of a year are due by the end of March.
_DUE = (3, 31)

Sums = Mapping[tuple[str, int, str, str], int]


def declarations(registers: Registers, sums: Sums, span: Span) -> list[Declaration]:
    """One for each maker, year, class and province with anything sold; years not yet due are left
    out. The first calendar year is declared whole although its records begin in its last months."""
    first_full = span.first.year + 1
    last = span.until.year - 1
    if span.until < date(span.until.year, *_DUE):
        last -= 1
    years = range(first_full - len(_BEFORE), last + 1)
    found = []
    for brand, code in registers.makers.items():
        for battery_class in BatteryClass:
            for year in years:
                share = _BEFORE[year - first_full] if year < first_full else 1.0
                base = max(year, first_full)
                told = brand == UNDERSTATED_BRAND and year == first_full + 1
                share *= UNDERSTATED_SHARE if told else 1.0
                for province, part in ((HOME, 1.0), (PARTNER, _PARTNER_SHARE)):
                    key = (brand, base, battery_class.value)
                    mass = int(sums.get((*key, "mass_g"), 0) * share * part)
                    pieces = int(sums.get((*key, "pieces"), 0) * share * part)
                    if mass <= 0 or pieces <= 0:
                        continue
                    found.append(
                        Declaration(
                            f"SD-{brand}-{year}-{battery_class.value}-{province}",
                            code,
                            year,
                            battery_class.value,
                            f"{province}0000",
                            mass,
                            pieces,
                            understated=told and province == HOME,
                        )
                    )
    return found
