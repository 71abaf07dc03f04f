"""How is a walk along flows written down, and what does it ask the books?

Nodes are traceable things, treatments and heaps of batteries; links are the steps between them.
Places and companies are never nodes: one of them would connect everything with everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple, Protocol

from tracker.domain.unit import Material, UnitKind
from tracker.graph.facts import BoxAt, Portion, Treated, Treatment, Yielded

#: No true chain is longer, and a false one must not hang us.
MOST_LEVELS = 100


class NodeKind(StrEnum):
    """A traceable thing, a treatment, or the batteries of one box or treatment together."""

    UNIT = "unit"
    TREATMENT = "treatment"
    BATTERIES = "batteries"


class Key(NamedTuple):
    """Names a node within one walk. ``at`` tells apart the same box at different times, and the
    batteries of one box or treatment from the next."""

    kind: NodeKind
    id: int
    at: int = 0


class Thing(NamedTuple):
    """A unit, or all batteries of a box or treatment together (``unit`` is None then): how many,
    how heavy those are that were weighed (grams), and how many were never weighed."""

    unit: int | None
    kind: UnitKind
    material: Material | None
    code: str | None
    number: int = 1
    mass_g: int | None = None
    unweighed: int = 0


class Link(NamedTuple):
    """One step of a walk, from the node nearer to its start to the one farther away.

    ``mass_g`` goes along it. ``part_g`` of ``whole_g`` is the share of the nearer node (going
    forward: of the farther one) that it stands for; None: unknown.
    """

    near: Key
    far: Key
    mass_g: int | None
    part_g: int | None
    whole_g: int | None


@dataclass(slots=True)
class Flow:
    """A walk. ``levels`` says how many steps a node lies from the start; ``cut``: there is more,
    but it lies deeper than any true chain."""

    start: Key
    nodes: dict[Key, Thing | Treatment] = field(default_factory=dict)
    levels: dict[Key, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    cut: bool = False

    def add(self, key: Key, node: Thing | Treatment, level: int) -> bool:
        """Whether the node is new."""
        if key in self.nodes:
            return False
        self.nodes[key] = node
        self.levels[key] = level
        return True


class Flows(Protocol):
    """What the walks ask the books. Voided events and those after ``as_of`` are left out."""

    def made_by(self, lots: Sequence[int], as_of: datetime) -> Sequence[Treated]:
        """The treatments that these lots came out of."""
        ...

    def consumed_by(self, units: Sequence[int], as_of: datetime) -> Sequence[Treated]:
        """The treatments that these units went into."""
        ...

    def inputs_of(self, treatments: Sequence[int]) -> Sequence[Portion]:
        """What went into these treatments; the loose batteries of each together."""
        ...

    def outputs_of(self, treatments: Sequence[int]) -> Sequence[Yielded]:
        """What came out of these treatments."""
        ...

    def contents_at(self, boxes: Sequence[BoxAt]) -> Sequence[Portion]:
        """What was directly inside these boxes; the batteries of each together."""
        ...


def unit_key(unit: int) -> Key:
    """A unit that the walk meets once, whenever it is."""
    return Key(NodeKind.UNIT, unit)


def treatment_key(treatment: int) -> Key:
    return Key(NodeKind.TREATMENT, treatment)


def heap_key(holder: Key) -> Key:
    """The batteries that are in this box, or went loose into this treatment."""
    if holder.kind is NodeKind.TREATMENT:
        return Key(NodeKind.BATTERIES, 0, holder.id)
    return Key(NodeKind.BATTERIES, holder.id, holder.at)


def grams_of(portion: Portion) -> int | None:
    """Grams of a portion; None when any part of it was never weighed."""
    return None if portion.unweighed else portion.mass_g


def sum_of(masses: Iterable[int | None]) -> int | None:
    """Grams together; None when any of them is unknown."""
    total = 0
    for mass in masses:
        if mass is None:
            return None
        total += mass
    return total


def by_holder(portions: Iterable[Portion]) -> dict[int, list[Portion]]:
    """Portions by what they are of."""
    found: dict[int, list[Portion]] = {}
    for portion in portions:
        found.setdefault(portion.of, []).append(portion)
    return found
