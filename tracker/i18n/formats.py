"""How are days, moments, masses and numbers written for people?

For people only: files and the API write RFC 3339 and plain decimals. Moments are said in China
Standard Time, whatever clock they came with; masses come as whole grams and never meet a float.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from decimal import ROUND_HALF_UP, Decimal

#: China has kept one offset without summer time since 1991. (The domain, on the same floor, has
#: it too; a test holds the two together.)
CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KILOGRAM = {"zh": "千克", "en": "kg"}
_TONNE = {"zh": "吨", "en": "t"}
_UNKNOWN = "–"


def day(value: date, language: str) -> str:
    """A calendar day: 2026年10月2日, Oct 2, 2026. Of a moment, its day in China."""
    if isinstance(value, datetime):
        value = _in_china(value).date()
    if language == "en":
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return f"{value.year}年{value.month}月{value.day}日"


def moment(value: datetime, language: str) -> str:
    """A moment to the minute in China Standard Time: 2026年10月2日 08:30, Oct 2, 2026, 08:30.

    Raises ValueError for a moment without an offset: nobody knows which one it is.
    """
    there = _in_china(value)
    between = ", " if language == "en" else " "
    return f"{day(there.date(), language)}{between}{there:%H:%M}"


def _in_china(value: datetime) -> datetime:
    if value.utcoffset() is None:
        raise ValueError(f"{value} has no offset from UTC")
    return value.astimezone(CHINA)


def number(value: int | Decimal, places: int | None = None) -> str:
    """A number with thousands separators, the same in both languages: 1,234.5.

    ``places`` decimals, half away from zero; None keeps those there are, without trailing zeros.
    """
    exact = Decimal(value)
    if places is not None:
        return f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):,f}"
    text = f"{exact:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def kilograms(mass_g: int | None, language: str, places: int | None = None) -> str:
    """Grams said in kilograms: 15.234 千克, 15.234 kg. A mass nobody knows is a dash."""
    return _mass(mass_g, -3, _KILOGRAM[_one_of_ours(language)], places)


def tonnes(mass_g: int | None, language: str, places: int | None = None) -> str:
    """Grams said in tonnes, as manifests and ledgers ask (HJ 1259-2022, 5.5): 2.6 吨, 2.6 t."""
    return _mass(mass_g, -6, _TONNE[_one_of_ours(language)], places)


def percent(parts_per_million: int | None, places: int | None = None) -> str:
    """A share given in parts per million: 652000 -> 65.2%. A share nobody knows is a dash."""
    if parts_per_million is None:
        return _UNKNOWN
    return f"{number(Decimal(parts_per_million).scaleb(-4), places)}%"


def _mass(mass_g: int | None, scale: int, unit: str, places: int | None) -> str:
    if mass_g is None:
        return _UNKNOWN
    return f"{number(Decimal(mass_g).scaleb(scale), places)} {unit}"


def _one_of_ours(language: str) -> str:
    return "en" if language == "en" else "zh"
