"""From marshmallow's error tree to the house's list of faults with JSON pointers (RFC 6901)."""

from __future__ import annotations

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
}


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
        text = str(messages)
        code = _SENTENCES.get(text)
        yield Fault(code, pointer) if code else Fault("invalid", pointer, {"problem": text})


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
