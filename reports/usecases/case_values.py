"""How is a single value of a case read: a number, a year, a word? Exactly, or not at all.

Numbers are decimal texts (or JSON numbers, or fractions such as '3610057/3675000'); nothing passes
through binary floating point except what a client already sent as such, and of that only what
survives it unharmed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TypeVar

E = TypeVar("E", bound=StrEnum)

FIRST_YEAR, LAST_YEAR = 1900, 2199
#: A world's yearly sales in tonnes are below this by far.
MOST_TONNES = Fraction(10**12)
_DIGITS = 15
#: So many digits of a JSON number survive in every program; more are a matter for text.
_FLOAT_DIGITS = 15
#: Far more digits than a scale has; no exponents, so that nobody can ask for a number of a
#: thousand million digits.
_NUMBER = re.compile(r"([+-]?[0-9]{1,40}(?:\.[0-9]{1,40})?)(?:/([0-9]{1,40}))?", re.ASCII)


class Unread(ValueError):
    """A value that is not what is expected; ``code`` and ``params`` of the fault."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def number_of(value: object, least: Fraction, most: Fraction) -> Fraction:
    """A decimal or a fraction, exactly; raises Unread."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float, Decimal)):
        raise Unread("not_a_decimal")
    if isinstance(value, float) and len(Decimal(str(value)).as_tuple().digits) > _FLOAT_DIGITS:
        raise Unread("more_digits_than_kept")
    found = _NUMBER.fullmatch(str(value).strip()) if not _long(value) else None
    if found is None or (found[2] is not None and not int(found[2])):
        raise Unread("not_a_decimal")
    number = Fraction(found[1]) / int(found[2] or 1)
    if number < 0 and least >= 0:
        raise Unread("negative")
    if not least <= number <= most:
        raise Unread("figure_out_of_range", least=str(least), limit=str(most))
    return number


def whole_of(value: object, least: int, most: int) -> int:
    """A whole number, or a text of digits; raises Unread."""
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) <= _DIGITS:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Unread("not_a_whole_number", least=least, limit=most)
    return value


def _long(value: object) -> bool:
    """Whether a number is too long to be written out at all."""
    return isinstance(value, int) and value.bit_length() > 400


def year_of(value: object) -> int:
    """A calendar year as number or text; raises Unread."""
    limits = {"least": FIRST_YEAR, "limit": LAST_YEAR}
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) == 4:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Unread("not_a_whole_number", **limits)
    if not FIRST_YEAR <= value <= LAST_YEAR:
        raise Unread("not_a_whole_number", **limits)
    return value


def truth_of(value: object) -> bool:
    """true or false; raises Unread."""
    if not isinstance(value, bool):
        raise Unread("not_a_truth")
    return value


def text_of(value: object) -> str:
    """A text of whole characters; raises Unread."""
    if not isinstance(value, str) or not encodable(value):
        raise Unread("not_a_text")
    return value


def encodable(text: str) -> bool:
    """Whether a text has no half of a character in it, which nobody could answer."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


def choice_of(value: object, among: type[E]) -> E:
    """One of the words of an enum; raises Unread."""
    try:
        return among(str(value))
    except ValueError as error:
        raise Unread("not_one_of", choices=", ".join(among)) from error
