"""What was found about a bundle: what holds, what a person must look at, what does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from interop.verify.sentences import sentence


class Level(StrEnum):
    """How a finding counts: one ``fails`` and the evidence does not hold."""

    HOLDS = "holds"
    NOTICE = "notice"
    FAILS = "fails"


_MARKS = {Level.HOLDS: "  ok ", Level.NOTICE: "  !  ", Level.FAILS: "FAIL "}

#: Exit codes of ``python -m interop.verify``.
SOUND, UNSOUND, USAGE, UNREADABLE, KEYS_TO_COMPARE = 0, 1, 2, 3, 4


@dataclass(frozen=True, slots=True)
class Finding:
    """``code`` is a row of ``sentences.SENTENCES``; ``place`` an item or a file of the bundle."""

    level: Level
    code: str
    place: str = ""
    params: dict[str, Any] = field(default_factory=dict)

    def line(self, language: str) -> str:
        place = f"[{self.place}] " if self.place else ""
        return f"{_MARKS[self.level]}{place}{sentence(self.code, language, **self.params)}"

    def document(self, language: str) -> dict[str, str]:
        text = sentence(self.code, language, **self.params)
        return {"level": self.level.value, "code": self.code, "place": self.place, "says": text}


def holds(code: str, place: str = "", /, **params: Any) -> Finding:
    return Finding(Level.HOLDS, code, place, params)


def notice(code: str, place: str = "", /, **params: Any) -> Finding:
    return Finding(Level.NOTICE, code, place, params)


def fails(code: str, place: str = "", /, **params: Any) -> Finding:
    return Finding(Level.FAILS, code, place, params)


def conclusion(findings: Iterable[Finding]) -> tuple[str, int]:
    """The code of the last sentence, and the exit code."""
    found = list(findings)
    if any(finding.level is Level.FAILS for finding in found):
        return "does_not_hold", UNSOUND
    if any(finding.code == "keys_to_compare" for finding in found):
        return "holds_if_keys", KEYS_TO_COMPARE
    return "holds", SOUND
