"""How is a document of 100,000 events read without holding all of it as objects, and without trust?

The bytes are walked once for brackets and texts: that finds where each event begins and ends and
how deep anything nests. Each event is then read by itself, strictly: no name twice in an object
(RFC 8259 leaves open which one counts), no endless numbers, no half characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from tracker.domain.broken_json import BRACKET, ENDS, NOT_UTF8, problem_of
from tracker.domain.errors import BrokenJson, Fault, Malformed

MOST_DEPTH = 40
MOST_EVENTS = 100_000
#: Limits of one number: EPCIS counts pieces and grams, not atoms.
_MOST_DIGITS = 30
_MOST_EXPONENT = 30

_TOKEN = re.compile(rb'"(?:[^"\\]|\\.)*"|[\[\]{}]', re.DOTALL)
_COLON = re.compile(rb"\s*:")
_BEFORE = re.compile(rb"\s*")
_BETWEEN = re.compile(rb"\s*,\s*")
#: Where the events of a document may stand.
_LISTS = (
    ("epcisBody", "eventList"),
    ("epcisBody", "queryResults", "resultsBody", "eventList"),
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A document: its head (all but the events), and where each event stands in the content."""

    content: bytes
    head: dict[str, Any]
    spans: list[tuple[int, int]]
    pointer: str

    def at(self, place: int) -> str:
        """The JSON pointer of an event."""
        return f"{self.pointer}/{place}" if self.pointer is not None and self.spans else ""

    def event(self, place: int) -> Any:
        """One event. Raises Malformed or BrokenJson."""
        start, end = self.spans[place]
        return strict_json(self.content[start:end], self.at(place), start)

    def events(self) -> Iterator[tuple[int, Any]]:
        for place in range(len(self.spans)):
            yield place, self.event(place)


def open_document(content: bytes) -> Opened:
    """Find the events. Raises BrokenJson for what is no JSON, Malformed for what goes too deep, has
    too many events, or names something twice."""
    if content[:3] == b"\xef\xbb\xbf":
        content = content[3:]
    spans, outer, pointer = _walk(content)
    if outer is None:
        head = strict_json(content, "", 0)
    else:
        start, end = outer
        head = strict_json(content[:start] + b"[]" + content[end:], "", 0)
    if not isinstance(head, dict):
        raise Malformed(Fault("not_an_object"))
    if len(spans) > MOST_EVENTS:
        words = {"limit": MOST_EVENTS, "count": len(spans)}
        raise Malformed(Fault("epcis_too_many_events", pointer, words))
    return Opened(content, head, spans, pointer)


def _walk(content: bytes) -> tuple[list[tuple[int, int]], tuple[int, int] | None, str]:
    """Where the events stand, where their list stands, and its pointer."""
    stack: list[int] = []
    names: list[bytes] = []
    spans: list[tuple[int, int]] = []
    outer: tuple[int, int] | None = None
    pointer, began, opened_at, last = "", -1, 0, 0
    key = b""
    for found in _TOKEN.finditer(content):
        token = found.group()
        first = token[0]
        if first == 0x22:  # a text: a name, if a colon follows and we look for the list
            if began < 0 and len(stack) <= 4 and _COLON.match(content, found.end()):
                key = token[1:-1]
            continue
        if first in b"[{":
            stack.append(first)
            if len(stack) > MOST_DEPTH:
                words = {"limit": MOST_DEPTH, "position": found.start()}
                raise Malformed(Fault("json_too_deep", "", words))
            if began < 0:
                names.append(key)
                key = b""
                path = tuple(name.decode("ascii", "replace") for name in names[1:])
                if first == 0x5B and path in _LISTS:
                    if outer is not None:
                        raise Malformed(Fault("json_twice", "", {"name": "eventList"}))
                    began, opened_at, pointer = len(stack), found.start(), "/" + "/".join(path)
                    last = found.end()
            elif len(stack) == began + 1:
                apart = _BETWEEN if spans else _BEFORE
                if first != 0x7B or apart.fullmatch(content, last, found.start()) is None:
                    raise Malformed(Fault("not_an_object", f"{pointer}/{len(spans)}"))
                spans.append((found.start(), 0))
            continue
        if not stack or stack.pop() != (0x5B if first == 0x5D else 0x7B):
            raise _broken(BRACKET, found.start())
        if began >= 0 and len(stack) == began:
            spans[-1] = (spans[-1][0], found.end())
            last = found.end()
        elif began >= 0 and len(stack) == began - 1:
            if _BEFORE.fullmatch(content, last, found.start()) is None:
                raise Malformed(Fault("not_an_object", f"{pointer}/{len(spans)}"))
            outer, began = (opened_at, found.end()), -1
            names.pop()
        elif began < 0:
            names.pop()
    if stack:
        raise BrokenJson(problem=ENDS)
    return spans, outer, pointer


class _Refused(ValueError):
    """Something in the text that is JSON but not taken."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def strict_json(content: bytes, at: str, offset: int) -> Any:
    """A piece of JSON as objects; numbers with a point as Decimal. ``at`` is its pointer and
    ``offset`` where it begins, for what is said when it is wrong."""
    try:
        text = content.decode()
        found = json.loads(
            text,
            object_pairs_hook=_object,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=_constant,
        )
        if "\\u" in text:
            json.dumps(found, default=str, ensure_ascii=False).encode()
    except _Refused as error:
        fault = error.fault
        raise Malformed(Fault(fault.code, at, fault.params)) from error
    except UnicodeDecodeError as error:
        raise _broken(NOT_UTF8, offset + error.start) from error
    except UnicodeEncodeError as error:
        raise Malformed(Fault("json_half_character", at)) from error
    except (json.JSONDecodeError, RecursionError) as error:
        read = len(text[: getattr(error, "pos", 0)].encode())
        raise _broken(problem_of(error), offset + read) from error
    return found


def _broken(problem: str, position: int) -> BrokenJson:
    return BrokenJson(Fault("json_byte", "", {"position": position}), problem=problem)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: set[str] = set()
        for name, _ in pairs:
            if name in seen:
                raise _Refused(Fault("json_twice", params={"name": name[:60]}))
            seen.add(name)
    return found


def _whole(text: str) -> int:
    if len(text) > _MOST_DIGITS:
        raise _Refused(Fault("json_number", params={"limit": _MOST_DIGITS}))
    return int(text)


def _decimal(text: str) -> Decimal:
    try:
        number = Decimal(text)
        wide = len(text) > _MOST_DIGITS + 4 or abs(number.adjusted()) > _MOST_EXPONENT
    except InvalidOperation:
        wide = True
    if wide:
        raise _Refused(Fault("json_number", params={"limit": _MOST_DIGITS}))
    return number


def _constant(text: str) -> Any:
    raise _Refused(Fault("json_number", params={"limit": _MOST_DIGITS}))
