"""Where does the make-believe province lie? Real prefectures and counties, with rough coordinates.

Home is Hubei (42), the partner Jiangxi (36), and waste also flows to Hunan (43). Weights say how
much of the trade is there; they and the coordinates (town centres to a few kilometres) only have
to be lifelike.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tracker.demo.names import Name
from tracker.domain.region import Certainty, Division, Level

HOME = 42
PARTNER = 36


@dataclass(frozen=True, slots=True)
class Prefecture:
    """A prefecture: six digits, names, degrees of its centre, and its weight in the trade."""

    code: str
    name: Name
    longitude: float
    latitude: float
    weight: int

    def km_to(self, other: Prefecture) -> float:
        """Rough distance as the crow flies, in kilometres."""
        east = (self.longitude - other.longitude) * 111.3 * math.cos(math.radians(self.latitude))
        north = (self.latitude - other.latitude) * 111.0
        return math.hypot(east, north)


def _rows(*rows: tuple[str, str, str, float, float, int]) -> tuple[Prefecture, ...]:
    return tuple(Prefecture(code, Name(zh, en), x, y, w) for code, zh, en, x, y, w in rows)


PREFECTURES = _rows(
    ("420100", "武汉", "Wuhan", 114.30, 30.59, 30),
    ("420600", "襄阳", "Xiangyang", 112.12, 32.01, 12),
    ("420500", "宜昌", "Yichang", 111.29, 30.69, 11),
    ("421000", "荆州", "Jingzhou", 112.24, 30.33, 9),
    ("421100", "黄冈", "Huanggang", 114.87, 30.45, 8),
    ("420900", "孝感", "Xiaogan", 113.92, 30.93, 7),
    ("420300", "十堰", "Shiyan", 110.80, 32.63, 6),
    ("420800", "荆门", "Jingmen", 112.20, 31.04, 5),
    ("420200", "黄石", "Huangshi", 115.04, 30.20, 5),
    ("422800", "恩施", "Enshi", 109.49, 30.27, 4),
    ("421200", "咸宁", "Xianning", 114.32, 29.84, 4),
    ("421300", "随州", "Suizhou", 113.38, 31.69, 3),
    ("420700", "鄂州", "Ezhou", 114.89, 30.39, 2),
)
ABROAD = _rows(
    ("360400", "九江", "Jiujiang", 115.99, 29.71, 1),
    ("360900", "宜春", "Yichun", 114.42, 27.81, 1),
    ("430600", "岳阳", "Yueyang", 113.13, 29.36, 1),
)
BY_CODE: Mapping[str, Prefecture] = {one.code: one for one in (*PREFECTURES, *ABROAD)}


def counties_of(divisions: Iterable[Division]) -> dict[str, list[str]]:
    """Six-digit codes of the counties of each prefecture above, by code of the prefecture.

    Only those of the published list that nobody has withdrawn; invented ones for statistics
    (development zones and the like) are no addresses.
    """
    found: dict[str, list[str]] = {code: [] for code in BY_CODE}
    for division in divisions:
        counts = division.certainty is Certainty.PUBLISHED and division.known_until is None
        if division.level is Level.COUNTY and counts and division.parent in found:
            found[division.parent].append(division.code)
    return found
