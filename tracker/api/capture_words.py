"""A capture job in words that travel."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.moments import said
from tracker.http.errors import fault_text
from tracker.store.repositories.capture_jobs import DONE, CaptureJob


def capture_in_words(job: CaptureJob, language: str) -> dict[str, Any]:
    """The job, its faults and findings in the reader's language."""
    running = job.finished_at is None
    return {
        "captureID": str(job.id),
        "createdAt": said(job.recorded_at),
        "finishedAt": None if job.finished_at is None else said(job.finished_at),
        "running": running,
        "success": not running and job.state == DONE and job.refused == 0,
        "captureErrorBehaviour": "rollback" if job.whole else "proceed",
        "errors": list(_faults(job.faults or (), language)),
        "findings": list(_faults(job.findings or (), language)),
        "events": job.events,
        "done": job.done,
        "booked": job.booked,
        "known": job.known,
        "refused": job.refused,
        "sha256": job.digest,
    }


def _faults(kept: Iterable[Any], language: str) -> Iterable[dict[str, str]]:
    for code, pointer, words in kept:
        fault = Fault(code, pointer, words)
        yield {"pointer": pointer, "code": code, "detail": fault_text(fault, language)}
