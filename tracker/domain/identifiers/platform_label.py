"""Which labels do we print for batteries that come without a readable code?

No national code is invented: these are the platform's own. ``PB``, two digits of the province, ten
digits of serial, one check character (ISO/IEC 7064 MOD 37,36): PB420000000001Q. A label that is one
character away from a valid one is refused as misread, since kept as it is it would be a second
battery that nobody has.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tracker.domain.identifiers import iso7064
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.region import PROVINCES

PREFIX = "PB"
LENGTH = 15
MOST_SERIAL = 9_999_999_999
_PROVINCES = frozenset(unit.digits for unit in PROVINCES)
_SHAPE = re.compile(r"PB([0-9]{2})(?!0{10})[0-9]{10}[0-9A-Z]")
_DIGITS = "0123456789"
#: What may stand at each of the 14 places before the check character.
_PLACES = ("P", "B", *([_DIGITS] * 12))


@dataclass(frozen=True, slots=True)
class PlatformLabel:
    """A label of ours with the right check character."""

    code: str

    @property
    def province(self) -> str:
        """Two digits of the province whose platform printed it."""
        return self.code[2:4]

    @property
    def serial(self) -> int:
        """Running number within the province, from 1."""
        return int(self.code[4:14])

    @property
    def spaced(self) -> str:
        """In groups for the human eye: PB42 00000 00001 Q."""
        return " ".join((self.code[:4], self.code[4:9], self.code[9:14], self.code[14]))


def build(province: str, serial: int) -> str:
    """The 15 characters of a new label. Raises ValueError for what no label can say."""
    if province not in _PROVINCES:
        raise ValueError(f"no province has the digits {province!r}")
    if not 1 <= serial <= MOST_SERIAL:
        raise ValueError(f"serial {serial} is not between 1 and {MOST_SERIAL}")
    body = f"{PREFIX}{province}{serial:010d}"
    return body + iso7064.check_character(body)


def parse(text: str) -> PlatformLabel | CodeFault:
    """Blanks, hyphens and small letters are forgiven; LABEL_MISREAD when one character is wrong."""
    code = compact(text)
    if _valid(code):
        return PlatformLabel(code)
    return CodeFault.LABEL_MISREAD if misread(code) else CodeFault.NOT_A_PLATFORM_LABEL


def compact(text: str) -> str:
    """In capitals, without the blanks and hyphens that people put between groups."""
    return text.replace(" ", "").replace("-", "").upper()


def misread(code: str) -> bool:
    """Whether 15 capitals and digits are no label of ours but would be with one changed."""
    if len(code) != LENGTH or not (code[0] == "P" or code[1] == "B") or _valid(code):
        return False
    return any(_valid(other) for other in _neighbours(code))


def _valid(code: str) -> bool:
    found = _SHAPE.fullmatch(code)
    return found is not None and found[1] in _PROVINCES and iso7064.fits(code)


def _neighbours(code: str) -> Iterator[str]:
    """Codes that differ at one place and have what a label has at every place."""
    wrong = [place for place, may in enumerate(_PLACES) if code[place] not in may]
    if len(wrong) > 1 or code[-1] not in iso7064.ALPHABET:
        return
    if not wrong:
        # A slip among the digits shows in the check character: another one would fit.
        yield code[:-1] + iso7064.check_character(code[:-1])
        wrong = [2, 3] if code[2:4] not in _PROVINCES else []
    for place in wrong:
        for character in _PLACES[place]:
            yield code[:place] + character + code[place + 1 :]
