"""Which makers and battery models are there, how heavy, how long-lived, how often sold?

All invented. Type designations (6-QW-60) are the usual ones of the trade; masses lie in the usual
ranges; life follows Weibull curves (shape, scale in years) as calibrated for nobody in particular.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

from tracker.demo.names import Name
from tracker.domain.identifiers.gs1_check_characters import check_digit
from tracker.domain.programme import BatteryCategory
from tracker.domain.roles import Role
from tracker.domain.unit import BatteryClass

#: Says of every figure in this file where it comes from.
SOURCE = "demonstration"
DAYS_OF_A_YEAR = 365.25


@dataclass(frozen=True, slots=True)
class Maker:
    """A brand: two letters on its batteries, the trade of its firm, where it sits."""

    brand: str
    role: Role
    trade: Name
    prefecture: str


@dataclass(frozen=True, slots=True)
class BatteryType:
    """A model. Mass in grams, lead share in ppm; ``sets``: how many are sold and worn out together
    (an e-bike takes four or five); ``shape`` and ``scale`` (years) of its life; share of sales.
    ``linked``: carries a GS1 Digital Link instead of the maker's own code.
    """

    number: int
    brand: str
    name: str
    category: BatteryCategory
    battery_class: BatteryClass
    mass_g: int
    lead_share: int
    sets: tuple[int, ...]
    shape: float
    scale: float
    share: int
    linked: bool = False

    @property
    def code(self) -> str:
        return f"{self.brand}-{self.name}"

    def battery(self, day: str, territory: int, serial: int) -> str:
        """The code on one battery; ``day`` as yymmdd, serial from 1 on every day."""
        tail = f"{day}{territory:02d}{serial:05d}"
        if self.linked:
            return f"https://id.gs1.org/01/{self.gtin}/21/{tail}"
        return f"{self.brand}{self.number:02d}{tail}"

    @property
    def gtin(self) -> str:
        """An article number; GS1 keeps the prefix 952 for examples."""
        first13 = f"0952{self.number:09d}"
        return first13 + check_digit(first13)

    def life_days(self, rng: random.Random) -> int:
        """How many days one lasts."""
        years = self.scale * (-math.log(1.0 - rng.random())) ** (1.0 / self.shape)
        return max(30, int(years * DAYS_OF_A_YEAR))


_BATTERIES = Name("电源有限公司", "Battery Co.")
MAKERS = (
    Maker("CT", Role.PRODUCER, _BATTERIES, "420600"),
    Maker("JD", Role.PRODUCER, _BATTERIES, "420500"),
    Maker("YP", Role.PRODUCER, _BATTERIES, "360400"),
    Maker("JL", Role.PRODUCER, Name("储能电池有限公司", "Standby Battery Co."), "420900"),
    Maker("ZF", Role.IMPORTER, Name("进出口有限公司", "Import and Export Co."), "420100"),
)

_SLI, _TRACTION, _STANDBY = BatteryCategory
_I, _II = BatteryClass
# fmt: off
_ROWS = (
    # brand name        category   class mass_g  ppm      sets       shape scale share
    ("CT", "6-QW-60",   _SLI,      _I,   15_200, 612_000, (1,),      3.0,  3.4,  14),
    ("CT", "6-QW-100",  _SLI,      _I,   24_800, 618_000, (2,),      3.0,  3.0,   8),
    ("JD", "6-DZF-20",  _TRACTION, _I,    6_900, 634_000, (4, 5, 6), 3.0,  1.9,  22),
    ("JD", "6-DZF-12",  _TRACTION, _I,    4_200, 628_000, (3, 4),    3.0,  1.8,  10),
    ("YP", "6-DZF-32",  _TRACTION, _I,   10_300, 631_000, (5, 6),    3.0,  2.0,  10),
    ("YP", "6-QW-45",   _SLI,      _I,   12_400, 609_000, (1,),      3.0,  3.4,  12),
    ("JL", "GFM-200",   _STANDBY,  _I,   13_500, 640_000, (6, 12),   4.0,  5.5,   5),
    ("JL", "6-GF-100",  _STANDBY,  _II,  31_000, 622_000, (4,),      4.0,  5.0,   3),
    ("ZF", "AGM-70",    _SLI,      _I,   20_600, 655_000, (1,),      3.0,  3.8,  10),
    ("ZF", "4-DG-225",  _TRACTION, _II,  32_500, 615_000, (4, 6),    3.0,  2.8,   6),
)
# fmt: on
TYPES = tuple(
    BatteryType(number, *row, linked=row[1] == "AGM-70") for number, row in enumerate(_ROWS)
)
