"""Which administrative division does a six-digit code name, and what lies within what?

Codes follow GB/T 2260: two digits for the province, two for the prefecture, two for the county;
zeros stand for "the whole of it". 420000 is Hubei, 420100 Wuhan, 420106 one of its districts.
The names and days of all divisions are data (`tracker.store.divisions_file`); what the digits say
by themselves, and the 34 provincial units, which change once in a generation, are here.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """Rank of a division, largest first."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


class Certainty(StrEnum):
    """How well a row of the division table is founded."""

    PUBLISHED = "published"  # stands so in the statistics bureau's published list
    STATISTICAL = "statistical"  # a code made for statistics; no division of GB/T 2260 bears it
    CONFIRMED = "confirmed"  # later change, read in two independent copies of the ministry's list
    REPORTED = "reported"  # later change, the code read in one place only


@dataclass(frozen=True, slots=True)
class Division:
    """One row of the division table.

    `known_from` is the day of the source that names the row, not the day the division was founded:
    of earlier days the table says nothing. `known_until` is the first day on which the code is
    known to be withdrawn. Withdrawn codes stay, because old manifests bear them.
    """

    code: str
    name_zh: str
    name_en: str  # empty where no English name is established
    level: Level
    parent: str | None  # None for a province only
    known_from: date
    known_until: date | None
    source: str
    certainty: Certainty

    def withdrawn_by(self, day: date) -> bool:
        """Whether the code is known to be withdrawn on `day`."""
        return self.known_until is not None and day >= self.known_until


@dataclass(frozen=True, slots=True)
class Province:
    """A provincial unit: two digits and its names."""

    digits: str
    name_zh: str
    name_en: str

    @property
    def code(self) -> str:
        """The six-digit code."""
        return self.digits + "0000"


# Units, digits and Chinese names of GB/T 2260-2007; English names as in general use.
PROVINCES: tuple[Province, ...] = (
    Province("11", "北京市", "Beijing"),
    Province("12", "天津市", "Tianjin"),
    Province("13", "河北省", "Hebei"),
    Province("14", "山西省", "Shanxi"),
    Province("15", "内蒙古自治区", "Inner Mongolia"),
    Province("21", "辽宁省", "Liaoning"),
    Province("22", "吉林省", "Jilin"),
    Province("23", "黑龙江省", "Heilongjiang"),
    Province("31", "上海市", "Shanghai"),
    Province("32", "江苏省", "Jiangsu"),
    Province("33", "浙江省", "Zhejiang"),
    Province("34", "安徽省", "Anhui"),
    Province("35", "福建省", "Fujian"),
    Province("36", "江西省", "Jiangxi"),
    Province("37", "山东省", "Shandong"),
    Province("41", "河南省", "Henan"),
    Province("42", "湖北省", "Hubei"),
    Province("43", "湖南省", "Hunan"),
    Province("44", "广东省", "Guangdong"),
    Province("45", "广西壮族自治区", "Guangxi"),
    Province("46", "海南省", "Hainan"),
    Province("50", "重庆市", "Chongqing"),
    Province("51", "四川省", "Sichuan"),
    Province("52", "贵州省", "Guizhou"),
    Province("53", "云南省", "Yunnan"),
    Province("54", "西藏自治区", "Tibet"),
    Province("61", "陕西省", "Shaanxi"),
    Province("62", "甘肃省", "Gansu"),
    Province("63", "青海省", "Qinghai"),
    Province("64", "宁夏回族自治区", "Ningxia"),
    Province("65", "新疆维吾尔自治区", "Xinjiang"),
    Province("71", "台湾省", "Taiwan"),
    Province("81", "香港特别行政区", "Hong Kong"),
    Province("82", "澳门特别行政区", "Macao"),
)

_BY_DIGITS = {province.digits: province for province in PROVINCES}
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_DIRECTLY_UNDER_THE_PROVINCE = "90"


def parse_code(text: str) -> str:
    """The six-digit code meant by two, four or six digits; blanks around them are ignored.

    Raises ValueError if it is no such number, the province does not exist, or a county is named
    without its prefecture. Whether prefecture and county exist, only the table can say.
    """
    digits = text.strip()
    if not (digits.isascii() and digits.isdigit() and len(digits) in (2, 4, 6)):
        raise ValueError(f"a division code has 2, 4 or 6 digits, not {text!r}")
    code = digits.ljust(6, "0")
    if code[:2] not in _BY_DIGITS:
        raise ValueError(f"no province has the digits {code[:2]} of division code {text!r}")
    if code[2:4] == "00" and code[4:] != "00":
        raise ValueError(f"division code {text!r} names a county but no prefecture")
    return code


def short_code(code: str) -> str:
    """The digits without the zeros that mean "the whole of it": 42, 4201 or 420106.

    Zeros count in pairs: 421000 is 4210, not 421.
    """
    code = parse_code(code)
    if code.endswith("0000"):
        return code[:2]
    return code[:4] if code.endswith("00") else code


def level_of(code: str) -> Level:
    """The rank the digits stand for."""
    return {2: Level.PROVINCE, 4: Level.PREFECTURE, 6: Level.COUNTY}[len(short_code(code))]


def province_of(code: str) -> str:
    """The two digits of the province, as in places 5 and 6 of a manifest's number."""
    return parse_code(code)[:2]


def prefecture_of(code: str) -> str | None:
    """The four digits of the prefecture, as in places 5 to 8 of a manifest's number.

    None if the code names a province. 4290 and its like are answered as they stand: they group
    the counties directly under a province (`is_grouping`).
    """
    short = short_code(code)
    return short[:4] if len(short) > 2 else None


def parent_of(code: str) -> str | None:
    """The six-digit code one rank above; None above a province."""
    short = short_code(code)
    return short[:-2].ljust(6, "0") if len(short) > 2 else None


def province(code: str) -> Province:
    """The provincial unit in which a code lies."""
    return _BY_DIGITS[province_of(code)]


def is_within(code: str, ancestor: str) -> bool:
    """Whether `code` is `ancestor` or lies in it."""
    return parse_code(code).startswith(short_code(ancestor))


def same_province(one: str, other: str) -> bool:
    """Whether two codes lie in one province; a transfer between others needs an approval."""
    return province_of(one) == province_of(other)


def is_grouping(code: str) -> bool:
    """Whether a code of prefecture rank only groups counties and has no government of its own.

    So are the districts (01) and counties (02) of a municipality and, in any province, the
    counties directly under it (90).
    """
    if level_of(code) is not Level.PREFECTURE:
        return False
    short = short_code(code)
    return short[:2] in _MUNICIPALITIES or short[2:] == _DIRECTLY_UNDER_THE_PROVINCE
