"""Capture jobs: opened, leased by whoever works on them, closed; and the documents they are for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.store.arrays import json_text

WAITING, RUNNING, DONE, REFUSED = "waiting", "running", "done", "refused"

_COLUMNS = (
    "id, organisation_id, actor_id, digest, size, rights, whole, state, events, done, booked,"
    " known, refused, faults, findings, recorded_at, finished_at"
)
_NEW = text(
    "INSERT INTO capture_job (province, organisation_id, actor_id, digest, size, rights, whole,"
    " state, events, done, booked, known, refused)"
    " VALUES (:province, :organisation, :actor, :digest, :size, :rights, :whole,"
    f" '{WAITING}', :events, 0, 0, 0, 0) RETURNING id"
)
_FIND = text(f"SELECT {_COLUMNS} FROM capture_job WHERE id = :id AND province = :province")
_LIST = text(
    f"SELECT {_COLUMNS} FROM capture_job WHERE province = :province"
    " AND organisation_id = :organisation"
    " AND (CAST(:before AS bigint) IS NULL OR id < :before) ORDER BY id DESC LIMIT :limit"
)
#: Nobody else works on it, or whoever did has not been heard of since its lease ran out.
_LEASE = text(
    f"UPDATE capture_job SET state = '{RUNNING}', leased_until = :until"
    " WHERE id = :id AND province = :province AND finished_at IS NULL"
    " AND (leased_until IS NULL OR leased_until < :now) RETURNING id"
)
_STALLED = text(
    "SELECT id FROM capture_job WHERE province = :province AND finished_at IS NULL"
    " AND (leased_until < :now OR (leased_until IS NULL AND recorded_at < :long_ago)) ORDER BY id"
)
_PROGRESS = text(
    "UPDATE capture_job SET done = :done, booked = :booked, known = :known, refused = :refused,"
    " leased_until = :until WHERE id = :id AND province = :province"
)
_CLOSE = text(
    "UPDATE capture_job SET state = :state, done = :done, booked = :booked, known = :known,"
    " refused = :refused, faults = CAST(:faults AS jsonb), findings = CAST(:findings AS jsonb),"
    " leased_until = NULL, finished_at = :now WHERE id = :id AND province = :province"
)
_PUT = text(
    "INSERT INTO capture_file (job_id, province, content) VALUES (:job, :province, :content)"
)
_GET = text("SELECT content FROM capture_file WHERE job_id = :job AND province = :province")
_DROP = text("DELETE FROM capture_file WHERE job_id = :job AND province = :province")


@dataclass(frozen=True, slots=True)
class CaptureJob:
    """A job as it stands. ``events`` are those of the document, ``done`` those looked at;
    ``booked``, ``known`` (already in the books) and ``refused`` are parts of them. ``faults`` and
    ``findings`` are the first of each, as lists of code, pointer and words."""

    id: int
    organisation_id: int
    actor_id: int
    digest: str
    size: int
    rights: Sequence[str]
    whole: bool
    state: str
    events: int
    done: int
    booked: int
    known: int
    refused: int
    faults: list[Any] | None
    findings: list[Any] | None
    recorded_at: datetime
    finished_at: datetime | None


class SqlCaptureJobs:
    """The caller commits."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def add(self, content: bytes, given: Mapping[str, object]) -> int:
        """``given``: organisation, actor, digest, size, rights, whole, events."""
        id_: int = self._session.scalars(_NEW, {"province": self._province, **given}).one()
        self._session.execute(_PUT, {"job": id_, "province": self._province, "content": content})
        return id_

    def find(self, id_: int) -> CaptureJob | None:
        row = self._session.execute(_FIND, {"id": id_, "province": self._province}).one_or_none()
        return None if row is None else CaptureJob(*row)

    def newest(self, organisation: int, limit: int, before: int | None) -> list[CaptureJob]:
        """The newest first, those older than ``before``."""
        given = {
            "province": self._province,
            "organisation": organisation,
            "limit": limit,
            "before": before,
        }
        return [CaptureJob(*row) for row in self._session.execute(_LIST, given)]

    def lease(self, id_: int, now: datetime, until: datetime) -> bool:
        """Whether the job is now the caller's to work on."""
        given = {"id": id_, "province": self._province, "now": now, "until": until}
        return self._session.scalar(_LEASE, given) is not None

    def stalled(self, now: datetime, long_ago: datetime) -> list[int]:
        """Open jobs that nobody works on: whoever did was ended, or never began."""
        given = {"province": self._province, "now": now, "long_ago": long_ago}
        return list(self._session.scalars(_STALLED, given))

    def progress(self, id_: int, until: datetime, counts: Mapping[str, int]) -> None:
        given = {"id": id_, "province": self._province, "until": until, **counts}
        self._session.execute(_PROGRESS, given)

    def close(
        self,
        id_: int,
        state: str,
        now: datetime,
        counts: Mapping[str, int],
        faults: Sequence[object],
        findings: Sequence[object],
    ) -> None:
        """The content is no longer needed: its digest is kept."""
        given = {
            "id": id_,
            "province": self._province,
            "state": state,
            "now": now,
            "faults": json_text(faults),
            "findings": json_text(findings),
            **counts,
        }
        self._session.execute(_CLOSE, given)
        self._session.execute(_DROP, {"job": id_, "province": self._province})

    def content(self, id_: int) -> bytes | None:
        found = self._session.scalar(_GET, {"job": id_, "province": self._province})
        return None if found is None else bytes(found)
