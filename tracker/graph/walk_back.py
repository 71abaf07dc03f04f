"""What is behind a lot, and what is in a box? Level by level, until there is nothing more.

Each level asks the books once about all its nodes. A node seen before is not asked about again and
no walk goes deeper than a hundred levels, so a circle in the books cannot hang it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from tracker.domain.unit import UnitKind
from tracker.graph.facts import BoxAt, Portion, Treated
from tracker.graph.lineage import (
    MOST_LEVELS,
    Flow,
    Flows,
    Key,
    Link,
    NodeKind,
    Thing,
    by_holder,
    grams_of,
    heap_key,
    sum_of,
    treatment_key,
    unit_key,
)


def walk_back(start: Thing, box: BoxAt | None, flows: Flows, as_of: datetime) -> Flow:
    """Treatments, lots and boxes one by one, batteries as sums.

    ``box`` asks what a container holds at a moment; it is None for a lot. Shares along the links:
    of a treatment, the input's mass in that of all inputs; of a box, the child's mass in that of
    all children.
    """
    assert start.unit is not None  # noqa: S101  one unit is asked about
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
        if level.boxes:
            found = by_holder(flows.contents_at([box for _, box in level.boxes]))
            for place, (key, at) in enumerate(level.boxes):
                following.take_apart(key, at, found.get(place, ()))
        if level.lots:
            following.add_treatments(level.lots, flows, as_of)
        level = following
    flow.cut = bool(level.lots or level.boxes)
    return flow


class _Level:
    """The lots and boxes that one level found, to be asked about at the next."""

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self.lots: list[int] = []
        self.boxes: list[tuple[Key, BoxAt]] = []

    def add_treatments(self, lots: Sequence[int], flows: Flows, as_of: datetime) -> None:
        """The treatments behind these lots, and what went into them."""
        flow = self._flow
        new = []
        for unit, made in _by_unit(flows.made_by(lots, as_of)).items():
            near = unit_key(unit)
            # A code names one lot, so one treatment made it; if the books say two, masses decide.
            alone = len(made) == 1
            whole = 1 if alone else sum_of(one.mass_g for one in made)
            for one in made:
                far = treatment_key(one.treatment.id)
                if flow.add(far, one.treatment, flow.levels[near] + 1):
                    new.append(one.treatment)
                part = 1 if alone else one.mass_g
                flow.links.append(Link(near, far, one.mass_g, part, whole))
        if new:
            found = by_holder(flows.inputs_of([treatment.id for treatment in new]))
            for treatment in new:
                then = (treatment.happened_at, treatment.id)
                any_box = BoxAt(0, then, then)
                portions = found.get(treatment.id, ())
                self.take_apart(treatment_key(treatment.id), any_box, portions)

    def take_apart(self, holder: Key, then: BoxAt, portions: Sequence[Portion]) -> None:
        """Hang what went in, or was inside, on its treatment or box; lots and boxes lead on.

        Boxes found here are asked about the same moment as ``then``.
        """
        flow = self._flow
        whole = sum_of(grams_of(portion) for portion in portions)
        level = flow.levels[holder] + 1
        for _, unit, number, mass, unweighed, kind, material, code in portions:
            boxed = kind is UnitKind.CONTAINER
            if unit is None:
                key = heap_key(holder)
            else:
                key = Key(NodeKind.UNIT, unit, then.at[1]) if boxed else unit_key(unit)
            thing = Thing(unit, kind, material, code, number, mass, unweighed)
            if flow.add(key, thing, level) and unit is not None:
                if boxed:
                    self.boxes.append((key, then._replace(box=unit)))
                elif kind is UnitKind.MATERIAL_LOT:
                    self.lots.append(unit)
            part = None if unweighed else mass
            flow.links.append(Link(holder, key, part, part, whole))


def _by_unit(treated: Iterable[Treated]) -> dict[int, list[Treated]]:
    found: dict[int, list[Treated]] = {}
    for one in treated:
        found.setdefault(one.unit, []).append(one)
    return found
