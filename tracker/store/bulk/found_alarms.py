"""How do the alarms of a bulk load get in? Few, so by one ordinary statement for many of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from tracker.rules.finding import Finding
from tracker.store.arrays import json_text

#: The first of two with the same key stays, as it would have been raised first.
_RAISE = text(
    "INSERT INTO alarm (rule, subject, due, province, state, severity, law, article, site_id,"
    " event_id, raised_at) SELECT rule, subject, due, :province, 'raised', severity, law, article,"
    " site, event, at FROM ROWS FROM (jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS (rule text, subject text, due date, severity text, law text, article text, site bigint,"
    " event bigint, at timestamptz)) WITH ORDINALITY AS v ORDER BY v.ordinality"
    " ON CONFLICT DO NOTHING"
)


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
            row: dict[str, object] = {
                "rule": f.rule,
                "subject": f.subject,
                "due": f.due.isoformat(),
                "severity": f.severity.value,
                "law": f.authority.title,
                "article": f.authority.article,
                "site": site,
                "event": event,
                "at": at,
            }
            self._rows.setdefault(key, row)

    def write(self, connection: Connection, province: int) -> None:
        """Raise all of them, and forget them."""
        if self._rows:
            given = {"rows": json_text(list(self._rows.values())), "province": province}
            connection.execute(_RAISE, given)
            self._rows.clear()
