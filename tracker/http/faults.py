"""From marshmallow's error tree to the house's list of faults with JSON pointers (RFC 6901)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tracker.domain.errors import Fault

#: marshmallow's own sentences, and the fault each stands for.
_SENTENCES = {
    "Missing data for required field.": "required",
    "Unknown field.": "unknown_field",
    "Field may not be null.": "required",
    "Not a valid string.": "not_a_text",
    "Not a valid list.": "not_a_list",
    "Not a valid mapping type.": "not_an_object",
    "Invalid input type.": "not_an_object",
    "Not a valid integer.": "not_an_integer",
    "Not a valid boolean.": "not_a_truth",
    "Not a valid date.": "not_a_day",
    "String does not match expected pattern.": "wrong_form",
}
#: Those with figures in them.
_WITH_FIGURES = (
    (re.compile(r"Must be one of: (?P<choices>.*)\."), "not_one_of"),
    (
        re.compile(r"Length must be between (?P<least>\d+) and (?P<most>\d+)\."),
        "length_out_of_range",
    ),
    (re.compile(r"Shorter than minimum length (?P<least>\d+)\."), "too_short"),
    (re.compile(r"Longer than maximum length (?P<most>\d+)\."), "too_long"),
    (
        re.compile(
            r"Must be greater than or equal to (?P<least>\S+)"
            r" and less than or equal to (?P<most>\S+)\."
        ),
        "out_of_range",
    ),
    (re.compile(r"Must be greater than or equal to (?P<least>\S+)\."), "too_small"),
)


def faults_of(messages: Any, pointer: str = "") -> Iterator[Fault]:
    """Every leaf of an error tree, in a stable order."""
    if isinstance(messages, dict):
        for key, below in messages.items():
            step = "" if key == "_schema" else f"/{_escaped(str(key))}"
            yield from faults_of(below, pointer + step)
    elif isinstance(messages, list):
        for below in messages:
            yield from faults_of(below, pointer)
    elif isinstance(messages, Fault):
        yield Fault(messages.code, messages.pointer or pointer, messages.params)
    else:
        yield _said(str(messages), pointer)


def _said(text: str, pointer: str) -> Fault:
    code = _SENTENCES.get(text)
    if code is not None:
        return Fault(code, pointer)
    for pattern, code in _WITH_FIGURES:
        found = pattern.fullmatch(text)
        if found is not None:
            return Fault(code, pointer, found.groupdict())
    return Fault("invalid", pointer, {"problem": text})


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
