"""How does a request start an import and go on without it?"""

from __future__ import annotations

import threading

import structlog

from tracker.domain.errors import DomainError
from tracker.ledgers.jobs import Office, work_on
from tracker.store.refusals import DatabaseError

log = structlog.get_logger()


def begin(job: int, office: Office, patience: float) -> None:
    """Work on a job beside the request, and wait for it so many seconds. When this process is ended
    in between, the worker continues."""

    def work() -> None:
        try:
            work_on(job, office)
        except (DomainError, DatabaseError, OSError) as error:
            log.error("import interrupted", job=job, problem=str(error))

    beside = threading.Thread(target=work, name=f"import-{job}", daemon=True)
    beside.start()
    beside.join(patience)
