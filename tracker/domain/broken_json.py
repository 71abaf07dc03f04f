"""What is wrong with a text that is no JSON, and where, in words that every language has?"""

from __future__ import annotations

import json
from collections.abc import Mapping

from tracker.domain.errors import BrokenJson, Fault

NOT_UTF8 = "it is not written in UTF-8"
TOO_DEEP = "it nests too deeply"
UNREADABLE = "it cannot be read"
NO_NUMBER = "NaN and Infinity are no numbers"
TWICE = "a name stands twice in one object"
HALF = "half of a character stands in it"
ENDS = "it ends in the middle"
BRACKET = "a bracket stands where none is expected"

#: How Python's reader begins its sentence -> ours.
PROBLEMS: Mapping[str, str] = {
    "Expecting value": "a value is expected",
    "Expecting property name": "a name in double quotes is expected",
    "Expecting ',' delimiter": "a comma or a closing bracket is expected",
    "Expecting ':' delimiter": "a colon is expected",
    "Unterminated string": "a text does not end",
    "Invalid control character": "a line break or another control character stands in a text",
    "Invalid \\": "after a backslash stands what may not stand there",
    "Extra data": "something stands after the end",
    "Illegal trailing comma": "a comma stands before a closing bracket",
}
EVERY = (
    *(NOT_UTF8, TOO_DEEP, UNREADABLE, NO_NUMBER, TWICE, HALF, ENDS, BRACKET),
    *PROBLEMS.values(),
)


def broken_json(error: Exception) -> BrokenJson:
    """The refusal for what a reader of JSON raised; its fault names line and column if they are
    known."""
    if isinstance(error, json.JSONDecodeError):
        place = Fault("json_place", "", {"line": error.lineno, "column": error.colno})
        return BrokenJson(place, problem=problem_of(error))
    return BrokenJson(problem=problem_of(error))


def broken_text(content: bytes) -> BrokenJson:
    """The same for a reader that does not say why, by reading it once more."""
    try:
        json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return broken_json(error)
    return BrokenJson(problem=UNREADABLE)


def as_faults(error: BrokenJson, at: str = "") -> list[Fault]:
    """The same for an answer that has only faults: what is wrong, and up to where it was read."""
    return [Fault("invalid", at, {"problem": error.params.get("problem", "")}), *error.faults]


def problem_of(error: Exception) -> str:
    """One of ``EVERY``."""
    if isinstance(error, UnicodeDecodeError):
        return NOT_UTF8
    if isinstance(error, UnicodeEncodeError):
        return HALF
    if isinstance(error, RecursionError):
        return TOO_DEEP
    said = getattr(error, "msg", "")
    return next((ours for start, ours in PROBLEMS.items() if said.startswith(start)), UNREADABLE)
