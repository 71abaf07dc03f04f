"""Which cohort leaks: batteries of one brand, sold in one district in one year, that hardly return?

A dealer without a licence buys them up. Of the heaviest district and the commonest brand, because
in small cohorts nobody could tell it from chance.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from tracker.demo.catalogue import TYPES
from tracker.demo.land import PREFECTURES, Prefecture
from tracker.domain.programme import BatteryCategory

BRAND = "JD"
CATEGORY = BatteryCategory.TRACTION
PLACE = PREFECTURES[0]
#: Of so many packs one escapes the dealer.
ESCAPES = 5


class Leak(NamedTuple):
    """The maker's organisation, and the calendar year of the sales."""

    maker: str
    year: int

    @property
    def cohort(self) -> str:
        """The cohort as a detector names it: maker, category, district, year."""
        return f"{self.maker} {CATEGORY} {PLACE.code[:4]} {self.year}"

    def holds(self, type_number: int, place: Prefecture, day: date) -> bool:
        """Whether a sale of this type, there, on that day belongs to the cohort."""
        kind = TYPES[type_number]
        sold = (kind.brand, kind.category, place.code, day.year)
        return sold == (BRAND, CATEGORY, PLACE.code, self.year)
