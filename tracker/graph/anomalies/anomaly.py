"""What a detector found: which rule speaks, of what, and by which evidence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding


class Anomaly(NamedTuple):
    """(rule, subject, day) is its natural key, the one of the alarm that comes of it. ``events``
    are the ids of the events that show it, ``codes`` the units it lies in."""

    detector: str
    rule: str
    subject: str
    day: date
    site: int | None
    events: tuple[int, ...]
    codes: tuple[str, ...]
    figures: Mapping[str, object] = {}

    @property
    def evidence(self) -> dict[str, object]:
        """As the inbox shows it: figures, and the numbers of the events, at most twenty."""
        told = ", ".join(str(event) for event in self.events[:20])
        return {**self.figures, **({"events": told} if told else {})}

    def finding(self) -> Finding:
        """The finding of its rule, under the law of its day."""
        return finding(self.rule, self.subject, self.day, self.evidence)
