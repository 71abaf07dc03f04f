"""How do the alarms of a bulk load get in? Few, so by one ordinary statement for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from tracker.rules.finding import Finding
from tracker.store.alarm_statements import RAISE_ALARMS
from tracker.store.arrays import json_text
from tracker.store.repositories.alarms import alarm_row


class FoundAlarms:
    """Collects findings with where and when they were made."""

    def __init__(self) -> None:
        self._rows: dict[tuple[str, str, str], dict[str, object]] = {}

    def add(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        """What one event gave cause for."""
        for f in findings:
            key = (f.rule, f.subject, f.due.isoformat())
            self._rows.setdefault(key, alarm_row(f, site, None, event, at))

    def write(self, connection: Connection, province: int) -> None:
        """Raise all of them, and forget them."""
        if self._rows:
            rows = json_text(list(self._rows.values()))
            connection.execute(RAISE_ALARMS, {"rows": rows, "province": province, "run": None})
            self._rows.clear()
