"""Import jobs: opened, leased by whoever works on them, closed; and their files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.store.arrays import json_text

CONTENT, MARKED = "content", "marked"
WAITING, RUNNING, DONE, REFUSED = "waiting", "running", "done", "refused"

_NEW = text(
    "INSERT INTO import_job (province, organisation_id, actor_id, form, site, file_name, digest,"
    " size, language, rights, dry_run, state, rows, done, booked, known, refused)"
    " VALUES (:province, :organisation, :actor, :form, :site, :file_name, :digest, :size,"
    f" :language, :rights, :dry_run, '{WAITING}', 0, 0, 0, 0, 0) RETURNING id"
)
_COLUMNS = (
    "id, organisation_id, actor_id, form, site, file_name, digest, size, language, rights,"
    " dry_run, state, rows, done, booked, known, refused, error, faults, recorded_at, finished_at"
)
_FIND = text(f"SELECT {_COLUMNS} FROM import_job WHERE id = :id AND province = :province")
_LIST = text(
    f"SELECT {_COLUMNS} FROM import_job WHERE province = :province"
    " AND (CAST(:organisation AS bigint) IS NULL OR organisation_id = :organisation)"
    " ORDER BY id DESC LIMIT :limit"
)
#: Nobody else works on it, or whoever did has not been heard of since its lease ran out.
_LEASE = text(
    f"UPDATE import_job SET state = '{RUNNING}', error = NULL, leased_until = :until"
    " WHERE id = :id AND province = :province AND finished_at IS NULL"
    " AND (leased_until IS NULL OR leased_until < :now) RETURNING id"
)
_STALLED = text(
    "SELECT id FROM import_job WHERE province = :province AND finished_at IS NULL"
    " AND (leased_until < :now OR (leased_until IS NULL AND recorded_at < :long_ago)) ORDER BY id"
)
_PROGRESS = text(
    "UPDATE import_job SET form = coalesce(:form, form), rows = :rows, done = :done,"
    " booked = :booked, known = :known, refused = :refused, leased_until = :until WHERE id = :id"
)
_CLOSE = text(
    "UPDATE import_job SET state = :state, error = CAST(:error AS jsonb),"
    " faults = CAST(:faults AS jsonb), leased_until = NULL, finished_at = :now WHERE id = :id"
)
_PUT_OFF = text(
    f"UPDATE import_job SET state = '{WAITING}', error = CAST(:error AS jsonb),"
    " leased_until = :until WHERE id = :id"
)
_PUT = text(
    "INSERT INTO import_file (job_id, province, what, content)"
    " VALUES (:job, :province, :what, :content)"
    " ON CONFLICT (job_id, what, province) DO UPDATE SET content = excluded.content"
)
_GET = text(
    "SELECT content FROM import_file WHERE job_id = :job AND what = :what AND province = :province"
)
_DROP = text(
    "DELETE FROM import_file WHERE job_id = :job AND what = :what AND province = :province"
)
_FORGET = text(
    "DELETE FROM import_file f USING import_job j WHERE j.id = f.job_id"
    " AND f.province = :province AND f.what = :what AND j.finished_at < :before RETURNING 1"
)


@dataclass(frozen=True, slots=True)
class NewJob:
    """What is brought. ``digest`` is the SHA-256 of the content; ``form`` None: by its heads."""

    organisation: int | None
    actor: int
    rights: Sequence[str]
    form: str | None
    site: str | None
    file_name: str
    digest: str
    size: int
    language: str
    dry_run: bool


@dataclass(frozen=True, slots=True)
class ImportJob:
    """A job as it stands. ``rows`` is about how many rows the file has, ``done`` those looked at;
    ``booked``, ``known`` (already in the books) and ``refused`` are parts of them. ``error`` are
    faults of the file as a whole and ``faults`` the first wrong cells, as lists."""

    id: int
    organisation_id: int | None
    actor_id: int
    form: str | None
    site: str | None
    file_name: str
    digest: str
    size: int
    language: str
    rights: Sequence[str]
    dry_run: bool
    state: str
    rows: int
    done: int
    booked: int
    known: int
    refused: int
    error: list[Any] | None
    faults: list[Any] | None
    recorded_at: datetime
    finished_at: datetime | None


class SqlImportJobs:
    """The caller commits."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def add(self, new: NewJob) -> int:
        given = {
            "province": self._province,
            "organisation": new.organisation,
            "actor": new.actor,
            "form": new.form,
            "site": new.site,
            "file_name": new.file_name,
            "digest": new.digest,
            "size": new.size,
            "language": new.language,
            "rights": list(new.rights),
            "dry_run": new.dry_run,
        }
        id_: int = self._session.scalars(_NEW, given).one()
        return id_

    def find(self, id_: int) -> ImportJob | None:
        given = {"id": id_, "province": self._province}
        row = self._session.execute(_FIND, given).one_or_none()
        return None if row is None else ImportJob(*row)

    def newest(self, organisation: int | None, limit: int) -> list[ImportJob]:
        """The newest first; ``organisation`` None: everybody's."""
        given = {"province": self._province, "organisation": organisation, "limit": limit}
        return [ImportJob(*row) for row in self._session.execute(_LIST, given)]

    def lease(self, id_: int, now: datetime, until: datetime) -> bool:
        """Whether the job is now the caller's to work on."""
        given = {"id": id_, "province": self._province, "now": now, "until": until}
        return self._session.scalar(_LEASE, given) is not None

    def stalled(self, now: datetime, long_ago: datetime) -> list[int]:
        """Open jobs that nobody works on: whoever did was ended, or never began."""
        given = {"province": self._province, "now": now, "long_ago": long_ago}
        return list(self._session.scalars(_STALLED, given))

    def progress(self, id_: int, until: datetime, form: str | None, counts: dict[str, int]) -> None:
        self._session.execute(_PROGRESS, {"id": id_, "until": until, "form": form, **counts})

    def close(
        self, id_: int, state: str, now: datetime, error: list[Any] | None, faults: list[Any]
    ) -> None:
        """The content is no longer needed: its digest is kept."""
        given = {
            "id": id_,
            "state": state,
            "now": now,
            "error": None if error is None else json_text(error),
            "faults": json_text(faults),
        }
        self._session.execute(_CLOSE, given)
        self._session.execute(_DROP, {"job": id_, "what": CONTENT, "province": self._province})

    def put_off(self, id_: int, until: datetime, error: list[Any]) -> None:
        """The job waits until then, for the reason given."""
        self._session.execute(_PUT_OFF, {"id": id_, "until": until, "error": json_text(error)})

    def put_file(self, id_: int, what: str, content: bytes) -> None:
        given = {"job": id_, "what": what, "content": content, "province": self._province}
        self._session.execute(_PUT, given)

    def forget_marked(self, before: datetime) -> int:
        """Drop marked copies of jobs that were finished before then; answers how many."""
        given = {"province": self._province, "what": MARKED, "before": before}
        return len(self._session.execute(_FORGET, given).all())

    def file(self, id_: int, what: str) -> bytes | None:
        given = {"job": id_, "what": what, "province": self._province}
        found = self._session.scalar(_GET, given)
        return None if found is None else bytes(found)
