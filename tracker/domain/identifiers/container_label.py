"""What does the 37-character number 数字识别码 on a box, pallet or tote say?

HJ 1276-2022, second-hand: unit, waste code, date, serial; 37 characters in four segments. The
lengths 18 + 8 + 8 + 3 are from memory and fit the 37; they are what we build, and what a foreign
label is read by with warnings only. Three digits of serial mean at most 999 labels per unit, waste
and day.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.identifiers import uscc, waste_code
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning

LENGTH = 37
MOST_SERIAL = 999
_SHAPE = re.compile(r"([0-9A-Z]{18})([0-9]{8})([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{3})")


@dataclass(frozen=True, slots=True)
class ContainerLabel:
    """A label whose date is a real day and whose serial is at least 1.

    ``unit`` has 18 characters, usually the credit code of the unit that produced or collected the
    waste; ``waste`` is written with hyphens; ``day`` is the day of production or collection.
    """

    unit: str
    waste: str
    day: date
    serial: int

    @property
    def code(self) -> str:
        """The 37 characters."""
        return f"{self.unit}{self.waste.replace('-', '')}{self.day:%Y%m%d}{self.serial:03d}"

    @property
    def warnings(self) -> tuple[CodeWarning, ...]:
        """The unit is checked softly: how units without a credit code are coded is unknown."""
        unit = uscc.parse(self.unit)
        if isinstance(unit, CodeFault):
            return (CodeWarning.UNIT_NOT_A_USCC,)
        return unit.warnings


def has_shape(code: str) -> bool:
    """Whether capitals and digits stand where a label has them, right or wrong."""
    return len(code) == LENGTH and _SHAPE.fullmatch(code) is not None


def build(unit: str, waste: str, day: date, serial: int) -> str:
    """The 37 characters of a new label. Raises ValueError for what no label can say."""
    entry = waste_code.parse(waste)
    if isinstance(entry, CodeFault):
        raise ValueError(f"{waste!r} is not a waste code")
    if not 1 <= serial <= MOST_SERIAL:
        raise ValueError(f"serial {serial} is not between 1 and {MOST_SERIAL}")
    if day.year < 1000:
        raise ValueError(f"{day} has no year of four digits")
    code = ContainerLabel(unit.upper(), entry.code, day, serial).code
    if not has_shape(code):
        raise ValueError(f"unit {unit!r} has not 18 letters and digits")
    return code


def parse(text: str) -> ContainerLabel | CodeFault:
    """Blanks and small letters are forgiven; a wrong shape, date or serial is named."""
    code = text.replace(" ", "").upper()
    found = _SHAPE.fullmatch(code)
    if found is None:
        return CodeFault.NOT_A_CONTAINER_LABEL
    unit, waste, year, month, day, serial = found.groups()
    try:
        made = date(int(year), int(month), int(day))
    except ValueError:
        return CodeFault.LABEL_DATE
    if serial == "000":
        return CodeFault.LABEL_SERIAL
    return ContainerLabel(unit, f"{waste[:3]}-{waste[3:6]}-{waste[6:]}", made, int(serial))
