"""The journal of imports: a file is kept before it is worked on, and worked on until it is done.

Whoever works on a job holds a lease and renews it with every chunk. When the server is ended in the
middle, the lease runs out and the worker continues: it begins at the top, and rows that are in the
books are passed over.
"""

from __future__ import annotations

import errno
import hashlib
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, FileRefused, NotAllowed, NotFound
from tracker.domain.roles import Right, Role
from tracker.ledgers.forms import form_named
from tracker.ledgers.import_table import Import, heads_of, import_table
from tracker.ledgers.marked_copy import write_marked
from tracker.ledgers.outcome import Mark, Outcome
from tracker.ledgers.table import opened_table
from tracker.ledgers.zip_guard import MOST_BYTES
from tracker.store.repositories.accounts import SqlAccounts
from tracker.store.repositories.import_jobs import (
    CONTENT,
    DONE,
    MARKED,
    REFUSED,
    ImportJob,
    NewJob,
    SqlImportJobs,
)
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock

#: Longer than any chunk takes; then somebody else may continue.
LEASE = timedelta(minutes=3)
#: So many wrong cells are kept with the job; the marked copy holds them all.
MOST_KEPT_MARKS = 1_000
#: Whoever works at the machine itself has no account.
COMMAND_LINE = 0
Progress = Callable[[Outcome], None]
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Office:
    """Where jobs are kept and worked on."""

    sessions: Sessions
    province: int
    clock: Clock


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that somebody brings. ``form`` is the name of a form, None: found by the heads;
    ``site`` the code of the site that rows without one are about."""

    name: str
    content: bytes
    form: str | None = None
    site: str | None = None
    dry_run: bool = False
    language: str = "zh"


def bring_file(brought: Brought, caller: Caller, office: Office) -> int:
    """Keep the file and a job for it; answers the job's number. FileRefused when the file is too
    large or empty, or when there is no such form."""
    if not brought.content:
        raise FileRefused(Fault("file_empty"))
    if len(brought.content) > MOST_BYTES:
        raise FileRefused(Fault("file_too_large", params={"limit": MOST_BYTES}))
    if brought.form is not None:
        form_named(brought.form)
    new = NewJob(
        organisation=caller.organisation,
        actor=caller.user,
        rights=sorted(right.value for right in caller.rights),
        form=brought.form,
        site=brought.site,
        file_name=brought.name[:200],
        digest=hashlib.sha256(brought.content).hexdigest(),
        size=len(brought.content),
        language=brought.language,
        dry_run=brought.dry_run,
    )
    with office.sessions() as session:
        jobs = SqlImportJobs(session, office.province)
        job = jobs.add(new)
        jobs.put_file(job, CONTENT, brought.content)
        session.commit()
    return job


def work_on(job_id: int, office: Office, progress: Progress = lambda _outcome: None) -> ImportJob:
    """Work on a job until it is done; at once the job as it stands if somebody else does.

    A refusal of the file as a whole closes the job and is told by it. What is no refusal, such as a
    database that is away, is raised and leaves the job open.
    """
    now = office.clock.now()
    with office.sessions() as session:
        jobs = SqlImportJobs(session, office.province)
        mine = jobs.lease(job_id, now, now + LEASE)
        session.commit()
    job = show_job(job_id, office)
    if not mine:
        return job
    with tempfile.TemporaryDirectory(prefix="plumbline-import-") as folder:
        try:
            outcome, marked = _work(job, Path(folder), office, progress)
        except (FileRefused, NotAllowed) as error:
            told = error.faults or (Fault("invalid", params={"problem": error.message()}),)
            _close(job_id, office, REFUSED, [_kept(fault) for fault in told], [])
        except OSError as error:
            if error.errno not in _NO_ROOM:
                raise
            _put_off(job_id, office)
        else:
            _close(job_id, office, DONE, None, outcome.marks, marked)
    return show_job(job_id, office)


def _work(
    job: ImportJob, folder: Path, office: Office, progress: Progress
) -> tuple[Outcome, Path | None]:
    source = folder / "brought"
    with office.sessions() as session:
        content = SqlImportJobs(session, office.province).file(job.id, CONTENT)
    if content is None:
        raise FileRefused(Fault("file_empty"))
    source.write_bytes(content)
    del content
    caller = _caller(job, office)
    form = form_named(job.form) if job.form else None
    with opened_table(source) as table:
        heads = heads_of(table, form)
        wanted = Import(caller, form, job.site, job.dry_run, job.id)

        def hear(outcome: Outcome) -> None:
            _note_progress(job.id, heads.form.name, outcome, office)
            progress(outcome)

        outcome = import_table(
            table, heads, wanted, office.sessions, office.province, office.clock, hear
        )
        _note_progress(job.id, heads.form.name, outcome, office)
        if not outcome.marks:
            return outcome, None
        marked = folder / "marked.xlsx"
        write_marked(source, marked, table, heads, outcome.marks, job.language)
        return outcome, marked


def show_job(job_id: int, office: Office, caller: Caller | None = None) -> ImportJob:
    """The job as it stands; NotFound when there is none, or it is another organisation's."""
    with office.sessions() as session:
        job = SqlImportJobs(session, office.province).find(job_id)
    if job is None or (caller is not None and not _may_see(job, caller)):
        raise NotFound
    return job


def list_jobs(caller: Caller, office: Office, limit: int = 50) -> list[ImportJob]:
    """The caller's organisation's jobs, the newest first; of an office, those that it brought."""
    with office.sessions() as session:
        found = SqlImportJobs(session, office.province).newest(caller.organisation, limit)
    return [job for job in found if _may_see(job, caller)]


def marked_file(job_id: int, office: Office, caller: Caller) -> bytes:
    """The marked copy; NotFound when no cell was wrong, or the job is not the caller's."""
    show_job(job_id, office, caller)
    with office.sessions() as session:
        content = SqlImportJobs(session, office.province).file(job_id, MARKED)
    if content is None:
        raise NotFound
    return content


def _may_see(job: ImportJob, caller: Caller) -> bool:
    if caller.organisation is not None:
        return job.organisation_id == caller.organisation
    return job.actor_id == caller.user


def _caller(job: ImportJob, office: Office) -> Caller:
    """Whoever brought the file, with no more rights than it came with and still has."""
    rights = frozenset(Right(right) for right in job.rights)
    if job.actor_id == COMMAND_LINE:
        return officer(office.province)
    with office.sessions() as session:
        user = SqlAccounts(session).find(job.actor_id)
    if user is None or not user.active:
        raise NotAllowed
    return user.calling(rights)


def officer(province: int) -> Caller:
    """Whoever holds the machine keeps the registers as the provincial bureau does."""
    return Caller(
        user=COMMAND_LINE,
        login="command line",
        organisation=None,
        roles=frozenset({Role.BUREAU_PROVINCE}),
        division=f"{province:02d}0000",
        rights=frozenset({Right.READ, Right.EDIT_REFERENCE}),
    )


def _note_progress(job_id: int, form: str, outcome: Outcome, office: Office) -> None:
    with office.sessions() as session:
        until = office.clock.now() + LEASE
        jobs = SqlImportJobs(session, office.province)
        jobs.progress(job_id, until, form, outcome.counts())
        session.commit()


def _close(
    job_id: int,
    office: Office,
    state: str,
    error: list[object] | None,
    marks: list[Mark],
    marked: Path | None = None,
) -> None:
    kept = [[mark.row, mark.key, *_kept(mark.fault)] for mark in marks[:MOST_KEPT_MARKS]]
    with office.sessions() as session:
        jobs = SqlImportJobs(session, office.province)
        if marked is not None:
            jobs.put_file(job_id, MARKED, marked.read_bytes())
        jobs.close(job_id, state, office.clock.now(), error, kept)
        session.commit()


def _put_off(job_id: int, office: Office) -> None:
    """There is no room now; the worker tries again when the lease runs out."""
    with office.sessions() as session:
        jobs = SqlImportJobs(session, office.province)
        jobs.put_off(job_id, office.clock.now() + LEASE, [_kept(Fault("disk_full"))])
        session.commit()


def _kept(fault: Fault) -> list[object]:
    return [fault.code, fault.pointer, {name: str(value) for name, value in fault.params.items()}]
