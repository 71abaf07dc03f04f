"""What became of a unit? The boxes it was in, the treatments it went into, the lots that came out.

Level by level, as in ``tracker.graph.walk_back``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from tracker.domain.unit import UnitKind
from tracker.graph.contents import contents_at
from tracker.graph.facts import BoxAt, Happened, Instant, Part, Yielded
from tracker.graph.life import Lived, Window
from tracker.graph.lineage import (
    MOST_LEVELS,
    Flow,
    Flows,
    Key,
    Link,
    NodeKind,
    Thing,
    in_turns,
    treatment_key,
    unit_key,
)


class Taken(NamedTuple):
    """A node that went into a treatment, with its mass there."""

    near: Key
    mass_g: int | None
    treatment: Happened


def walk_forward(
    start: Thing,
    windows: Sequence[Window],
    lived: Iterable[Lived],
    known: Instant,
    flows: Flows,
) -> Flow:
    """The treatments of the unit's life (``windows``, ``lived``), then lot by lot; and the boxes
    that it went into them with, or is in at the end. Boxes that it left are part of its life only.

    Shares along the links: of a box, the unit's mass in that of all children when the box was
    consumed, or last seen (``known``); of a treatment, the input's mass in that of all inputs; a
    lot is made of what went into its treatment in the same shares.
    """
    flow = Flow(unit_key(start.unit))
    flow.add(flow.start, start, 0)
    ends = [one for one in lived if one.part is Part.INPUT]
    keys = _add_boxes(flow, start, windows, _asked_at(windows, ends, known), flows)
    taken = [Taken(keys[one.window], one.own_g, one.event) for one in ends]
    for _ in range(MOST_LEVELS):
        if not taken:
            return flow
        lots = _add_outputs(flow, flows, taken)
        taken = [
            Taken(unit_key(one.unit), one.mass_g, one.treatment)
            for some in in_turns(lots, flow)
            for one in flows.treated(some, Part.INPUT)
        ]
    flow.cut = flow.cut or bool(taken)
    return flow


def box_key(windows: Sequence[Window], place: int) -> Key:
    """The node of the box behind the window at this place; the same box twice is two nodes."""
    return Key(NodeKind.UNIT, windows[place].unit, place)


def _asked_at(
    windows: Sequence[Window], ends: Iterable[Lived], known: Instant
) -> dict[int, Instant]:
    """The places of the boxes that the unit was consumed with, or is in at the end; and of what
    instant each is asked what it held."""
    places: dict[int, Instant] = {}
    for one in ends:
        place = one.window
        while place > 0:
            places.setdefault(place, min(one.event.instant, known))
            place = windows[place].within
    for place, window in enumerate(windows):
        if place and window.still:
            places.setdefault(place, known)
    return dict(sorted(places.items()))


def _add_boxes(
    flow: Flow, start: Thing, windows: Sequence[Window], places: dict[int, Instant], flows: Flows
) -> dict[int, Key]:
    """The boxes as nodes; answers the node of each place."""
    boxes = [BoxAt(windows[place].unit, then) for place, then in places.items()]
    held = contents_at(boxes, flows, weigh_all=True) if boxes else []
    keys = {0: flow.start}
    for place, contents in zip(places, held, strict=True):
        window = windows[place]
        masses = {portion.unit: portion.mass_g for portion in contents.others}
        inner = windows[window.within].unit
        mass = masses.get(inner, start.mass_g if inner == start.unit else None)
        near, key = keys[window.within], box_key(windows, place)
        code = window.stay.box_code if window.stay else None
        box = Thing(window.unit, UnitKind.CONTAINER, None, code, None)
        flow.add(key, box, flow.levels[near] + 1)
        flow.links.append(Link(near, key, mass, mass, contents.whole_g))
        if window.stay:
            flow.packings[near, key] = window.stay.packed
        keys[place] = key
    return keys


def _add_outputs(flow: Flow, flows: Flows, taken: Sequence[Taken]) -> list[int]:
    """The treatments that took these in, and the lots that came out; answers the new lots."""
    new = {
        one.treatment.id
        for one in taken
        if flow.add(treatment_key(one.treatment.id), one.treatment, flow.levels[one.near] + 1)
    }
    found: dict[int, list[Yielded]] = {}
    for lot in flows.outputs_of(list(dict.fromkeys(one.treatment.id for one in taken))):
        found.setdefault(lot.event, []).append(lot)
    for near, mass, treatment in taken:
        whole = found[treatment.id][0].input_g if treatment.id in found else None
        flow.links.append(Link(near, treatment_key(treatment.id), mass, mass, whole))
    lots = []
    for event, yielded in found.items():
        key = treatment_key(event)
        for lot in yielded if event in new else ():
            if lot.unit is None:
                continue
            thing = Thing(lot.unit, UnitKind.MATERIAL_LOT, lot.material, lot.code, lot.mass_g)
            if flow.add(unit_key(lot.unit), thing, flow.levels[key] + 1):
                lots.append(lot.unit)
            flow.links.append(Link(key, unit_key(lot.unit), lot.mass_g, 1, 1))
    return lots
