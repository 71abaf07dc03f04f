"""How is each kind of value in a register read, written and described?

A kind turns what came in (JSON, a form, a cell) into what is kept, or says by name what is wrong
with it; the same kinds serve every door. Masses are grams inside and decimal kilograms outside,
shares are parts per million inside and decimals between 0 and 1 outside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, TypeVar

from tracker.domain import mass, region
from tracker.domain.errors import Fault
from tracker.domain.identifiers import uscc, waste_code
from tracker.domain.identifiers.code_notes import MOST_CHARACTERS, CodeFault
from tracker.domain.identifiers.normalise import normalise

T = TypeVar("T")

PPM = 1_000_000
FIRST_DAY, LAST_DAY = date(1949, 10, 1), date(2199, 12, 31)
DIGEST_CHARACTERS = 64


class Unfit(ValueError):
    """The value cannot be kept. Pointers of the faults start at the value: '' or '/2'."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(", ".join(fault.code for fault in faults))
        self.faults = faults


@dataclass(frozen=True, slots=True)
class Kind:
    """``read`` raises Unfit; ``write`` takes what was kept; ``schema`` describes what travels
    (OpenAPI 3.1)."""

    read: Callable[[object], object]
    schema: Mapping[str, object]
    write: Callable[[Any], object] = lambda kept: kept


#: What no text may hold: a database keeps no NUL, a line no line end, and half a character is none.
_CONTROL = frozenset({"Cc", "Cs", "Zl", "Zp"})
_LINE_ENDS = str.maketrans("", "", "\r\n\t")


def _text(value: object, most: int, *, lines: bool = False) -> str:
    if not isinstance(value, str):
        raise Unfit(Fault("not_a_text"))
    found = value.strip()
    if not found:
        raise Unfit(Fault("text_empty"))
    if len(found) > most:
        raise Unfit(Fault("text_too_long", params={"limit": most}))
    looked_at = found.translate(_LINE_ENDS) if lines else found
    if any(unicodedata.category(letter) in _CONTROL for letter in looked_at):
        raise Unfit(Fault("text_control_characters"))
    return found


def words(most: int) -> Kind:
    """A line of text such as a name, blanks at its ends taken off."""
    return Kind(lambda value: _text(value, most), {"type": "string", "maxLength": most})


def paragraphs(most: int) -> Kind:
    """A longer text, which may have several lines."""
    return Kind(lambda value: _text(value, most, lines=True), {"type": "string", "maxLength": most})


def _code(value: object) -> str:
    """Letters of any script, digits and common marks: plates and old licences are in Chinese. No
    slash, because a code stands in addresses."""
    found = normalise(_text(value, MOST_CHARACTERS))
    for letter in found:
        fits = unicodedata.category(letter)[0] in "LP" or letter.isdecimal() or letter in " +"
        if not fits or letter in "/\\?#%":
            raise Unfit(Fault("code_character", params={"character": letter}))
    if not found.strip("."):
        raise Unfit(Fault("code_character", params={"character": "."}))
    return found


def _parsed(found: T | CodeFault) -> T:
    if isinstance(found, CodeFault):
        raise Unfit(Fault(found.value))
    return found


def _division(value: object) -> str:
    text = _text(value, MOST_CHARACTERS)
    try:
        return region.parse_code(text)
    except ValueError as error:
        raise Unfit(Fault("unknown_division", params={"code": text})) from error


def _digest(value: object) -> str:
    text = _text(value, MOST_CHARACTERS).lower()
    if len(text) != DIGEST_CHARACTERS or text.strip("0123456789abcdef"):
        raise Unfit(Fault("not_a_digest"))
    return text


def _day(value: object) -> date:
    text = _text(value, MOST_CHARACTERS)
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        raise Unfit(Fault("not_a_day")) from error
    if found.isoformat() != text:  # week dates and days without hyphens
        raise Unfit(Fault("not_a_day"))
    if not FIRST_DAY <= found <= LAST_DAY:
        limits = {"first": FIRST_DAY.isoformat(), "last": LAST_DAY.isoformat()}
        raise Unfit(Fault("day_out_of_range", params=limits))
    return found


def _truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Unfit(Fault("not_a_truth"))
    return value


_PERIOD = re.compile(r"20[0-9]{2}(-(0[1-9]|1[0-2]))?")


def _period(value: object) -> str:
    text = _text(value, MOST_CHARACTERS)
    if _PERIOD.fullmatch(text) is None:
        raise Unfit(Fault("not_a_period"))
    return text


CODE = Kind(_code, {"type": "string", "maxLength": MOST_CHARACTERS})
USCC = Kind(
    lambda value: _parsed(uscc.parse(_code(value))).code,
    {"type": "string", "description": "18 characters, GB 32100"},
)
WASTE = Kind(
    lambda value: _parsed(waste_code.parse(_text(value, MOST_CHARACTERS))).code,
    {"type": "string", "examples": [waste_code.WASTE_LEAD_BATTERIES]},
)
DIVISION = Kind(_division, {"type": "string", "description": "GB/T 2260, 2, 4 or 6 digits"})
PERIOD = Kind(_period, {"type": "string", "description": "a year 2026 or a month 2026-09"})
DIGEST = Kind(_digest, {"type": "string", "description": "SHA-256 in hexadecimal digits"})
DAY = Kind(_day, {"type": "string", "format": "date"}, lambda day: day.isoformat())
TRUTH = Kind(_truth, {"type": "boolean"})


def number(least: int, most: int) -> Kind:
    """A whole number; 625.0 is one, true is not."""

    def read(value: object) -> int:
        whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
        if not whole or isinstance(value, bool) or not least <= value <= most:  # type: ignore[operator]
            raise Unfit(Fault("not_a_whole_number", params={"least": least, "limit": most}))
        return int(value)  # type: ignore[call-overload, no-any-return]

    return Kind(read, {"type": "integer", "minimum": least, "maximum": most})


def kilograms(most_g: int, least_g: int = 1) -> Kind:
    """A mass not beyond what can be true, and above nothing unless ``least_g`` is 0."""

    def read(value: object) -> int:
        try:
            found = mass.grams(value)
        except ValueError as error:
            raise Unfit(Fault("mass_not_a_number")) from error
        if found < least_g:
            raise Unfit(Fault("mass_not_positive" if least_g else "mass_negative"))
        if found > most_g:
            raise Unfit(too_heavy(found, most_g))
        return found

    schema = {"type": ["string", "number"], "description": "kilograms, at most three decimals"}
    return Kind(read, schema, mass.kilograms)


def too_heavy(mass_g: int, most_g: int, pointer: str = "") -> Fault:
    """The fault of a mass that cannot be true."""
    said = {"mass_kg": mass.kilograms(mass_g), "limit_kg": mass.kilograms(most_g)}
    return Fault("mass_absurd", pointer, said)


def _share(value: object) -> int:
    found = _decimal(value)
    if found is None or not 0 <= found <= 1:
        raise Unfit(Fault("share_out_of_range"))
    return int(found * PPM)


def _decimal(value: object) -> Decimal | None:
    """A number of at most six decimals; None for all else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Decimal)):
        return None
    try:
        found = Decimal(str(value))
    except InvalidOperation:
        return None
    exponent = found.as_tuple().exponent
    return found if isinstance(exponent, int) and -6 <= exponent <= 6 else None


SHARE = Kind(
    _share,
    {"type": ["string", "number"], "description": "between 0 and 1, at most six decimals"},
    mass.tonnes,
)


def degrees(limit: int) -> Kind:
    """A coordinate, at most six decimals: a tenth of a metre."""

    def read(value: object) -> Decimal:
        found = _decimal(value)
        if found is None or abs(found) > limit:
            raise Unfit(Fault("coordinate_out_of_range", params={"limit": limit}))
        return found

    return Kind(read, {"type": "number", "minimum": -limit, "maximum": limit}, float)


def choice(among: Iterable[StrEnum]) -> Kind:
    """One word of an enum, or of some of its members."""
    members = {member.value: member for member in among}

    def read(value: object) -> str:
        if not isinstance(value, str) or value not in members:
            raise Unfit(Fault("not_one_of", params={"choices": ", ".join(members)}))
        return value

    return Kind(read, {"type": "string", "enum": list(members)})


def several(of: Kind, most: int) -> Kind:
    """A set written as a list: at least one, none twice; each is pointed at by its place."""

    def read(value: object) -> list[object]:
        if not isinstance(value, list):
            raise Unfit(Fault("not_a_list"))
        if not value:
            raise Unfit(Fault("empty_list"))
        if len(value) > most:
            raise Unfit(Fault("list_too_long", params={"limit": most}))
        found: list[object] = []
        faults: list[Fault] = []
        for place, one in enumerate(value):
            try:
                kept = of.read(one)
            except Unfit as error:
                faults += (Fault(f.code, f"/{place}", f.params) for f in error.faults)
                continue
            if kept in found:
                faults.append(Fault("named_twice", f"/{place}", {"value": kept}))
            found.append(kept)
        if faults:
            raise Unfit(*faults)
        return found

    return Kind(read, {"type": "array", "items": dict(of.schema)})
