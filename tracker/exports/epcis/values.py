"""Is a single value of an EPCIS document in order? Each check answers with faults and a pointer.

Source: EPCIS 2.0, JSON-LD binding. A value may be of any JSON type: whoever wrote the document may
mean us harm.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from tracker.domain.errors import Fault
from tracker.exports.epcis.normal_form import utc_of
from tracker.exports.epcis.words import Vocabulary

Check = Callable[[Any, str], Iterator[Fault]]

#: Longest address or text of a document that is looked at.
MOST_CHARACTERS = 2_000
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s\x00-\x1f\x7f<>\"{}|\\^`]+")
_PREFIXED = re.compile(r"[A-Za-z_][\w.\-]*:\S+")
_OFFSET = re.compile(r"[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:T.*)?")
_UNIT = re.compile(r"[A-Z0-9]{2,3}")
_HEX = re.compile(r"[0-9A-Fa-f]+")
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?")


def escaped(name: str) -> str:
    """A name as a step of a JSON pointer (RFC 6901)."""
    return name.replace("~", "~0").replace("/", "~1")


def text(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault("not_a_text", at)
    elif not value or len(value) > MOST_CHARACTERS:
        yield Fault("length_out_of_range", at, {"least": 1, "most": MOST_CHARACTERS})


def uri(value: Any, at: str) -> Iterator[Fault]:
    faults = list(text(value, at))
    yield from faults
    if not faults and _URI.fullmatch(value) is None:
        yield Fault("epcis_not_an_address", at, {"value": shown(value)})


def time(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield Fault("not_a_text", at)
    elif utc_of(value) is None:
        lacks = _DATE_TIME.fullmatch(value) is not None
        yield Fault("time_without_offset" if lacks else "time_not_a_time", at)


def offset(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or _OFFSET.fullmatch(value) is None:
        yield Fault("epcis_offset_form", at)


def day(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or _DATE.fullmatch(value) is None:
        yield Fault("not_a_day", at)


def number(value: Any, at: str) -> Iterator[Fault]:
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        yield Fault("epcis_not_a_number", at)


def unit(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or _UNIT.fullmatch(value) is None:
        yield Fault("epcis_unit_form", at)


def truth(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, bool):
        yield Fault("not_a_truth", at)


def hexadecimal(value: Any, at: str) -> Iterator[Fault]:
    if not isinstance(value, str) or _HEX.fullmatch(value) is None:
        yield Fault("wrong_form", at)


def anything(value: Any, at: str) -> Iterator[Fault]:
    """Fields of other namespaces: theirs to understand."""
    yield from ()


def word_of(vocabulary: Vocabulary) -> Check:
    """One of the words, or an address of somebody's own."""

    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str):
            yield Fault("not_a_text", at)
        elif not vocabulary.has(value) and _PREFIXED.fullmatch(value) is None:
            choices = ", ".join(sorted(vocabulary.words)[:12])
            words = {"value": shown(value), "choices": f"{choices} …"}
            yield Fault("epcis_unknown_word", at, words)

    return check


def one_of(*choices: str) -> Check:
    def check(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, str) or value not in choices:
            yield Fault("not_one_of", at, {"choices": ", ".join(choices)})

    return check


def list_of(check: Check, *, least: int = 0, distinct: bool = False) -> Check:
    def walk(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, list):
            yield Fault("not_a_list", at)
            return
        if len(value) < least:
            yield Fault("empty_list", at)
        seen: set[str] = set()
        for place, one in enumerate(value):
            yield from check(one, f"{at}/{place}")
            if distinct and isinstance(one, str):
                if one in seen:
                    yield Fault("named_twice", f"{at}/{place}", {"value": shown(one)})
                seen.add(one)

    return walk


def record(
    fields: dict[str, Check], needs: frozenset[str] = frozenset(), *, foreign: bool = False
) -> Check:
    """An object with these fields; ``foreign``: prefixed ones of other namespaces, too."""

    def walk(value: Any, at: str) -> Iterator[Fault]:
        if not isinstance(value, dict):
            yield Fault("not_an_object", at)
            return
        for name in sorted(needs - value.keys()):
            yield Fault("required", f"{at}/{name}")
        for name, below in value.items():
            where = f"{at}/{escaped(name)}"
            if name in fields:
                yield from fields[name](below, where)
            elif not foreign:
                yield Fault("unknown_field", where)
            else:
                yield from foreign_name(name, where)

    return walk


def foreign_name(name: str, at: str) -> Iterator[Fault]:
    """A field that EPCIS does not know carries the prefix of its namespace."""
    if _PREFIXED.fullmatch(name) is None and not name.startswith("@"):
        yield Fault("epcis_field_without_namespace", at, {"field": shown(name)})


def shown(value: str) -> str:
    """A foreign text as it may stand in a message."""
    plain = "".join(letter if letter.isprintable() else "�" for letter in value)
    return plain if len(plain) <= 60 else plain[:59] + "…"
