"""Are the sums by day and month what the events say?"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text

from tracker.store.repositories.rollup_statements import KEPT, PATIENTLY, missing
from tracker.store.unit_of_work import Sessions


class Differing(NamedTuple):
    """Rows of each sum that are not what the events add up to; none, if all is well."""

    days: int
    months: int


_DIFFERING = {when: text(f"WITH {missing(when)} SELECT count(*) FROM missing") for when in KEPT}


def differing_rollups(sessions: Sessions) -> Differing:
    """Recompute all sums from the events and compare.

    Reads every event; each statement sees one state of the books, so people may scan meanwhile.
    """
    with sessions() as session:
        session.execute(PATIENTLY)
        found = {when: session.scalar(statement) or 0 for when, statement in _DIFFERING.items()}
    return Differing(found["day"], found["month"])
