"""What can be wrong with one component of a GS1 value?

The checks are those of the GS1 Syntax Tests (GS1 General Specifications: check digits, company
prefixes, dates, alphanumeric pairs). A check gets a component that already has its length and
character set and answers None or the reason. The reasons are worded as GS1's own engine words them
(github.com/gs1/gs1-syntax-engine, Apache-2.0), so that both can be compared line by line.
"""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Callable

from tracker.domain.identifiers.gs1_check_characters import (
    CSET32,
    CSET82,
    check_digit,
    check_pair,
)
from tracker.domain.identifiers.iso_codes import (
    COUNTRY_LETTERS,
    COUNTRY_NUMBERS,
    CURRENCY_NUMBERS,
)

Check = Callable[[str], str | None]

#: Character sets: the letter of the table, what a component must match, what is said if not.
CHARSETS: dict[str, tuple[re.Pattern[str], str]] = {
    "N": (
        re.compile(r"[0-9]*"),
        "A non-digit character was found where a digit is expected.",
    ),
    "X": (
        re.compile(f"[{re.escape(CSET82)}]*"),
        "A non-CSET 82 character was found where a CSET 82 character is expected.",
    ),
    "Y": (
        re.compile(r"[#/0-9A-Z-]*"),
        "A non-CSET 39 character was found where a CSET 39 character is expected.",
    ),
    "Z": (
        re.compile(r"[0-9A-Za-z_-]*={0,2}"),
        "A non-CSET 64 character was found where a CSET 64 character is expected.",
    ),
}

_SHORT_PREFIX = "The component is shorter than the minimum length GS1 Company Prefix."
_SHORT_PAIR = (
    "The component is too short to perform an alphanumeric check character pair calculation."
)
_ZERO_PREFIX = "A zero prefix is not permitted."
_PERCENT = re.compile(r"(?:[^%]|%[0-9A-Fa-f]{2})*")
_POSITION = re.compile(r"([0-9]+)/([0-9]+)")
_LEAST_PREFIX = 4  # the shortest GS1 Company Prefix
_IBAN = re.compile(r"[0-9A-Z]+")


def _must(holds: bool, reason: str) -> str | None:
    return None if holds else reason


def _one_of(allowed: frozenset[str], reason: str) -> Check:
    return lambda value: _must(value in allowed, reason)


def _sum(value: str) -> str | None:
    return _must(check_digit(value[:-1]) == value[-1], "The numeric check digit is incorrect.")


def _gcp1(value: str) -> str | None:
    if len(value) < _LEAST_PREFIX:
        return _SHORT_PREFIX
    prefix = value[:_LEAST_PREFIX]
    return _must(prefix.isascii() and prefix.isdigit(), "The GS1 Company Prefix is invalid.")


def _gcp2(value: str) -> str | None:
    return _gcp1(value[1:])


def _day(year: int, month: int, day: int, *, unspecified: bool) -> str | None:
    if not 1 <= month <= 12:
        return "The date contains an illegal month of the year."
    last = monthrange(2000 if isleap(year) else 2001, month)[1]
    first = 0 if unspecified else 1
    return _must(first <= day <= last, "The date contains an illegal day of the month.")


def _ymd0(value: str) -> str | None:
    return _day(2000 + int(value[:2]), int(value[2:4]), int(value[4:]), unspecified=True)


def _ymd(value: str) -> str | None:
    return _day(2000 + int(value[:2]), int(value[2:4]), int(value[4:]), unspecified=False)


def _yyyymmdd(value: str) -> str | None:
    return _day(int(value[:4]), int(value[4:6]), int(value[6:]), unspecified=False)


def _hh(value: str) -> str | None:
    return _must(value <= "23", "The time contains an illegal hour.")


def _mi(value: str) -> str | None:
    return _must(value <= "59", "The time contains an illegal minute.")


def _ss(value: str) -> str | None:
    return _must(value <= "59", "The time contains an illegal seconds.")


def _hhmi(value: str) -> str | None:
    return _hh(value[:2]) or _mi(value[2:])


def _piece(value: str) -> str | None:
    half = len(value) // 2
    piece, total = int(value[:half]), int(value[half:])
    return (
        _must(piece > 0, "The piece number must not have a value of zero.")
        or _must(total > 0, "The piece total must not have a value of zero.")
        or _must(piece <= total, "The piece number must not exceed the piece total.")
    )


def _position(value: str) -> str | None:
    found = _POSITION.fullmatch(value)
    if found is None:
        return 'The data must have the format "<pos>/<end>".'
    position, end = found.groups()
    if position.startswith("0") or end.startswith("0"):
        return _ZERO_PREFIX
    return _must(int(position) <= int(end), "The position number must not exceed the end number.")


def _pair(value: str) -> str | None:
    if len(value) < 2:
        return _SHORT_PAIR
    if any(letter not in CSET32 for letter in value[-2:]):
        return "A non-CSET 32 character was found where a CSET 32 character is expected."
    return _must(
        check_pair(value[:-2]) == value[-2:],
        "The alphanumeric check-character pair are incorrect.",
    )


def _iban(value: str) -> str | None:
    """ISO 13616; more than ten characters, remainder 1 modulo 97."""
    too_short = "The IBAN is too short."
    if len(value) < 4:
        return too_short
    if value[:2] not in COUNTRY_LETTERS:
        return "The IBAN must start with a valid ISO 3166 two-character country code."
    if len(value) <= 10:
        return too_short
    if _IBAN.fullmatch(value) is None:
        return "The IBAN contains an invalid character."
    number = int("".join(str(int(letter, 36)) for letter in value[4:] + value[:4]))
    return _must(number % 97 == 1, "The IBAN is invalid since the check characters are incorrect.")


#: Checks by the names that the table of identifiers uses.
CHECKS: dict[str, Check] = {
    "sum": _sum,
    "gcp1": _gcp1,
    "gcp2": _gcp2,
    "pair": _pair,
    "ymd0": _ymd0,
    "ymd": _ymd,
    "yyyymmdd": _yyyymmdd,
    "hhmi": _hhmi,
    "hh": _hh,
    "mi": _mi,
    "ss": _ss,
    "piece": _piece,
    "position": _position,
    "iban": _iban,
    "country": _one_of(COUNTRY_NUMBERS, "A valid ISO 3166 three-digit country code is required."),
    "country_or_999": _one_of(
        COUNTRY_NUMBERS | {"999"},
        'A valid ISO 3166 three-digit country code or "999" is required.',
    ),
    "country2": _one_of(
        COUNTRY_LETTERS, "A valid ISO 3166 two-character country code is required."
    ),
    "currency": _one_of(
        CURRENCY_NUMBERS, "A valid ISO 4217 three-digit currency code is required."
    ),
    "latitude": lambda value: _must(
        value <= "1800000000",
        'The latitude is outside of the range "0000000000" to "1800000000".',
    ),
    "longitude": lambda value: _must(
        value <= "3600000000",
        'The longitude is outside of the range "0000000000" to "3600000000".',
    ),
    "percent": lambda value: _must(
        _PERCENT.fullmatch(value) is not None,
        'The input contains an invalid percent hex-encoding "%hh" sequence.',
    ),
    "yes_no": _one_of(frozenset("01"), 'A "0" or "1" is required.'),
    "hyphen": _one_of(frozenset("-"), "Only hyphens are permitted."),
    "importer": lambda value: _must(
        value in "-_" or value.isalnum(), "The Importer Index is an invalid character."
    ),
    "media": lambda value: _must(
        "01" <= value <= "10" or value >= "80", "A valid AIDC media type is required."
    ),
    "sex": _one_of(frozenset("0129"), "A valid ISO/IEC 5218 biological sex code required."),
    "nonzero": lambda value: _must(value.strip("0") != "", "A non-zero value is required."),
    "zero": lambda value: _must(value.strip("0") == "", "A zero value is required."),
    "winding": _one_of(frozenset("019"), 'The winding direction must be either "0", "1" or "9".'),
    "no_leading_zero": lambda value: _must(not value.startswith("0"), _ZERO_PREFIX),
    "not_all_digits": lambda value: _must(not value.isdigit(), "A non-digit character is required"),
}


def fault_of(charset: str, checks: tuple[str, ...], value: str) -> str | None:
    """The first reason why ``value`` is no such component, or None."""
    pattern, reason = CHARSETS[charset]
    if charset == "Z":
        padding = len(value) - len(value.rstrip("="))
        if padding > 2 or (padding and len(value) % 3):
            return "Incorrect number of CSET 64 pad characters."
    if pattern.fullmatch(value) is None:
        return reason
    return next((said for name in checks if (said := CHECKS[name](value))), None)
