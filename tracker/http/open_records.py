"""Which records behind a figure open to the event that they tell of, for whoever looks?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tracker.domain.caller import Caller
from tracker.store.queries.seen_events import events_seen
from tracker.store.unit_of_work import Sessions


def mark_open(records: Iterable[dict[str, Any]], sessions: Sessions, caller: Caller) -> None:
    """Say with each record whether its event has a page for the caller (``opens``)."""
    events = [one for one in records if one["kind"] == "event" and str(one["id"]).isdecimal()]
    seen = events_seen(sessions, caller, {int(one["id"]) for one in events})
    for one in events:
        one["opens"] = int(one["id"]) in seen
