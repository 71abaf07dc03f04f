"""How is a document that somebody brings worked on? Kept first, with a job, then captured.

Whoever works on a job holds a lease and renews it. When the server is ended in the middle, the
lease runs out and the worker continues: what is in the books already is known again by its name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import timedelta

from tracker.domain.broken_json import as_faults
from tracker.domain.caller import Caller
from tracker.domain.errors import BrokenJson, Fault, Malformed, NotAllowed, NotFound
from tracker.domain.roles import Right
from tracker.exports.epcis.book_events import Outcome
from tracker.exports.epcis.capture import Office, all_faults, capture
from tracker.exports.epcis.read_document import head_faults, open_document, single_event
from tracker.store.repositories.accounts import SqlAccounts
from tracker.store.repositories.capture_jobs import DONE, REFUSED, CaptureJob, SqlCaptureJobs

#: An undoable document holds its places locked until its end.
MOST_UNDOABLE = 10_000
#: So much of a document is judged before it is taken; the rest when it is worked on.
JUDGED_AT_ONCE = 2_000_000
LEASE = timedelta(minutes=3)
LONG = timedelta(minutes=1)


def bring_document(content: bytes, whole: bool, caller: Caller, office: Office) -> int:
    """Keep a document and a job for it; answers the job's number.

    Raises BrokenJson or Malformed, with pointers, for what cannot be taken at all: hostile JSON, no
    EPCIS document, and, if all or none are wanted, a short document with a wrong event.
    """
    if caller.organisation is None:
        raise NotAllowed
    opened = open_document(content)
    faults = list(head_faults(opened))
    count = 1 if single_event(opened) else len(opened.spans)
    if whole and count > MOST_UNDOABLE:
        words = {"limit": MOST_UNDOABLE, "count": count}
        faults.append(Fault("epcis_too_many_to_undo", opened.pointer, words))
    if whole and not faults and len(content) <= JUDGED_AT_ONCE:
        faults = all_faults(opened, office.clock.now())
    if faults:
        raise Malformed(*faults)
    given = {
        "organisation": caller.organisation,
        "actor": caller.user,
        "digest": hashlib.sha256(content).hexdigest(),
        "size": len(content),
        "rights": sorted(right.value for right in caller.rights),
        "whole": whole,
        "events": count,
    }
    with office.sessions.begin() as session:
        return SqlCaptureJobs(session, office.province).add(content, given)


def work_on(job_id: int, office: Office) -> CaptureJob:
    """Work on a job until it is done; at once the job as it stands if somebody else does."""
    now = office.clock.now()
    with office.sessions.begin() as session:
        mine = SqlCaptureJobs(session, office.province).lease(job_id, now, now + LEASE)
    job = show_job(job_id, office)
    if not mine:
        return job
    with office.sessions() as session:
        content = SqlCaptureJobs(session, office.province).content(job_id) or b""

    def hear(out: Outcome) -> None:
        with office.sessions.begin() as session:
            until = office.clock.now() + LEASE
            SqlCaptureJobs(session, office.province).progress(job_id, until, out.counts())

    try:
        caller = _caller(job, office)
        out = capture(content, job.whole, office, lambda _read: caller, job.id, hear)
    except BrokenJson as error:
        out = Outcome(done=job.events, refused=job.events)
        out.faults += as_faults(error)
    except (Malformed, NotAllowed) as error:
        out = Outcome(done=job.events, refused=job.events)
        out.faults += error.faults or [Fault("invalid", params={"problem": error.message()})]
    state = REFUSED if job.whole and out.faults else DONE
    with office.sessions.begin() as session:
        SqlCaptureJobs(session, office.province).close(
            job_id,
            state,
            office.clock.now(),
            out.counts(),
            [kept(fault) for fault in out.faults],
            [kept(fault) for fault in out.findings],
        )
    return show_job(job_id, office)


def show_job(job_id: int, office: Office, caller: Caller | None = None) -> CaptureJob:
    """The job as it stands; NotFound when there is none, or it is another organisation's."""
    with office.sessions() as session:
        job = SqlCaptureJobs(session, office.province).find(job_id)
    if job is None or (caller is not None and caller.organisation != job.organisation_id):
        raise NotFound
    return job


def list_jobs(
    caller: Caller, office: Office, limit: int, before: int | None = None
) -> list[CaptureJob]:
    """The jobs of the caller's organisation, the newest first."""
    if caller.organisation is None:
        return []
    with office.sessions() as session:
        jobs = SqlCaptureJobs(session, office.province)
        return jobs.newest(caller.organisation, limit, before)


def continue_stalled(office: Office) -> list[int]:
    """Work on every open job that nobody works on any more; answers their numbers."""
    now = office.clock.now()
    with office.sessions() as session:
        stalled = SqlCaptureJobs(session, office.province).stalled(now, now - LONG)
    for job in stalled:
        work_on(job, office)
    return stalled


def _caller(job: CaptureJob, office: Office) -> Caller:
    """Whoever brought the document, with no more rights than it came with and still has."""
    with office.sessions() as session:
        user = SqlAccounts(session).find(job.actor_id)
    if user is None or not user.active:
        raise NotAllowed
    return user.calling(frozenset(Right(right) for right in job.rights))


def kept(fault: Fault) -> list[object]:
    """A fault as it is kept with a job."""
    words: Mapping[str, object] = fault.params
    return [fault.code, fault.pointer, {name: str(value) for name, value in words.items()}]
