"""Alarms by their natural key: the same wrong is raised once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tracker.domain.programme import AlarmState
from tracker.lifecycle.alarm_steps import MOST_LEVEL
from tracker.rules.finding import Finding, Severity
from tracker.rules.rulebook import CONTINUING, STANDING
from tracker.store.alarm_statements import (
    CLEAR_ALARMS,
    ESCALATE_ALARMS,
    LOCK_ALARM,
    RAISE_ALARMS,
    TAKE_STEP,
)
from tracker.store.arrays import json_text
from tracker.store.driver import Driver
from tracker.usecases.alarm_ports import KnownAlarm, Raised


def alarm_row(
    f: Finding, site: int | None, organisation: int | None, event: int | None, at: datetime
) -> dict[str, object]:
    """A finding as ``RAISE_ALARMS`` reads it."""
    return {
        "rule": f.rule,
        "subject": f.subject,
        "due": f.due,
        "severity": f.severity.value,
        "law": f.authority.title,
        "article": f.authority.article,
        "site": site,
        "organisation": organisation,
        "event": event,
        "at": at,
        "standing": f.rule in STANDING,
        "provisional": f.provisional,
        "evidence": dict(f.evidence),
    }


class SqlAlarms:
    """See ``tracker.usecases.ports.Alarms`` and ``tracker.usecases.alarm_ports.AlarmBook``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def raise_for(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None:
        if findings:
            self._raise([alarm_row(f, site, None, event, at) for f in findings], None)

    def raise_all(self, found: Iterable[Raised], run: int, at: datetime) -> int:
        rows = []
        for one in found:
            row = alarm_row(one.finding, one.site, one.organisation, None, at)
            rows.append({**row, "only_new": one.finding.rule not in CONTINUING})
        return self._raise(rows, run) if rows else 0

    def clear(self, rules: Sequence[str], run: int, begun: datetime, at: datetime) -> int:
        given = {"rules": list(rules), "run": run, "begun": begun, "at": at}
        row = self._driver.run(CLEAR_ALARMS, given | {"province": self._province}).fetchone()
        return int(row.cleared) if row else 0

    def escalate(self, severity: Severity, days: int, at: datetime) -> int:
        given = {"severity": severity.value, "days": days, "at": at, "most": MOST_LEVEL}
        row = self._driver.run(ESCALATE_ALARMS, given | {"province": self._province}).fetchone()
        return int(row.risen) if row else 0

    def locked(self, alarm: int) -> KnownAlarm | None:
        row = self._driver.run(LOCK_ALARM, {"id": alarm}).fetchone()
        if row is None:
            return None
        return KnownAlarm(
            id=row.id,
            rule=row.rule,
            subject=row.subject,
            state=AlarmState(row.state),
            version=row.version,
            site=row.site_id,
            organisation=row.organisation_id,
            division=row.division,
            province=row.province,
        )

    def take(
        self,
        alarm: KnownAlarm,
        step: str,
        after: AlarmState,
        actor: int,
        reason: str | None,
        at: datetime,
    ) -> None:
        given = {
            "id": alarm.id,
            "step": step,
            "state": after.value,
            "actor": actor,
            "reason": reason,
            "at": at,
            "province": alarm.province,
        }
        self._driver.run(TAKE_STEP, given)

    def _raise(self, rows: list[dict[str, object]], run: int | None) -> int:
        given = {"rows": json_text(rows), "province": self._province, "run": run}
        row = self._driver.run(RAISE_ALARMS, given).fetchone()
        return int(row.raised) if row else 0
