"""Does what is on the road arrive, does what lies somewhere leave in time, does it go round?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tracker.domain.moments import day_of
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Ground, Life, Step
from tracker.rules.storage_findings import SiteStock, limit_of

ON_THE_ROAD = frozenset({K.LOAD, K.HAND_OVER, K.DELIVER})
SENT = ON_THE_ROAD | {K.DISPATCH}
#: With these waste begins to lie at a site; with those it ends to.
COMES = frozenset({K.TAKE_BACK, K.COLLECT, K.RECEIVE, K.PACK, K.UNPACK, K.FIND, K.STORE})
GOES = frozenset({K.LOAD, K.LOSE, K.SELL, K.EXPORT, K.DISMANTLE, K.SMELT, K.DISPOSE})


def no_receipt(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A10: loaded, and nobody has received, refused, lost or found it since."""
    told = life.told
    for place, step in enumerate(told):
        after = told[place + 1] if place + 1 < len(told) else None
        if step.kind not in ON_THE_ROAD or (after and after.kind in ON_THE_ROAD):
            continue
        days = ground.figure("road_days", day_of(step.at), 36_500)
        if (after.at if after else ground.until) - step.at > timedelta(days=days):
            due = day_of(step.at + timedelta(days=days))
            said = {"since": day_of(step.at)}
            events = (step.event,) if after is None else (step.event, after.event)
            codes = (life.code,)
            yield Anomaly("A10", "no_receipt", life.code, due, step.site, events, codes, said)


def no_shipment(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A10, the other way round: received from another site that never sent it."""
    before: Step | None = None
    sent = False
    for step in life.told:
        if step.kind in SENT:
            sent = True
        elif step.kind in (K.WEIGH, K.GRADE, K.STOCK_TAKE):
            continue
        else:
            if step.kind is K.RECEIVE and before and before.site != step.site and not sent:
                yield Anomaly(
                    *("A10", "received_without_shipment", life.code, day_of(step.at), step.site),
                    *((before.event, step.event), (life.code,)),
                )
            sent = False
        before = step


def dwell(life: Life, ground: Ground) -> Iterator[Anomaly]:
    """A9: it lay at a site for longer than the law, or the province, lets such a site keep it."""
    since: Step | None = None
    packed: Step | None = None
    for step in life.told:
        leaves = step.kind in GOES or (step.kind is K.PACK and not life.container)
        if since is not None and (leaves or step.site != since.site):
            yield from _stayed(life, since, step, step.at, ground)
            since = None
        if leaves:
            packed = step if step.kind is K.PACK else None
        elif since is None and step.kind in COMES:
            since, packed = step, None
        if packed is None and since is not None and step.kind is K.UNPACK and life.container:
            since = None
    if since is not None:
        yield from _stayed(life, since, None, ground.until, ground)


def _stayed(
    life: Life, since: Step, left: Step | None, until: datetime, ground: Ground
) -> Iterator[Anomaly]:
    spot = ground.spots.get(since.site)
    if spot is None:
        return
    first = day_of(since.at)
    stock = SiteStock(spot.code, spot.roles, 0, 1, 0, first, life.code, spot.capacity_g)
    last = limit_of(stock, first, ground.figures).last_day(first)
    gone = day_of(until)
    if last is None or gone <= last:
        return
    events = (since.event,) if left is None else (since.event, left.event)
    said = {"since": first, "last_day": last}
    due = last + timedelta(days=1)
    yield Anomaly("A9", "dwell_too_long", life.code, due, since.site, events, (life.code,), said)


def trading_rings(lives: Iterable[Life], ground: Ground) -> Iterator[Anomaly]:
    """A14: units that were sent away, taken in by another party, and came back: one anomaly for
    each pair of sites. What was refused at the gate or came back to be collected does not count."""
    found: dict[tuple[int, int], list[tuple[str, Step, Step]]] = {}
    for life in lives:
        for left, back, other in _round_trips(life, ground):
            found.setdefault((left.site, other), []).append((life.code, left, back))
    for (site, other), trips in sorted(found.items()):
        first = min(back.at for _, _, back in trips)
        if len(trips) < ground.figure("ring_units", day_of(first), 1_000_000):
            continue
        here, there = ground.spots[site], ground.spots[other]
        events = tuple(sorted({one.event for _, *two in trips for one in two}))
        codes = tuple(sorted({code for code, _, _ in trips}))
        subject = f"{here.code} {there.code}"
        said = {"pieces": len(trips)}
        yield Anomaly("A14", "trading_ring", subject, day_of(first), site, events, codes, said)


def goes_round(life: Life, ground: Ground) -> bool:
    """Whether it came back to where it was sent from, by way of another party."""
    return next(_round_trips(life, ground), None) is not None


def _round_trips(life: Life, ground: Ground) -> Iterator[tuple[Step, Step, int]]:
    """(leaving, coming back, where it was meanwhile)."""
    left: dict[int, Step] = {}
    other: dict[int, int] = {}
    for step in life.told:
        if step.kind is K.LOAD:
            left[step.site] = step
            other.pop(step.site, None)
        elif step.kind is K.REJECT:
            left, other = {}, {}
        elif step.kind is K.RECEIVE:
            if step.site in other:
                yield left.pop(step.site), step, other.pop(step.site)
            for site in left:
                if _is_another(step.site, site, ground):
                    other.setdefault(site, step.site)


def _is_another(one: int, other: int, ground: Ground) -> bool:
    here, there = ground.spots.get(one), ground.spots.get(other)
    if here is None or there is None or one == other:
        return False
    return Role.CARRIER not in here.roles and here.organisation != there.organisation
