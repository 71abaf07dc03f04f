"""How is a walk along flows written down, and what does it ask the books?

Nodes are traceable things, treatments and heaps of batteries; links are the steps between them.
Places and companies are never nodes: one of them would connect everything with everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from tracker.domain.unit import Material, UnitKind
from tracker.graph.facts import Filling, Happened, Held, Intake, Moment, Part, Yielded

T = TypeVar("T")

#: No true chain is longer, and a false one must not hang us.
MOST_LEVELS = 100
#: A batch of a plant has hundreds of nodes behind it. Who asks for more gets what was met so far,
#: and is told: the memory of an answer is bounded (about 2 KB a node).
MOST_NODES = 50_000
#: Nodes of a level that the books are asked about together: a level may be wide, and after each
#: question a walk may see that it has met enough.
ASKED_AT_ONCE = 500


class NodeKind(StrEnum):
    """A traceable thing, a treatment, a leg that nobody told of, or one that another province's
    authority told of."""

    UNIT = "unit"
    TREATMENT = "treatment"
    GAP = "gap"
    ABROAD = "abroad"


class Key(NamedTuple):
    """Names a node within one walk; ``at`` tells apart the same box at different times."""

    kind: NodeKind
    id: int
    at: int = 0


class Thing(NamedTuple):
    """A unit as a node. Grams."""

    unit: int
    kind: UnitKind
    material: Material | None
    code: str | None
    mass_g: int | None


class Heap(NamedTuple):
    """The batteries right in a box, or gone loose into a treatment: they are told page by page, a
    walk only counts them. They are ``part_g`` of the ``whole_g`` that is in there; None: some of it
    was never weighed. A box of nothing but batteries is not weighed: they are 1 of 1."""

    number: int
    part_g: int | None
    whole_g: int | None


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
    """A walk. Nodes are units (``Thing``) and treatments (``Happened``). ``levels`` says how many
    steps a node lies from the start; ``heaps`` what batteries it holds, ``fillings`` what of a box
    was asked about, ``packings`` with which event a unit came into its box (near, far); ``cut``:
    there is more, but it lies deeper than any true chain, or there is too much of it."""

    start: Key
    nodes: dict[Key, Thing | Happened] = field(default_factory=dict)
    levels: dict[Key, int] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    heaps: dict[Key, Heap] = field(default_factory=dict)
    fillings: dict[Key, tuple[Filling, ...]] = field(default_factory=dict)
    packings: dict[tuple[Key, Key], int] = field(default_factory=dict)
    cut: bool = False

    @property
    def full(self) -> bool:
        """Whether the walk met as much as one answer may hold."""
        return len(self.nodes) > MOST_NODES

    def add(self, key: Key, node: Thing | Happened, level: int) -> bool:
        """Whether the node is new."""
        if key in self.nodes:
            return False
        self.nodes[key] = node
        self.levels[key] = level
        return True


class Treated(NamedTuple):
    """A unit that went into a treatment, or came out of it, with its mass there."""

    unit: int
    mass_g: int | None
    treatment: Happened


class Flows(Protocol):
    """What the walks ask the books. Voided events, and those after the moment that the question is
    about, are left out."""

    def treated(self, units: Sequence[int], part: Part) -> Sequence[Treated]:
        """The treatments that these units went into (INPUT) or came out of (OUTPUT), in order."""
        ...

    def inputs_of(self, treatments: Sequence[int]) -> Sequence[Intake]:
        """What went into these treatments."""
        ...

    def outputs_of(self, treatments: Sequence[int]) -> Sequence[Yielded]:
        """What came out of these treatments."""
        ...

    def held_by(self, boxes: Sequence[int]) -> Sequence[Held]:
        """All that these boxes ever held, directly."""
        ...

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> Sequence[int | None]:
        """The mass of each of these contents; None: some of it was never weighed."""
        ...

    def moment(self, event: int) -> Moment:
        """When a packing or unpacking of what ``held_by`` told happened."""
        ...


def in_turns(nodes: Sequence[T], flow: Flow) -> Iterator[Sequence[T]]:
    """The nodes of a level, as many as are asked about at once, while the walk is not full; it is
    ``cut`` when some of them are left."""
    for start in range(0, len(nodes), ASKED_AT_ONCE):
        if flow.full:
            flow.cut = True
            return
        yield nodes[start : start + ASKED_AT_ONCE]


def unit_key(unit: int) -> Key:
    """A unit that the walk meets once, whenever it is."""
    return Key(NodeKind.UNIT, unit)


def treatment_key(treatment: int) -> Key:
    return Key(NodeKind.TREATMENT, treatment)


def sum_of(masses: Iterable[int | None]) -> int | None:
    """Grams together; None when any of them is unknown."""
    total = 0
    for mass in masses:
        if mass is None:
            return None
        total += mass
    return total
