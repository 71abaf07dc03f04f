"""Facts for the detectors of anomalies, what they found, and how far the sweep has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import text

from tracker.domain.moments import CHINA, day_of
from tracker.domain.roles import Role
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.detectors import Facts
from tracker.graph.anomalies.facts import Ground, Spot
from tracker.store import anomaly_statements as sql
from tracker.store.anomaly_facts import ROWS, lives_of
from tracker.store.arrays import json_text
from tracker.store.driver import Driver
from tracker.store.event_ids import first_id, recorded_at
from tracker.usecases.anomaly_ports import AnomalyRun, Window

_COLUMNS = "id, first, until, month, facts, found, begun_at, detectors"
_OPEN = text(
    f"SELECT {_COLUMNS} FROM anomaly_sweep WHERE province = :province AND finished_at IS NULL"
    " AND begun_at > :not_before AND first = :first AND until BETWEEN :least AND :until"
    " AND detectors = CAST(:detectors AS text[]) ORDER BY id DESC LIMIT 1 FOR UPDATE"
)
_SWEPT = text(
    "SELECT EXISTS (SELECT FROM anomaly_sweep WHERE province = :province"
    " AND finished_at IS NOT NULL AND first <= :first AND until >= :until"
    " AND detectors @> CAST(:detectors AS text[])) AS swept"
)
_BEGIN = text(
    "INSERT INTO anomaly_sweep (province, first, until, month, facts, found, begun_at, detectors)"
    " VALUES (:province, :first, :until, :month, 0, 0, :at, CAST(:detectors AS text[]))"
    f" RETURNING {_COLUMNS}"
)
_SAVE = text(
    "UPDATE anomaly_sweep SET month = :month, facts = :facts, found = :found,"
    " finished_at = :finished WHERE id = :id"
)
#: Of two with one key the first counts; one that stood before keeps the moment it was first found.
_KEEP = text(
    "INSERT INTO anomaly AS a (rule, subject, due, province, detector, standing, site_id,"
    " organisation_id, run, found_at, events, codes, evidence)"
    " SELECT DISTINCT ON (rule, subject, due) rule, subject, due, :province, detector, true, site,"
    " organisation, :run, :at, events, codes, evidence"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb)) AS (rule text, subject text, due date,"
    " detector text, site bigint, organisation bigint, events bigint[], codes text[],"
    " evidence jsonb) ORDER BY rule, subject, due"
    " ON CONFLICT (rule, subject, due, province) DO UPDATE SET standing = true,"
    " run = excluded.run, events = excluded.events, codes = excluded.codes,"
    " evidence = excluded.evidence"
)
_FORGET = text(
    "UPDATE anomaly SET standing = false WHERE province = :province AND run <> :run AND standing"
    " AND rule = ANY(CAST(:rules AS text[])) AND due >= :first AND due < :until"
)
_FIRST = text("SELECT min(id) AS id FROM event")
#: So many rows, and lives of so many units, are in memory at a time.
PAGE = 2_000


class SqlAnomalies:
    """See ``tracker.usecases.anomaly_ports.AnomalyFacts``."""

    def __init__(self, driver: Driver, province: int) -> None:
        self._driver = driver
        self._province = province

    def spots(self) -> Mapping[int, Spot]:
        return {
            row.id: Spot(
                row.code,
                row.organisation_id,
                frozenset(Role(role) for role in row.roles),
                row.capacity_g,
                None if row.longitude is None else float(row.longitude),
                None if row.latitude is None else float(row.latitude),
            )
            for row in self._driver.run(sql.SITES)
        }

    def first_day(self) -> date | None:
        row = self._driver.run(_FIRST).fetchone()
        return None if row is None or row.id is None else day_of(recorded_at(row.id))

    def of_window(self, facts: Facts, window: Window, ground: Ground) -> Iterator[Sequence[Any]]:
        given = self._bounds(window) | self._figures(window, ground)
        return self._lives(given) if facts is Facts.LIFE else self._read(facts, given)

    def of_all(self, facts: Facts, window: Window, ground: Ground) -> Iterator[Sequence[Any]]:
        given = self._bounds(window) | {"a": 0, "until": window.end, "last": day_of(ground.until)}
        return self._read(facts, given)

    def _lives(self, given: Mapping[str, object]) -> Iterator[Sequence[Any]]:
        for page in self._driver.stream(sql.SUSPECTS, given, PAGE):
            units = [row.unit_id for row in page]
            yield lives_of(self._driver.run(sql.LIVES, {"units": units, "z": given["z"]}))

    def _read(self, facts: Facts, given: Mapping[str, object]) -> Iterator[Sequence[Any]]:
        statement, row_of = ROWS[facts]
        for page in self._driver.stream(statement, given, PAGE):
            yield [fact for row in page if (fact := row_of(row, given)) is not None]

    def keep(self, found: Iterable[Anomaly], ground: Ground, run: int, at: datetime) -> None:
        rows = []
        for one in found:
            spot = None if one.site is None else ground.spots.get(one.site)
            rows.append(
                {
                    "rule": one.rule,
                    "subject": one.subject,
                    "due": one.day,
                    "detector": one.detector,
                    "site": one.site,
                    "organisation": None if spot is None else spot.organisation,
                    "events": list(one.events),
                    "codes": list(one.codes),
                    "evidence": one.evidence,
                }
            )
        if rows:
            given = {"rows": json_text(rows), "province": self._province, "run": run, "at": at}
            self._driver.run(_KEEP, given)

    def forget(self, rules: Sequence[str], run: AnomalyRun) -> int:
        given = {"rules": list(rules), "run": run.id, "first": run.first, "until": run.until}
        return self._driver.run(_FORGET, given | {"province": self._province}).rowcount

    def open_run(self, asked: AnomalyRun, not_before: datetime, least: date) -> AnomalyRun | None:
        given = self._asked(asked) | {"not_before": not_before, "least": least}
        row = self._driver.run(_OPEN, given).fetchone()
        return None if row is None else _run(row)

    def swept(self, asked: AnomalyRun) -> bool:
        row = self._driver.run(_SWEPT, self._asked(asked)).fetchone()
        return row is not None and bool(row.swept)

    def begin(self, asked: AnomalyRun) -> AnomalyRun:
        given = self._asked(asked) | {"month": asked.month, "at": asked.begun_at}
        return _run(self._driver.run(_BEGIN, given).fetchone())

    def save(self, run: AnomalyRun, finished: datetime | None) -> None:
        given = {"month": run.month, "facts": run.facts, "found": run.found, "id": run.id}
        self._driver.run(_SAVE, given | {"finished": finished})

    def _asked(self, asked: AnomalyRun) -> dict[str, object]:
        days = {"first": asked.first, "until": asked.until}
        return {**days, "detectors": sorted(asked.detectors), "province": self._province}

    @staticmethod
    def _bounds(window: Window) -> dict[str, object]:
        return {name: _id_at(day) for name, day in zip("abz", window, strict=True)}

    @staticmethod
    def _figures(window: Window, ground: Ground) -> dict[str, object]:
        """What the statements sift by; the functions decide by the figures of each day."""
        day, most = window.first, 36_500
        stays = (ground.figure(f"{kind}_days", day, most) for kind in ("point", "generator"))
        return {
            "now": ground.until,
            "road_days": ground.figure("road_days", day, most),
            "stay_days": min(*stays, 365),
            "speed": ground.figure("lorry_speed", day, 100_000),
            "pieces": ground.figure("serial_run", day, 1_000_000),
            "days": ground.figure("late_record_days", day, most),
        }


def _id_at(day: date) -> int:
    return first_id(datetime.combine(max(day, date(2015, 1, 2)), time(), CHINA))


def _run(row: Any) -> AnomalyRun:
    return AnomalyRun(
        row.id,
        row.first,
        row.until,
        row.month,
        row.facts,
        row.found,
        row.begun_at,
        frozenset(row.detectors),
    )
