"""Which events are told next? Pages by the order of recording that stay as they are.

A page looks at a bounded stretch of the books, whatever is asked for, so that no question costs
more than that; it may therefore hold less than was asked for, and still have a next one. Behind the
oldest writer that is still at it nothing is told yet: an event of a smaller id could still come.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from tracker.domain.scan import ScanKind
from tracker.domain.sight import Sight
from tracker.store.arrays import ids
from tracker.store.codes import SCAN_KIND
from tracker.store.event_ids import EPOCH, first_id
from tracker.store.queries import told_statements as sql

#: So many events are looked at for one page.
STRETCH = 20_000
#: Clocks of the house and of the database may differ by this much.
_MARGIN = timedelta(seconds=2)
_LAST = 2**63 - 1
_NOTHING = Sight()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: None of a thing is all of it. ``since`` and ``before`` are moments at
    which things happened, ``recorded_since`` and ``recorded_before`` at which they were recorded;
    ``units`` are codes, ``names`` event ids given by others. ``everything``: the whole books, for
    whoever holds the machine."""

    sight: Sight = _NOTHING
    after: int = 0
    kinds: Collection[ScanKind] | None = None
    since: datetime | None = None
    before: datetime | None = None
    recorded_since: datetime | None = None
    recorded_before: datetime | None = None
    sites: Collection[str] | None = None
    units: Collection[str] | None = None
    names: Collection[str] | None = None
    everything: bool = False

    @staticmethod
    def of_a_province() -> Asked:
        return Asked(everything=True)

    def following(self, after: int) -> Asked:
        return replace(self, after=after)


@dataclass(frozen=True, slots=True)
class Page:
    """Ids of events; ``next`` is where the following page begins, None when this is the last."""

    ids: Sequence[int]
    next: int | None


def page_of_ids(session: Session, asked: Asked, limit: int) -> Page:
    """The next events that are asked for and may be seen."""
    among = _among(session, asked)
    if among is not None and not among:
        return Page((), None)
    after = asked.after
    if asked.recorded_since is not None and asked.recorded_since > EPOCH:
        after = max(after, first_id(asked.recorded_since) - 1)
    given = {
        "after": after,
        "until": _until(session, asked),
        "kinds": None if asked.kinds is None else [SCAN_KIND.number[k] for k in asked.kinds],
        "since": asked.since,
        "before": asked.before,
        "sites": None if asked.sites is None else list(asked.sites),
        "organisation": asked.sight.organisation,
        "division": "%" if asked.everything
        else None if asked.sight.division is None else f"{asked.sight.division}%",
        "stretch": STRETCH,
    }  # fmt: skip
    narrowed = ""
    if among is not None:
        narrowed = "AND e.id = ANY(CAST(%(ids)s AS bigint[]))"
        given["ids"] = ids(among)
    rows = _rows(session, sql.STRETCH.format(ids=narrowed), given)
    if not rows:
        return Page((), None)
    wanted = [id_ for id_, fits in rows if fits]
    if len(wanted) > limit:
        return Page(wanted[:limit], wanted[limit - 1])
    return Page(wanted, rows[-1][0] if _goes_on(session, rows[-1][0], given, narrowed) else None)


def _goes_on(session: Session, last: int, given: dict[str, Any], narrowed: str) -> bool:
    statement = (
        f"SELECT 1 FROM event e WHERE e.id > %(after)s AND e.id < %(until)s {narrowed} LIMIT 1"
    )
    return bool(_rows(session, statement, {**given, "after": last}))


def _among(session: Session, asked: Asked) -> Sequence[int] | None:
    """The ids of the events that name the wanted units or carry the wanted names."""
    found: set[int] | None = None
    if asked.units is not None:
        rows = _rows(session, sql.UNITS_OF_CODES, {"codes": list(asked.units)})
        units = ids(unit for (unit,) in rows)
        found = {event for (event,) in _rows(session, sql.NAMING, {"ids": units})}
    if asked.names is not None:
        named = {event for (event,) in _rows(session, sql.NAMED, {"names": list(asked.names)})}
        found = named if found is None else found & named
    if not found:
        return None if found is None else ()
    about = {event for (event,) in _rows(session, sql.ABOUT, {"ids": ids(found)})}
    return sorted(found | about)


def _until(session: Session, asked: Asked) -> int:
    until = _LAST
    if asked.recorded_before is not None:
        until = first_id(max(asked.recorded_before, EPOCH))
    ((oldest,),) = _rows(session, sql.OLDEST_WRITER, {})
    return until if oldest is None else min(until, first_id(oldest - _MARGIN))


def _rows(session: Session, statement: str, given: dict[str, Any]) -> Sequence[Any]:
    return session.connection().exec_driver_sql(statement, given).fetchall()
