"""Do flows run one way, and does what goes in come out? Cycles, holes, volcanoes, boxes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta

from tracker.domain.register_kinds import PPM
from tracker.domain.roles import Role
from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.facts import Ground, SiteMass, Stay, Treatment


def cycles(treatments: Iterable[Treatment], ground: Ground) -> Iterator[Anomaly]:
    """A1: a lot that went into its own making. One anomaly for each knot of treatments, named by
    its first event; linear in treatments and lots, whatever they are knotted like."""
    by_event = {one.event: one for one in treatments}
    made_by: dict[int, list[int]] = {}
    for one in by_event.values():
        for unit in one.outputs:
            made_by.setdefault(unit, []).append(one.event)
    needs = {
        event: sorted({maker for unit in one.inputs for maker in made_by.get(unit, ())})
        for event, one in sorted(by_event.items())
    }
    for knot in _knots(needs):
        if len(knot) == 1 and knot[0] not in needs[knot[0]]:
            continue
        events = tuple(sorted(knot))
        told = [by_event[event] for event in events]
        codes = tuple(sorted({code for one in told for code in one.lead_codes}))
        latest = max(told, key=lambda one: (one.day, one.event))
        yield Anomaly("A1", "flow_cycle", str(events[0]), latest.day, latest.site, events, codes)


def _knots(needs: dict[int, list[int]]) -> Iterator[list[int]]:
    """Strongly connected parts (Tarjan 1972), without recursion: chains are long."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    for root in needs:
        if root in index:
            continue
        work = [(root, iter(needs[root]))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            node, rest = work[-1]
            child = next(rest, None)
            if child is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot: list[int] = []
                    while not knot or knot[-1] != node:
                        knot.append(stack.pop())
                        on_stack.discard(knot[-1])
                    yield knot
            elif child not in index:
                index[child] = low[child] = len(index)
                stack.append(child)
                on_stack.add(child)
                work.append((child, iter(needs[child])))
            elif child in on_stack:
                low[node] = min(low[node], index[child])


def two_parents(stays: Iterable[Stay], ground: Ground) -> Iterator[Anomaly]:
    """A7: one unit in two boxes at once."""
    by_code: dict[str, list[Stay]] = {}
    for stay in stays:
        by_code.setdefault(stay.code, []).append(stay)
    for code, rows in sorted(by_code.items()):
        rows.sort(key=lambda stay: (stay.since, stay.box))
        open_one: Stay | None = None
        for stay in rows:
            if open_one and (open_one.until is None or stay.since < open_one.until):
                said = {"boxes": f"{open_one.box}, {stay.box}"}
                events = (open_one.since, stay.since)
                yield Anomaly("A7", "two_parents", code, stay.day, stay.site, events, (code,), said)
            if open_one is None or (
                open_one.until is not None and (stay.until is None or stay.until > open_one.until)
            ):
                open_one = stay


def black_holes(mass: SiteMass, ground: Ground) -> Iterator[Anomaly]:
    """A11: mass comes in for a long time and none goes out. A plant melts it: A12 looks there."""
    if _melts(mass, ground):
        return
    least = ground.figure("black_hole_mass", mass.last_day, 10**15)
    days = ground.figure("black_hole_days", mass.last_day, 36_500)
    long_enough = mass.last_day - mass.first_in > timedelta(days=days)
    if mass.out_g == 0 and mass.in_g >= least and long_enough:
        yield _site("black_hole", mass, ground)


def volcanoes(mass: SiteMass, ground: Ground) -> Iterator[Anomaly]:
    """A11, the other way round: more goes out than ever came in, beyond what scales err."""
    if _melts(mass, ground):
        return
    least = ground.figure("black_hole_mass", mass.last_day, 10**15)
    tolerance = ground.figure("weight_tolerance", mass.last_day, 1_000 * PPM)
    surplus = mass.out_g - mass.in_g
    if surplus >= least and surplus * PPM > mass.in_g * tolerance:
        yield _site("volcano", mass, ground)


def _melts(mass: SiteMass, ground: Ground) -> bool:
    return Role.RECYCLER in ground.spots[mass.site].roles


def _site(rule: str, mass: SiteMass, ground: Ground) -> Anomaly:
    code = ground.spots[mass.site].code
    said = {"sent_g": mass.out_g, "received_g": mass.in_g}
    return Anomaly("A11", rule, code, mass.first_in, mass.site, (), (code,), said)
