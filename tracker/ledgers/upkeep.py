"""What does the worker do for imports? It continues what was left, and drops what is old."""

from __future__ import annotations

from datetime import timedelta

from tracker.domain.moments import CHINA
from tracker.ledgers.jobs import Office, work_on
from tracker.store.repositories.figures import parameters_of
from tracker.store.repositories.import_jobs import SqlImportJobs

#: A job that nobody began for so long was left alone by a server that was ended.
LONG = timedelta(minutes=1)


def continue_stalled(office: Office) -> list[int]:
    """Work on every open job that nobody works on any more; answers their numbers."""
    now = office.clock.now()
    with office.sessions() as session:
        stalled = SqlImportJobs(session, office.province).stalled(now, now - LONG)
    for job in stalled:
        work_on(job, office)
    return stalled


def forget_marked(office: Office) -> int:
    """Drop marked copies that are older than the province keeps them; answers how many."""
    now = office.clock.now()
    with office.sessions() as session:
        figures = parameters_of(session, office.province)
        days = figures.value("marked_file_days", now.astimezone(CHINA).date())
        if days is None:
            return 0
        gone = SqlImportJobs(session, office.province).forget_marked(now - timedelta(days=days))
        session.commit()
    return gone
