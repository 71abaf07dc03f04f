"""What is behind a lot, and what is in a box? Level by level, until there is nothing more.

Each level asks the books once about all its nodes. A node seen before is not asked about again and
no walk goes deeper than a hundred levels, so a circle in the books cannot hang it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.domain.unit import UnitKind
from tracker.graph.contents import contents_at
from tracker.graph.facts import BoxAt, Instant, Part, Portion
from tracker.graph.lineage import (
    MOST_LEVELS,
    Flow,
    Flows,
    Heap,
    Key,
    Link,
    NodeKind,
    Thing,
    Treated,
    in_turns,
    sum_of,
    treatment_key,
    unit_key,
)


def walk_back(start: Thing, box: BoxAt | None, flows: Flows) -> Flow:
    """Treatments, lots and boxes one by one, batteries as heaps.

    ``box`` asks what a container holds at a moment; it is None for a lot. Shares along the links:
    of a treatment, the input's mass in that of all inputs; of a box, the child's mass in that of
    all children.
    """
    first = Key(NodeKind.UNIT, start.unit, box.at[1] if box else 0)
    flow = Flow(first)
    flow.add(first, start, 0)
    level = _Level(flow)
    if box is not None:
        level.boxes.append((first, box))
    elif start.kind is UnitKind.MATERIAL_LOT:
        level.lots.append(start.unit)
    for _ in range(MOST_LEVELS):
        if not level.lots and not level.boxes:
            return flow
        following = _Level(flow)
        for boxes in in_turns(level.boxes, flow):
            following.open_boxes(boxes, flows)
        for lots in in_turns(level.lots, flow):
            following.add_treatments(lots, flows)
        level = following
    flow.cut = flow.cut or bool(level.lots or level.boxes)
    return flow


class _Level:
    """The lots and boxes that one level found, to be asked about at the next."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.lots: list[int] = []
        self.boxes: list[tuple[Key, BoxAt]] = []

    def add_treatments(self, lots: Sequence[int], flows: Flows) -> None:
        """The treatments behind these lots, and what went into them."""
        flow = self._flow
        new = {}
        for unit, made in _by_unit(flows.treated(lots, Part.OUTPUT)).items():
            near = unit_key(unit)
            # A code names one lot, so one treatment made it; if the books say two, masses decide.
            alone = len(made) == 1
            whole = 1 if alone else sum_of([one.mass_g for one in made])
            for one in made:
                far = treatment_key(one.treatment.id)
                if flow.add(far, one.treatment, flow.levels[near] + 1):
                    new[one.treatment.id] = one.treatment
                part = 1 if alone else one.mass_g
                flow.links.append(Link(near, far, one.mass_g, part, whole))
        if not new:
            return
        for event, number, mass, others in flows.inputs_of(list(new)):
            then = new[event].instant
            holder = treatment_key(event)
            self._hang(holder, others, mass, then)
            self._heap_up(holder, number - len(others), others, mass)

    def open_boxes(self, boxes: Sequence[tuple[Key, BoxAt]], flows: Flows) -> None:
        """What is in these boxes."""
        found = contents_at([at for _, at in boxes], flows)
        for (holder, at), (batteries, others, fillings, mass, entered) in zip(
            boxes, found, strict=True
        ):
            self._flow.fillings[holder] = fillings
            if others:
                self._hang(holder, others, mass, at.at)
                flow = self._flow
                for packed, unit in entered:
                    key = Key(NodeKind.UNIT, unit.unit, _moment_of(unit, at.at))
                    flow.packings[holder, key] = packed
                self._heap_up(holder, batteries, others, mass)
            elif batteries:
                self._flow.heaps[holder] = Heap(batteries, 1, 1)

    def _hang(
        self, holder: Key, others: Iterable[Portion], whole: int | None, then: Instant
    ) -> None:
        """Link what went in, or was inside, to its treatment or box; lots and boxes lead on.

        Boxes found here are asked what they held ``then``.
        """
        flow = self._flow
        level = flow.levels[holder] + 1
        for portion in others:
            unit, kind, _, _, mass = portion
            boxed = kind is UnitKind.CONTAINER
            key = Key(NodeKind.UNIT, unit, _moment_of(portion, then))
            if flow.add(key, Thing(*portion), level):
                if boxed:
                    self.boxes.append((key, BoxAt(unit, then)))
                elif kind is UnitKind.MATERIAL_LOT:
                    self.lots.append(unit)
            flow.links.append(Link(holder, key, mass, mass, whole))

    def _heap_up(
        self, holder: Key, number: int, others: Iterable[Portion], whole: int | None
    ) -> None:
        if number:
            rest = sum_of([portion.mass_g for portion in others])
            part = None if whole is None or rest is None else whole - rest
            self._flow.heaps[holder] = Heap(number, part, whole)


def _moment_of(portion: Portion, then: Instant) -> int:
    """A box is a node for each moment at which it is asked what it held."""
    return then[1] if portion.kind is UnitKind.CONTAINER else 0


def _by_unit(treated: Iterable[Treated]) -> dict[int, list[Treated]]:
    found: dict[int, list[Treated]] = {}
    for one in treated:
        found.setdefault(one.unit, []).append(one)
    return found
