"""Targets, notices and attempts in and out of the database, and the alarms owed to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session, sessionmaker

from interop.notices.target import Target
from interop.notices.webhook import Outcome
from interop.store.notice_rows import (
    Leased,
    OwedDuty,
    StoredAttempt,
    StoredNotice,
    StoredTarget,
    stored_target,
    target_of,
)
from tracker.store.driver import Driver
from tracker.store.models.notice import NoticeAttemptRow, NoticeRow, NoticeTargetRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.queries.alarms import SeenAlarm, alarms_by_id
from tracker.store.repositories.audit import SqlAudit
from tracker.usecases.keep_register import OFFICE

_DUTIES = text(
    "SELECT id, topic, subject, version FROM duty WHERE done_at IS NULL AND topic LIKE 'alarm.%'"
    " AND province = :province ORDER BY id LIMIT :most FOR UPDATE SKIP LOCKED"
)
_DONE = text("UPDATE duty SET done_at = :at WHERE id = ANY(CAST(:ids AS bigint[]))")
_ADD = text(
    "INSERT INTO notice (province, target_id, alarm_id, version, topic, body, recorded_at,"
    " next_at, attempts)"
    " SELECT :province, target, alarm, version, topic, body, :at, :at, 0"
    " FROM jsonb_to_recordset(CAST(:rows AS jsonb))"
    " AS v(target bigint, alarm bigint, version bigint, topic text, body jsonb)"
    " ON CONFLICT (target_id, alarm_id, version, province) DO NOTHING"
)
_LEASE = text(
    "UPDATE notice SET next_at = :until, attempts = attempts + 1 WHERE id IN (SELECT n.id"
    " FROM notice n WHERE n.next_at <= :now AND n.province = :province ORDER BY n.next_at, n.id"
    " LIMIT :most FOR UPDATE SKIP LOCKED)"
    " RETURNING id, target_id, topic, body, recorded_at, attempts"
)
#: Told or given up, from a number on: they are tried again, each under the number it had.
_REPLAY = text(
    "UPDATE notice SET next_at = :now, given_up_at = NULL, sent_at = NULL, recorded_at = :now"
    " WHERE target_id = :target AND id > :after AND next_at IS NULL"
)


class NoticeWork:
    """One transaction over notices. Leaving without commit() undoes everything."""

    def __init__(self, sessions: sessionmaker[Session], province: int) -> None:
        self._sessions = sessions
        self._province = province

    def __enter__(self) -> Self:
        self._session = self._sessions()
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        self._session.rollback()
        self._session.close()

    def commit(self) -> None:
        self._session.commit()

    def write_down(self, actor: int, at: datetime, line: str) -> None:
        """One line in the office's audit trail."""
        SqlAudit(Driver(self._session), self._province).append(OFFICE, actor, at, line)

    def duties(self, most: int) -> list[OwedDuty]:
        """Alarms that nobody was told of yet, locked."""
        rows = self._session.execute(_DUTIES, {"province": self._province, "most": most})
        return [OwedDuty(row.id, row.topic, int(row.subject), row.version) for row in rows]

    def done(self, duties: Sequence[OwedDuty], at: datetime) -> None:
        numbers = "{" + ",".join(str(one.id) for one in duties) + "}"
        self._session.execute(_DONE, {"ids": numbers, "at": at})

    def alarms(self, ids: Sequence[int]) -> dict[int, SeenAlarm]:
        return {alarm.id: alarm for alarm in alarms_by_id(self._session, ids)}

    def targets(self) -> list[Target]:
        """All of them, with their keys as they are kept."""
        rows = self._session.execute(
            select(NoticeTargetRow, OrganisationRow.code)
            .outerjoin(OrganisationRow, OrganisationRow.id == NoticeTargetRow.organisation_id)
            .where(NoticeTargetRow.province == self._province)
            .order_by(NoticeTargetRow.id)
        )
        return [target_of(row, code) for row, code in rows]

    def target(self, id_: int, organisation: int | None) -> StoredTarget | None:
        """The organisation's (None: the bureau's) own target, locked."""
        row = self._session.scalar(
            select(NoticeTargetRow).where(NoticeTargetRow.id == id_).with_for_update()
        )
        return None if row is None or row.organisation_id != organisation else stored_target(row)

    def add_target(self, **fields: Any) -> StoredTarget:
        row = NoticeTargetRow(province=self._province, **fields)
        self._session.add(row)
        self._session.flush()
        return stored_target(row)

    def amend_target(self, id_: int, **fields: Any) -> StoredTarget:
        """Of a locked target; its version rises by one."""
        row = self._session.get_one(NoticeTargetRow, id_)
        for name, value in fields.items():
            setattr(row, name, value)
        row.version += 1
        self._session.flush()
        return stored_target(row)

    def list_targets(self, organisation: int | None) -> list[StoredTarget]:
        rows = self._session.scalars(
            select(NoticeTargetRow)
            .where(NoticeTargetRow.organisation_id.is_not_distinct_from(organisation))
            .order_by(NoticeTargetRow.id)
        )
        return [stored_target(row) for row in rows]

    def add(self, rows_json: str, at: datetime) -> None:
        given = {"rows": rows_json, "province": self._province, "at": at}
        self._session.execute(_ADD, given)

    def add_test(self, target: int, body: dict[str, Any], now: datetime, until: datetime) -> int:
        """The id of a notice that is ours to send until then."""
        row = NoticeRow(
            province=self._province,
            target_id=target,
            version=1,
            topic="notice.test",
            body=body,
            recorded_at=now,
            next_at=until,
            attempts=1,
        )
        self._session.add(row)
        self._session.flush()
        return row.id

    def lease(self, now: datetime, until: datetime, most: int) -> list[Leased]:
        given = {"now": now, "until": until, "most": most, "province": self._province}
        return [Leased(*row) for row in self._session.execute(_LEASE, given)]

    def note(self, notice: int, at: datetime, outcome: Outcome, next_at: datetime | None) -> None:
        """The attempt, and what follows from it."""
        self._session.add(
            NoticeAttemptRow(
                province=self._province,
                notice_id=notice,
                at=at,
                milliseconds=outcome.milliseconds,
                status=outcome.status,
                outcome=outcome.outcome,
                detail=outcome.detail,
            )
        )
        self._session.execute(
            update(NoticeRow)
            .where(NoticeRow.id == notice)
            .values(
                next_at=None if outcome.told else next_at,
                sent_at=at if outcome.told else None,
                given_up_at=at if not outcome.told and next_at is None else None,
            )
        )

    def replay(self, target: int, after: int, now: datetime) -> int:
        given = {"target": target, "after": after, "now": now}
        done: Any = self._session.execute(_REPLAY, given)
        return int(done.rowcount)

    def log(self, target: int, after: int | None, limit: int) -> list[StoredNotice]:
        """Notices of a target, the newest first, one more than ``limit`` if there are more."""
        row = NoticeRow
        query = select(
            row.id,
            row.alarm_id,
            row.topic,
            row.body,
            row.recorded_at,
            row.next_at,
            row.attempts,
            row.sent_at,
            row.given_up_at,
        ).where(row.target_id == target)
        if after is not None:
            query = query.where(row.id < after)
        found = self._session.execute(query.order_by(row.id.desc()).limit(limit + 1))
        return [StoredNotice._make(one) for one in found]

    def attempts(self, notices: Sequence[int]) -> dict[int, list[StoredAttempt]]:
        """Every attempt at these notices, the first first."""
        found: dict[int, list[StoredAttempt]] = {}
        row = NoticeAttemptRow
        rows = self._session.execute(
            select(row.notice_id, row.at, row.outcome, row.status, row.detail, row.milliseconds)
            .where(row.notice_id.in_(notices))
            .order_by(row.id)
        )
        for one in map(StoredAttempt._make, rows):
            found.setdefault(one.notice, []).append(one)
        return found
