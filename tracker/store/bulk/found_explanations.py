"""How are the alarms of a bulk load resolved that a later scan explains? After all were raised."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from tracker.store.repositories.explanations import EXPLAIN_ALARMS, explanation
from tracker.usecases.ports import Explained


class FoundExplanations:
    """Collects what scans explain."""

    def __init__(self) -> None:
        self._found: list[tuple[Sequence[Explained], int, datetime]] = []

    def add(self, explained: Sequence[Explained], by_event: int, at: datetime) -> None:
        """What one event explains."""
        self._found.append((explained, by_event, at))

    def write(self, connection: Connection, province: int) -> None:
        """Resolve all of them, and forget them."""
        for explained, by_event, at in self._found:
            connection.execute(EXPLAIN_ALARMS, explanation(explained, by_event, at, province))
        self._found.clear()
