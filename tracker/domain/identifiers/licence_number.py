"""Does the number of a hazardous-waste licence 危险废物经营许可证 have its usual form?

Second-hand (guide of 2009): ten digits, province, prefecture and county of the facility and a
serial of four; a G stands before those that the ministry issued. Provinces differ in practice, so
any text is kept and only its form is remarked upon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers.code_notes import MOST_LICENCE_CHARACTERS, CodeWarning

_USUAL = re.compile(r"G?([0-9]{6})[0-9]{4}")


@dataclass(frozen=True, slots=True)
class LicenceNumber:
    """A licence number as written, blanks at its ends taken off."""

    number: str

    @property
    def division(self) -> str | None:
        """Six digits of the facility's division, where the form is the usual one."""
        found = _USUAL.fullmatch(self.number)
        return found.group(1) if found else None

    @property
    def by_the_ministry(self) -> bool:
        """Whether the form says that the ministry issued it."""
        return self.division is not None and self.number.startswith("G")

    @property
    def warnings(self) -> tuple[CodeWarning, ...]:
        """What to look at; empty for the usual form."""
        if len(self.number) > MOST_LICENCE_CHARACTERS:
            return (CodeWarning.LICENCE_LENGTH,)
        return () if self.division else (CodeWarning.LICENCE_FORM,)


def parse(text: str) -> LicenceNumber:
    """Any text; an empty one comes back empty, with a warning."""
    return LicenceNumber(text.strip())
