"""Whose key is this and what is it for? Its name says so: ``CN-42:t-2026a``."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import NamedTuple


class Use(StrEnum):
    """One key, one use: a stolen transport key must not be able to sign a record."""

    TRANSPORT = "transport"
    RECORD = "record"
    CHECKPOINT = "checkpoint"


_LETTERS = {"t": Use.TRANSPORT, "r": Use.RECORD, "c": Use.CHECKPOINT}
_LETTER_OF = {use: letter for letter, use in _LETTERS.items()}
_NAME = re.compile(r"([A-Z]{2}(?:-[0-9]{2,6})?):([trc])-([0-9]{4})([a-z]{1,4})", re.ASCII)


class KeyName(NamedTuple):
    """The parts of a key's name; ``mark`` tells keys of one year apart."""

    authority: str
    use: Use
    year: int
    mark: str

    def __str__(self) -> str:
        return f"{self.authority}:{_LETTER_OF[self.use]}-{self.year:04d}{self.mark}"


def key_name(keyid: object) -> KeyName | None:
    """The parts of a name; None for what is none, however long or strange."""
    match = _NAME.fullmatch(keyid) if isinstance(keyid, str) and len(keyid) <= 64 else None
    if match is None:
        return None
    return KeyName(match[1], _LETTERS[match[2]], int(match[3]), match[4])
