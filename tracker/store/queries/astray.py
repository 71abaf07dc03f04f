"""What was lost or refused, and where did it stand before? The sums by kind of scan cannot tell.

Losses and refusals are rare and have an index of their own. Their units' rows say which scan moved
each one last; the events, partitioned by month, are only asked for by ids.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.moments import CHINA, CLOCK_TOLERANCE
from tracker.domain.scan import ScanKind as K
from tracker.graph.books import Account, Astray
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND
from tracker.store.driver import Driver
from tracker.store.event_ids import EPOCH, first_id
from tracker.store.models.event import ASTRAY
from tracker.store.repositories.rollup_statements import NOT_VOID

_LOSE, _REJECT = SCAN_KIND.number[K.LOSE], SCAN_KIND.number[K.REJECT]
#: Lost at these sites, and refused anywhere; with the mass that was said last.
_EVENTS = text(
    "SELECT e.happened_at, e.id, e.kind, e.site_id, e.pieces, e.units, coalesce((SELECT k.mass_g"
    " FROM corrected_event x JOIN event k ON k.id = x.by_event WHERE x.event_id = e.id"
    " AND k.mass_g IS NOT NULL ORDER BY k.id DESC LIMIT 1), e.mass_g)"
    f" FROM event e WHERE e.{ASTRAY} AND e.id >= CAST(:earliest AS bigint)"
    f" AND (e.kind = {_REJECT} OR e.site_id = ANY({IDS.format('sites')}))"
    f" AND e.happened_at >= :first AND e.happened_at < :until AND {NOT_VOID}"
)
_LIVED = text(
    "SELECT m.unit_id, m.event_id FROM event_unit m WHERE m.unit_id = ANY(CAST(:ids AS bigint[]))"
)
#: Scans after which something stands elsewhere than before, or begins to be waste.
_MOVING = {
    SCAN_KIND.number[kind]: kind
    for kind in (
        *(K.REGISTER, K.SELL, K.EXPORT, K.COLLECT, K.TAKE_BACK, K.STORE, K.PACK, K.UNPACK),
        *(K.LOAD, K.RECEIVE, K.REJECT, K.FIND, K.DISMANTLE, K.SMELT),
    )
}
_MOVED = text(
    "SELECT e.happened_at, e.id, e.kind, e.site_id FROM event e"
    " WHERE e.id = ANY(CAST(:ids AS bigint[]))"
    f" AND e.kind IN ({', '.join(map(str, _MOVING))}) AND {NOT_VOID}"
)
_UNITS = text(
    "SELECT u.id, u.mass_g, u.pieces FROM unit u WHERE u.id = ANY(CAST(:ids AS bigint[]))"
)
#: What was made, sold or exported last is no waste yet, and in no stock of waste.
_NEW = frozenset({K.REGISTER, K.SELL, K.EXPORT})


class _Event(NamedTuple):
    at: datetime
    id: int
    kind: int
    site: int
    pieces: int
    units: Sequence[int]
    mass_g: int | None


class _Step(NamedTuple):
    """A scan that moved a unit."""

    at: datetime
    id: int
    kind: int
    site: int


def astray_of(session: Session, first: date, until: date, sites: Collection[int]) -> list[Astray]:
    """See ``tracker.usecases.balance_ports.BalanceBooks.astray``; days are those of China."""
    driver = Driver(session)
    begin, end = (datetime.combine(day, time(), CHINA) for day in (first, until))
    earliest = first_id(max(begin, EPOCH + CLOCK_TOLERANCE) - CLOCK_TOLERANCE)
    given = {"earliest": earliest, "sites": ids(sites), "first": begin, "until": end}
    events = [_Event(*row) for row in driver.rows(_EVENTS, given)]
    if not events:
        return []
    steps = _steps(driver, {unit for one in events for unit in one.units})
    known = set(sites)
    found = []
    for one in sorted(events):
        groups: dict[tuple[Account, int], list[int]] = defaultdict(list)
        for unit in one.units:
            groups[_whence(one, steps.get(unit, ()))].append(unit)
        for (source, home), units in groups.items():
            if source is not Account.SITE and (one.site in known or home in known):
                masses = _of_group(driver, one, units)
                found.append(Astray(one.site, SCAN_KIND.word[one.kind], source, home, *masses))
    return found


def _whence(event: _Event, steps: Iterable[_Step]) -> tuple[Account, int]:
    """From which account it went, and for what was refused the site that had loaded it (0: nobody
    did); ``SITE``: what the sums say is right, or the best that can be said."""
    before = [step for step in steps if (step.at, step.id) < (event.at, event.id)]
    if event.kind == _REJECT:
        loaded = max((s for s in before if _MOVING[s.kind] is K.LOAD), default=None)
        return (Account.SITE, 0) if loaded is None else (Account.ROAD, loaded.site)
    last = max(before, default=None)
    if last is None:
        return Account.SITE, 0
    if _MOVING[last.kind] in _NEW:
        return Account.OUTSIDE, 0
    return (Account.ROAD if _MOVING[last.kind] is K.LOAD else Account.SITE), 0


def _steps(driver: Driver, units: Collection[int]) -> Mapping[int, Sequence[_Step]]:
    lived = list(driver.rows(_LIVED, {"ids": ids(units)}))
    rows = driver.rows(_MOVED, {"ids": ids({event for _, event in lived})}) if lived else ()
    moved = {id_: _Step(at, id_, kind, site) for at, id_, kind, site in rows}
    found: dict[int, list[_Step]] = defaultdict(list)
    for unit, event in lived:
        if event in moved:
            found[unit].append(moved[event])
    return found


def _of_group(driver: Driver, event: _Event, units: Sequence[int]) -> Iterator[int]:
    """Grams, pieces without a known mass, pieces with one. What the event says, if all its units
    stood in one place; else what is known of these."""
    if len(units) == len(event.units):
        rows = [(0, event.mass_g, event.pieces)]
    else:
        rows = list(driver.rows(_UNITS, {"ids": ids(units)}))
    yield sum(mass or 0 for _, mass, _ in rows)
    yield sum(pieces for _, mass, pieces in rows if mass is None)
    yield sum(pieces for _, mass, pieces in rows if mass is not None)
