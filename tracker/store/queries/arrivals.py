"""Which recyclers received what a site sent off? Box by box, never battery by battery.

Boxes and lots go from scan to scan by rows of their own; loose batteries only as far as the site
that they were sent to. A box that was sent twice is followed from the first time. The events,
partitioned by month, are only asked for by ids that stand in the statement, or from an id on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.moments import CLOCK_TOLERANCE, day_of
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.store.arrays import ids
from tracker.store.codes import SCAN_KIND, UNIT_KIND
from tracker.store.driver import Driver
from tracker.store.event_ids import EPOCH, first_id
from tracker.store.repositories.rollup_statements import NOT_VOID
from tracker.usecases.balance_ports import Arrival

#: What the site dispatched; an event is recorded after it happened, save for clocks that run ahead.
SENT = text(
    "SELECT e.happened_at, e.id, e.peer_site_id, e.mass_g, e.pieces, e.units FROM event e"
    f" WHERE e.site_id = :site AND e.kind = {SCAN_KIND.number[ScanKind.DISPATCH]}"
    " AND e.id >= CAST(:earliest AS bigint) AND e.happened_at >= :first AND e.happened_at < :until"
    f" AND {NOT_VOID}"
)
_BOXES = text(
    "SELECT u.id, u.mass_g FROM unit u WHERE u.id = ANY(CAST(:ids AS bigint[]))"
    f" AND u.kind <> {UNIT_KIND.number[UnitKind.BATTERY]}"
)
_LIVED = text(
    "SELECT m.unit_id, m.event_id FROM event_unit m WHERE m.unit_id = ANY(CAST(:ids AS bigint[]))"
)
_RECEIVED = text(
    "SELECT e.happened_at, e.id, e.site_id FROM event e JOIN site x ON x.id = e.site_id"
    " WHERE e.id = ANY(CAST(:ids AS bigint[]))"
    f" AND e.kind = {SCAN_KIND.number[ScanKind.RECEIVE]} AND x.roles @> ARRAY['recycler']"
    f" AND {NOT_VOID}"
)
_RECYCLERS = text(
    "SELECT x.id FROM site x WHERE x.id = ANY(CAST(:ids AS bigint[]))"
    " AND x.roles @> ARRAY['recycler']"
)


class _Sent(NamedTuple):
    at: datetime
    id: int
    peer: int | None
    mass_g: int | None
    pieces: int
    units: Sequence[int]


class _Came(NamedTuple):
    """A box (``boxes`` 1) or the loose part of a load, by month, recycler, last seen, direct."""

    key: tuple[date, int | None, int | None, bool]
    boxes: int
    loose: int
    mass_g: int | None


def arrivals_of(session: Session, site: int, first: datetime, until: datetime) -> list[Arrival]:
    """What the site dispatched from ``first`` to before ``until``, by month in China."""
    driver = Driver(session)
    earliest = first_id(max(first, EPOCH + CLOCK_TOLERANCE) - CLOCK_TOLERANCE)
    given = {"site": site, "earliest": earliest, "first": first, "until": until}
    sent = sorted(_Sent(*row) for row in driver.rows(SENT, given))
    if not sent:
        return []
    masses = _boxes(driver, {unit for one in sent for unit in one.units})
    came = [*_followed(driver, sent, masses), *_loose(driver, sent, masses)]
    return _together(came)


def _boxes(driver: Driver, units: Collection[int]) -> dict[int, int | None]:
    """The masses of those of these units that are no batteries."""
    return dict(driver.rows(_BOXES, {"ids": ids(units)}))


def _followed(
    driver: Driver, sent: Sequence[_Sent], masses: Mapping[int, int | None]
) -> Iterable[_Came]:
    begun: dict[int, _Sent] = {}
    for one in sent:
        for unit in one.units:
            if unit in masses:
                begun.setdefault(unit, one)
    lived: dict[int, list[int]] = defaultdict(list)
    for unit, event in driver.rows(_LIVED, {"ids": ids(begun)}) if begun else ():
        lived[unit].append(event)
    events = {event for some in lived.values() for event in some}
    rows = driver.rows(_RECEIVED, {"ids": ids(events)}) if events else ()
    received = {id_: (at, id_, site) for at, id_, site in rows}
    for unit, one in begun.items():
        found = [received[event] for event in lived[unit] if event in received]
        site = min((came for came in found if came[0] >= one.at), default=(None, None, None))[2]
        last = one.peer if site is None else None
        key = (_month(one.at), site, last, site is None or site == one.peer)
        yield _Came(key, 1, 0, masses[unit])


def _loose(
    driver: Driver, sent: Sequence[_Sent], masses: Mapping[int, int | None]
) -> Iterable[_Came]:
    peers = {one.peer for one in sent if one.peer is not None}
    recyclers = {site for (site,) in driver.rows(_RECYCLERS, {"ids": ids(peers)})}
    for one in sent:
        boxes = [unit for unit in one.units if unit in masses]
        pieces = one.pieces - len(boxes)
        if pieces <= 0:
            continue
        boxed = sum(masses[unit] or 0 for unit in boxes)
        mass = None if one.mass_g is None else one.mass_g - boxed
        there = one.peer in recyclers
        ends = (one.peer, None) if there else (None, one.peer)
        yield _Came((_month(one.at), *ends, True), 0, pieces, mass)


def _together(came: Iterable[_Came]) -> list[Arrival]:
    heaps: dict[tuple[date, int | None, int | None, bool], list[_Came]] = defaultdict(list)
    for one in came:
        heaps[one.key].append(one)
    found = []
    for key in sorted(heaps, key=lambda key: (key[0], *_last(key[1]), *_last(key[2]), key[3])):
        heap = heaps[key]
        weighed = [one.mass_g for one in heap if one.mass_g is not None]
        found.append(
            Arrival(
                *key,
                boxes=sum(one.boxes for one in heap),
                loose=sum(one.loose for one in heap),
                mass_g=sum(weighed) if weighed else None,
                unweighed=len(heap) - len(weighed),
            )
        )
    return found


def _last(id_: int | None) -> tuple[bool, int]:
    """Unknown ones come last."""
    return id_ is None, id_ or 0


def _month(at: datetime) -> date:
    return day_of(at).replace(day=1)
