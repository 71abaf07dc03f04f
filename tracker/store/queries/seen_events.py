"""Which of these events may a caller open? Those at sites whose records it sees."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text

from tracker.domain.caller import Caller
from tracker.store.arrays import IDS, ids
from tracker.store.one_question import answer
from tracker.store.queries.overview import those_seen
from tracker.store.unit_of_work import Sessions

_PLACES = text(
    "SELECT e.id, s.code FROM event e JOIN site s ON s.id = e.site_id"
    f" WHERE e.id = ANY({IDS.format('ids')})"
)


def events_seen(sessions: Sessions, caller: Caller, numbers: Collection[int]) -> frozenset[int]:
    """Two statements, whatever the number of events."""
    if not numbers:
        return frozenset()
    place = {row.id: row.code for row in answer(sessions, _PLACES, {"ids": ids(numbers)})}
    seen = those_seen(sessions, caller, place.values())
    return frozenset(id_ for id_, code in place.items() if code in seen)
