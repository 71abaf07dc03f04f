"""How do the alarms of a bulk load get in? Few, so by one ordinary statement for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from tracker.rules.finding import Finding
from tracker.store.alarm_statements import RAISE_ALARMS
from tracker.store.arrays import json_text
from tracker.store.repositories.alarms import alarm_row
from tracker.store.repositories.downstream import RESOLVE_ALARMS, resolution


class FoundAlarms:
    """Collects findings with where and when they were made."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], dict[str, object]] = {}
        self._voids: list[tuple[int, int, datetime]] = []

    def add(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        """What one event gave cause for."""
        for f in findings:
            key = (f.rule, f.subject, f.due.isoformat())
            self._rows.setdefault(key, alarm_row(f, site, None, event, at))

    def of(self, event: int) -> list[tuple[str, str]]:
        """Rule and subject of what this event gave cause for."""
        return [key[:2] for key, row in self._rows.items() if row["event"] == event]

    def void(self, event: int, by_event: int, at: datetime) -> None:
        """What an event gave cause for is resolved: it was declared void."""
        self._voids.append((event, by_event, at))

    def write(self, connection: Connection, province: int) -> None:
        """Raise all of them, and forget them."""
        if self._rows:
            rows = json_text(list(self._rows.values()))
            connection.execute(RAISE_ALARMS, {"rows": rows, "province": province, "run": None})
            self._rows.clear()
        for event, by_event, at in self._voids:
            connection.execute(RESOLVE_ALARMS, resolution(event, by_event, at, province))
        self._voids.clear()
