"""A stretch of days during which something is in force."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

#: Years in which there can be records.
FIRST_YEAR, LAST_YEAR = 2015, 2084


@dataclass(frozen=True, slots=True)
class Period:
    """From ``first`` (included) to ``until`` (excluded; None means still running)."""

    first: date
    until: date | None = None

    def __contains__(self, day: date) -> bool:
        return self.first <= day and (self.until is None or day < self.until)


def month_of(text: str) -> date:
    """The first day of a month such as 2026-09; ValueError for what is none."""
    found = re.fullmatch(r"(\d{4})-(\d{2})", text, re.ASCII)
    if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
        return date(int(found[1]), int(found[2]), 1)
    raise ValueError(f"{text!r} is no month")
