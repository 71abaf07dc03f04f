"""How are a job and its faults said in the reader's language?"""

from __future__ import annotations

from typing import Any

from tracker.domain.errors import Fault
from tracker.domain.faults import FAULTS
from tracker.domain.moments import said
from tracker.i18n.catalogue import translate
from tracker.ledgers.form import Form
from tracker.ledgers.forms import FORMS
from tracker.store.repositories.import_jobs import ImportJob

_FORMS = {form.name: form for form in FORMS}


def said_fault(fault: Fault, language: str) -> str:
    """One fault as a sentence in 'zh' or 'en'."""
    return translate(FAULTS.get(fault.code, fault.code), language, **dict(fault.params))


def job_in_words(job: ImportJob, language: str) -> dict[str, Any]:
    """A job as it travels: counts of rows, why the file was refused, the first wrong cells."""
    form = _FORMS.get(job.form or "")
    return {
        "id": str(job.id),
        "state": job.state,
        "form": job.form,
        "site": job.site,
        "file_name": job.file_name,
        "size": job.size,
        "sha256": job.digest,
        "dry_run": job.dry_run,
        "rows": job.rows,
        "done": job.done,
        "booked": job.booked,
        "known": job.known,
        "refused": job.refused,
        "recorded_at": said(job.recorded_at),
        "finished_at": said(job.finished_at) if job.finished_at else None,
        "error": [_fault(fault_of(kept), language) for kept in job.error or []],
        "faults": [
            {
                "row": row,
                "column": _head(form, key, language),
                **_fault(fault_of(kept), language),
            }
            for row, key, *kept in job.faults or []
        ],
    }


def fault_of(kept: list[Any]) -> Fault:
    """A fault as a job keeps it: code, pointer, params."""
    code, pointer, params = kept
    return Fault(code, pointer, params)


def _fault(fault: Fault, language: str) -> dict[str, str]:
    return {"code": fault.code, "detail": said_fault(fault, language)}


def _head(form: Form | None, key: str, language: str) -> str:
    if form is None:
        return key
    column = next((column for column in form.columns if column.key == key), None)
    if column is None:
        return ""
    return column.en if language == "en" else column.zh
