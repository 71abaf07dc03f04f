"""What does the number of a transfer manifest 转移联单编号 say?

危险废物转移管理办法（令23）第15条: 14 digits, 1-4 year, 5-6 province and 7-8 prefecture that the
waste leaves, 9-14 serial within that prefecture. Numbers are issued by the national system or a
province's own, never by us. Numbers of other lengths exist (16 digits before 2022) and are kept as
external numbers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers.code_notes import CodeWarning
from tracker.domain.region import PROVINCES

LENGTH = 14
_SHAPE = re.compile(r"[0-9]{14}")
_PROVINCES = frozenset(unit.digits for unit in PROVINCES)


@dataclass(frozen=True, slots=True)
class ManifestNumber:
    """A number of 14 digits with a year of this century and a province we know."""

    number: str

    @property
    def year(self) -> int:
        """Year of issue."""
        return int(self.number[:4])

    @property
    def province(self) -> str:
        """Two digits: the province the waste leaves."""
        return self.number[4:6]

    @property
    def prefecture(self) -> str:
        """Four digits, the province's first: the prefecture the waste leaves.

        Which pairs exist is dated and differs for municipalities, so it is not checked here.
        """
        return self.number[4:8]

    @property
    def serial(self) -> int:
        """Running number within the prefecture."""
        return int(self.number[8:])

    def agrees_with(self, year: int, prefecture: str) -> bool:
        """Whether it was issued in ``year`` for the four digits ``prefecture`` (rule V1)."""
        return self.year == year and self.prefecture == prefecture


@dataclass(frozen=True, slots=True)
class ExternalNumber:
    """A number that another system gave and whose parts we do not read."""

    number: str
    warning: CodeWarning


def has_shape(code: str) -> bool:
    """Whether it reads as a national number: 14 digits, year 20xx, a known province."""
    return (
        len(code) == LENGTH
        and code.startswith("20")
        and code[4:6] in _PROVINCES
        and _SHAPE.fullmatch(code) is not None
    )


def parse(text: str) -> ManifestNumber | ExternalNumber:
    """A national number, or anything else as an external one with the reason."""
    number = text.replace(" ", "")
    if has_shape(number):
        return ManifestNumber(number)
    digits = _SHAPE.fullmatch(number) is not None
    warning = CodeWarning.MANIFEST_DIGITS if digits else CodeWarning.MANIFEST_LENGTH
    return ExternalNumber(text.strip(), warning)
