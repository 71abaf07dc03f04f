"""Are GS1 elements (an AI and its value) right one by one, and do they go together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.domain.identifiers import gs1_link_fault as said
from tracker.domain.identifiers.gs1_ai_table import TABLE, ApplicationIdentifier
from tracker.domain.identifiers.gs1_component_checks import fault_of
from tracker.domain.identifiers.gs1_link_fault import LinkFault

#: Keys that a signature may only cover together with their serial component.
_SERIAL_KEYS = ("253", "255", "8003")
_SIGNATURE = "8030"


@dataclass(frozen=True, slots=True)
class Element:
    """One AI with its decoded value."""

    entry: ApplicationIdentifier
    value: str

    @property
    def ai(self) -> str:
        """The digits of the AI."""
        return self.entry.ai


def bracketed(elements: Sequence[Element]) -> str:
    """The element string that people read: (01)09526688356013(21)B0. A data bracket is escaped."""
    return "".join(f"({part.ai})" + part.value.replace("(", "\\(") for part in elements)


def size_fault(entry: ApplicationIdentifier, value: str) -> LinkFault | None:
    """A value of the wrong length, or one with the character that stands for the separator."""
    if len(value) < entry.least:
        return LinkFault(said.TOO_SHORT, {"ai": entry.ai})
    if len(value) > entry.most:
        return LinkFault(said.TOO_LONG, {"ai": entry.ai})
    return LinkFault(said.CARET, {"ai": entry.ai}) if "^" in value else None


def content_fault(element: Element) -> LinkFault | None:
    """What is wrong inside a value of the right length: characters, check digits, dates, lists."""
    start = 0
    for part in element.entry.components:
        piece = element.value[start : start + part.most]
        if part.optional and not piece:
            continue
        if len(piece) < part.least:
            return LinkFault(said.WRONG_LENGTH, {"ai": element.ai})
        reason = fault_of(part.charset, part.checks, piece)
        if reason is not None:
            return LinkFault(said.COMPONENT, {"ai": element.ai, "reason": reason})
        start += len(piece)
    return None


def company_fault(elements: Sequence[Element]) -> LinkFault | None:
    """What is wrong with the set: pairs that exclude each other, partners that are missing."""
    values = {part.ai: part.value for part in sorted(elements, key=lambda part: part.ai)}
    for check in (_excluded, _missing, _unserialised):
        fault = check(values)
        if fault is not None:
            return fault
    return None


def _matches(pattern: str, ai: str) -> bool:
    stem = pattern.rstrip("n")
    return ai == pattern or (stem != pattern and len(ai) == len(pattern) and ai.startswith(stem))


def _excluded(values: Mapping[str, str]) -> LinkFault | None:
    for ai in values:
        for pattern in TABLE[ai].excludes:
            for other in values:
                if other != ai and _matches(pattern, other):
                    return LinkFault(said.BAD_PAIR, {"ai": ai, "other": other})
    return None


def _missing(values: Mapping[str, str]) -> LinkFault | None:
    for ai in values:
        needs = TABLE[ai].needs
        if needs and not any(_present(group, ai, values) for group in needs.split(",")):
            return LinkFault(said.NEEDS, {"ai": ai, "needs": needs})
    return None


def _present(group: str, ai: str, values: Mapping[str, str]) -> bool:
    return all(
        any(other != ai and _matches(pattern, other) for other in values)
        for pattern in group.split("+")
    )


def _unserialised(values: Mapping[str, str]) -> LinkFault | None:
    if _SIGNATURE not in values:
        return None
    for ai in _SERIAL_KEYS:
        if ai in values and len(values[ai]) == TABLE[ai].least:
            return LinkFault(said.NEEDS_SERIAL, {"ai": ai})
    return None
