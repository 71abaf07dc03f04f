"""Which entry of the national list of hazardous wastes does a code name?

国家危险废物名录（2021年版）第5条(三): eight digits, 1-3 industry (GB/T 4754), 4-6 serial,
7-8 class. The list prints them with hyphens (900-052-31), container labels without (90005231).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning

_SHAPE = re.compile(r"([0-9]{3})-?([0-9]{3})-?([0-9]{2})")

#: 废铅蓄电池, and waste plates, paste and acid from dismantling them; class HW31, hazards T and C.
WASTE_LEAD_BATTERIES = "900-052-31"
#: Slag, dust and sludge of battery makers; class HW31, hazard T.
BATTERY_MAKING_RESIDUES = "384-004-31"
#: Codes that lead batteries bore in earlier lists, and what stands for them since. The day of the
#: change is that of the 2021 list; the old code is second-hand (seen in records of 2020).
REPLACED = {"900-044-49": WASTE_LEAD_BATTERIES}


@dataclass(frozen=True, slots=True)
class WasteCode:
    """One entry of the list; ``code`` is written as the list writes it, with hyphens."""

    code: str

    @property
    def digits(self) -> str:
        """As container labels bear it, without hyphens."""
        return self.code.replace("-", "")

    @property
    def waste_class(self) -> str:
        """The class as it is named: HW31."""
        return f"HW{self.code[-2:]}"

    @property
    def replaced_by(self) -> str | None:
        """The code that took its place, where we know of one."""
        return REPLACED.get(self.code)

    @property
    def warnings(self) -> tuple[CodeWarning, ...]:
        """What to look at; empty for a code in use."""
        return (CodeWarning.WASTE_CODE_RETIRED,) if self.replaced_by else ()


def parse(text: str) -> WasteCode | CodeFault:
    """Either spelling; whether the list holds the entry is for the dated register to say."""
    found = _SHAPE.fullmatch(text.strip())
    return WasteCode("-".join(found.groups())) if found else CodeFault.NOT_A_WASTE_CODE


#: Digits alone name a waste only where they can hardly be anything else.
LEAD_WASTE_DIGITS = frozenset(
    code.replace("-", "") for code in (WASTE_LEAD_BATTERIES, BATTERY_MAKING_RESIDUES, *REPLACED)
)
