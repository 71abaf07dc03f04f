"""Does a document keep to the JSON profile of pv-interop/1, and where not?

Applied to what comes in and to what goes out: what we could not read we do not sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from interop.limits import MOST_ARRAY, MOST_DEPTH, MOST_INTEGER, MOST_STRING

_NAME = re.compile(r"[a-z][a-z0-9_]{0,63}", re.ASCII)
#: C0 but tab and line feed, delete, C1.
_CONTROL = re.compile(r"[\x01-\x08\x0b-\x1f\x7f-\x9f]")
#: What no exchange of texts can carry: half a surrogate pair, and NUL, which databases refuse.
_UNSPEAKABLE = re.compile("[\x00\ud800-\udfff]")
#: More faults than these help nobody.
_MOST_FAULTS = 50


@dataclass(frozen=True, slots=True)
class JsonFault:
    """One thing wrong: a code of ``interop.refusals`` and a JSON pointer (RFC 6901)."""

    code: str
    pointer: str


class DocumentRefused(Exception):
    """The document breaks the profile; ``faults`` name every place, the gravest first."""

    def __init__(self, *faults: JsonFault) -> None:
        self.faults = tuple(sorted(faults, key=lambda fault: not fault.code.startswith("json_")))
        super().__init__(", ".join(f"{fault.code} {fault.pointer}" for fault in self.faults))

    @property
    def code(self) -> str:
        return self.faults[0].code


class TwiceNamed(dict[str, Any]):
    """An object in which names stood twice; ``twice`` holds them."""

    def __init__(self, members: dict[str, Any], twice: set[str]) -> None:
        super().__init__(members)
        self.twice = twice


@dataclass(frozen=True, slots=True)
class BadNumber:
    """A number that is no integer of the profile, by its (shortened) spelling."""

    text: str


def faults_in(document: Any) -> list[JsonFault]:
    """Everything that breaks the profile, at most 50; empty if nothing does."""
    if _keeps_to_it(document, 1):
        return []
    found: list[JsonFault] = []
    for fault in _walk(document, "", 1):
        found.append(fault)
        if len(found) == _MOST_FAULTS:
            break
    return found


def _keeps_to_it(value: Any, depth: int) -> bool:
    """Whether there is nothing to find: the quick look, without places, that nearly every document
    passes. A message of 200 records holds ten thousand members."""
    kind = type(value)
    if kind is str:
        if value.isascii() and value.isprintable():
            return len(value) <= MOST_STRING
        return not any(_text_faults(value, ""))
    if kind is int:
        return bool(-MOST_INTEGER <= value <= MOST_INTEGER)
    if kind is dict:
        if depth > MOST_DEPTH:
            return False
        for name, member in value.items():
            if type(name) is not str or not _is_name(name) or not _keeps_to_it(member, depth + 1):
                return False
        return True
    if kind is list:
        if depth > MOST_DEPTH or len(value) > MOST_ARRAY:
            return False
        return all(_keeps_to_it(member, depth + 1) for member in value)
    return kind is bool or value is None


@lru_cache(maxsize=4096)
def _is_name(name: str) -> bool:
    return len(name) <= 64 and _NAME.fullmatch(name) is not None


def _walk(value: Any, pointer: str, depth: int) -> Iterator[JsonFault]:
    kind = type(value)
    if kind is str:
        yield from _text_faults(value, pointer)
    elif kind is bool or value is None:
        return
    elif kind is int:
        if not -MOST_INTEGER <= value <= MOST_INTEGER:
            yield JsonFault("profile_number", pointer)
    elif kind is dict or kind is TwiceNamed:
        if depth > MOST_DEPTH:
            yield JsonFault("json_depth", pointer)
            return
        if kind is TwiceNamed:
            for name in sorted(value.twice):
                yield JsonFault("json_duplicate_key", f"{pointer}/{_escaped(name)}")
        for name, member in value.items():
            if type(name) is not str or not _is_name(name):
                yield JsonFault("profile_name", f"{pointer}/{_escaped(str(name))}")
            yield from _walk(member, f"{pointer}/{_escaped(str(name))}", depth + 1)
    elif kind is list:
        if depth > MOST_DEPTH:
            yield JsonFault("json_depth", pointer)
            return
        if len(value) > MOST_ARRAY:
            yield JsonFault("profile_length", pointer)
            return
        for place, member in enumerate(value):
            yield from _walk(member, f"{pointer}/{place}", depth + 1)
    else:  # BadNumber, a float of our own, anything that JSON has no word for
        yield JsonFault("profile_number", pointer)


def _text_faults(text: str, pointer: str) -> Iterator[JsonFault]:
    if len(text) > MOST_STRING:
        yield JsonFault("profile_length", pointer)
    elif _UNSPEAKABLE.search(text):
        yield JsonFault("json_encoding", pointer)
    elif _CONTROL.search(text) or not unicodedata.is_normalized("NFC", text):
        yield JsonFault("profile_string", pointer)


def _escaped(name: str) -> str:
    """A member's name inside a pointer, fit to be answered: shortened, in plain characters."""
    plain = name[:64].encode("unicode_escape").decode()
    return plain.replace("~", "~0").replace("/", "~1")
