"""Which number does a manifest bear until the national system has given one?

Ours, for drafts, paper starts and outages (令23 第20条 lets paper go first and be filled in later):
``PM``, two digits of the province, four of the year, seven of serial, one check character. Sixteen
characters with letters, so that nobody takes it for a national number of 14 digits.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers import iso7064
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.region import PROVINCES

PREFIX = "PM"
LENGTH = 16
MOST_SERIAL = 9_999_999
_PROVINCES = frozenset(unit.digits for unit in PROVINCES)
_SHAPE = re.compile(r"PM([0-9]{2})(20[0-9]{2})([0-9]{7})[0-9A-Z]")


@dataclass(frozen=True, slots=True)
class ProvisionalNumber:
    """A provisional number with the right check character."""

    number: str

    @property
    def province(self) -> str:
        """Two digits of the province whose platform gave it."""
        return self.number[2:4]

    @property
    def year(self) -> int:
        """Year in which it was given."""
        return int(self.number[4:8])

    @property
    def serial(self) -> int:
        """Running number within province and year, from 1."""
        return int(self.number[8:15])


def build(province: str, year: int, serial: int) -> str:
    """The 16 characters of a new number. Raises ValueError for what no number can say."""
    if province not in _PROVINCES:
        raise ValueError(f"no province has the digits {province!r}")
    if not 2000 <= year <= 2099:
        raise ValueError(f"year {year} is not of this century")
    if not 1 <= serial <= MOST_SERIAL:
        raise ValueError(f"serial {serial} is not between 1 and {MOST_SERIAL}")
    body = f"{PREFIX}{province}{year}{serial:07d}"
    return body + iso7064.check_character(body)


def parse(text: str) -> ProvisionalNumber | CodeFault:
    """Blanks, hyphens and small letters are forgiven."""
    number = text.replace(" ", "").replace("-", "").upper()
    found = _SHAPE.fullmatch(number)
    if found is None or found.group(1) not in _PROVINCES or found.group(3) == "0000000":
        return CodeFault.NOT_A_PROVISIONAL_NUMBER
    return ProvisionalNumber(number) if iso7064.fits(number) else CodeFault.LABEL_MISREAD
