"""How does a request start a capture and go on without it?"""

from __future__ import annotations

import threading

import structlog

from tracker.domain.errors import DomainError
from tracker.exports.epcis.capture import Office
from tracker.exports.epcis.capture_jobs import work_on
from tracker.store.refusals import DatabaseError

log = structlog.get_logger()


def begin(job: int, office: Office, patience: float) -> None:
    """Work on a job beside the request, and wait for it so many seconds. When this process is ended
    in between, the worker continues."""

    def work() -> None:
        try:
            work_on(job, office)
        except (DomainError, DatabaseError) as error:
            log.error("capture interrupted", job=job, problem=str(error))

    beside = threading.Thread(target=work, name=f"capture-{job}", daemon=True)
    beside.start()
    beside.join(patience)
