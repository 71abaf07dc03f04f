"""Alarms by their natural key: the same wrong is raised once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tracker.rules.finding import Finding
from tracker.store.arrays import json_text
from tracker.store.driver import Driver

_RAISE = text(
    "INSERT INTO alarm (rule, subject, due, province, state, severity, law, article, site_id,"
    " event_id, raised_at) SELECT rule, subject, due, :province, 'raised', severity, law, article,"
    " :site, :event, :at FROM jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS v(rule text, subject text, due date, severity text, law text, article text)"
    " ORDER BY rule, subject, due ON CONFLICT DO NOTHING"
)


class SqlAlarms:
    """See ``tracker.usecases.ports.Alarms``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def raise_for(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        if not findings:
            return
        rows = [
            {
                "rule": f.rule,
                "subject": f.subject,
                "due": f.due.isoformat(),
                "severity": f.severity.value,
                "law": f.authority.title,
                "article": f.authority.article,
            }
            for f in findings
        ]
        self._driver.run(
            _RAISE,
            {
                "rows": json_text(rows),
                "province": self._province,
                "site": site,
                "event": event,
                "at": at,
            },
        )
