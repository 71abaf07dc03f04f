"""Alarms that a scan which came later explains: resolved, with a step that names the scan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text

from tracker.store.arrays import json_text
from tracker.store.driver import Driver
from tracker.usecases.ports import Explained

#: Open alarms about these units under any of their codes; at an event if one is named.
EXPLAIN_ALARMS = text(
    "WITH gone AS (UPDATE alarm a SET state = 'resolved', version = a.version + 1"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS told(rule text, unit bigint, event bigint)"
    " JOIN unit_code c ON c.unit_id = told.unit"
    " WHERE a.rule = told.rule AND a.subject = c.value AND a.province = :province"
    " AND a.state IN ('raised', 'acknowledged')"
    " AND (told.event IS NULL OR a.event_id = told.event)"
    " RETURNING a.id, a.version, a.level),"
    " steps AS (INSERT INTO alarm_step (alarm_id, number, at, actor_id, province, level, step,"
    " state, reason) SELECT id, version, :at, 0, :province, level, 'clear', 'resolved', :reason"
    " FROM gone)"
    " INSERT INTO duty (province, topic, subject, version)"
    " SELECT :province, 'alarm.cleared', CAST(id AS text), version FROM gone ORDER BY id"
)


def explanation(
    explained: Sequence[Explained], by_event: int, at: datetime, province: int
) -> dict[str, object]:
    """What ``EXPLAIN_ALARMS`` is given."""
    rows = [{"rule": one.rule, "unit": one.unit, "event": one.event} for one in explained]
    reason = f"事件 / event {by_event}"
    return {"rows": json_text(rows), "reason": reason, "at": at, "province": province}


class SqlExplanations:
    """See ``tracker.usecases.ports.Explanations``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def resolve(self, explained: Sequence[Explained], by_event: int, at: datetime) -> None:
        if explained:
            self._driver.run(EXPLAIN_ALARMS, explanation(explained, by_event, at, self._province))
