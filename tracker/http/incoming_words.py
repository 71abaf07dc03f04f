"""A matter of another province as it is answered and shown, with the days of article 25."""

from __future__ import annotations

from datetime import date
from typing import Any

from tracker.domain.approval import AuthorityStep
from tracker.domain.incoming import Incoming, IncomingKind
from tracker.domain.moments import day_of, said
from tracker.domain.workdays import Workdays
from tracker.rules.approval_findings import step_deadline
from tracker.usecases.answer_incoming import is_awaited


def incoming_in_words(one: Incoming, calendar: Workdays, today: date) -> dict[str, Any]:
    """As it is answered; the clock is that of article 25."""
    clock = None
    if one.kind is IncomingKind.CONSULTATION and is_awaited(one):
        since = day_of(one.received_at)
        last = step_deadline(AuthorityStep.CONSULTATION, since, calendar)
        clock = {
            "step": AuthorityStep.CONSULTATION,
            "since": since,
            "until": last.day,
            "provisional": last.provisional,
            "overdue": today > last.day,
            "silence_counts": False,
        }
    return {
        "id": one.id,
        "kind": one.kind,
        "code": one.code,
        "authority": one.source.authority,
        "state": one.state,
        "version": one.version,
        "received_at": said(one.received_at),
        "awaited": is_awaited(one),
        "clock": clock,
        "told": dict(one.body),
        "answer": None if one.answer is None else dict(one.answer),
        "answered_on": one.answered_on,
    }
