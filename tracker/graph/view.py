"""How does a walk look to a caller? With shares, and with what the caller may not see blotted out.

Blotted out is done before shares are worked out: a mass that the caller may not see enters none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind
from tracker.graph.abroad import Abroad
from tracker.graph.facts import Happened, KnownSite
from tracker.graph.gaps import GapReason
from tracker.graph.lineage import Flow, Key, Link, NodeKind
from tracker.graph.mass_share import share, shares_along, times
from tracker.graph.sight import Sight


class Node(NamedTuple):
    """One node of an answer. ``key`` names it within the answer; ``level`` is its distance from the
    unit asked about; of a ``hidden`` one nothing else but its kind is told.

    ``share``: behind a unit, the part of the unit's mass that came from here; ahead of it, the
    part of this node's mass that came from the unit. ``batteries`` are those right in this box, or
    gone loose into this treatment, with their own share. None: unknown, or not for the caller.
    Masses are grams. A gap has a ``reason``; its ``site`` is that of its owner, its event the last
    that is known. ``abroad`` is what another province's authority answered about it; it closed a
    gap if the node's kind is ABROAD. ``unit`` is the id of a unit within the books, never told.
    """

    key: int
    level: int
    kind: NodeKind
    hidden: bool
    share: Fraction | None = None
    unit_kind: UnitKind | None = None
    code: str | None = None
    material: Material | None = None
    mass_g: int | None = None
    batteries: int = 0
    batteries_share: Fraction | None = None
    event: str | None = None
    scan: ScanKind | None = None
    happened_at: datetime | None = None
    site: KnownSite | None = None
    reason: GapReason | None = None
    unit: int | None = None
    abroad: Abroad | None = None


class Edge(NamedTuple):
    """What flows from node ``source`` to node ``target``: ``mass_g`` grams; ``part_g`` of
    ``whole_g`` is its share in the treatment, box or lot that it goes into. ``evidence`` are the
    ids outward of the events that say so."""

    source: int
    target: int
    mass_g: int | None
    part_g: int | None
    whole_g: int | None
    evidence: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        return share(self.part_g, self.whole_g)


@dataclass(frozen=True, slots=True)
class FlowView:
    """One side of a trace. ``unknown_shares`` edges have no share because a mass is unknown or
    hidden; ``circular``: the books run in a circle here; ``cut``: they go on deeper than asked."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    hidden: int
    unknown_shares: int
    circular: bool
    cut: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """What of a walk a caller sees. ``holders`` are treatments and boxes of whose inside it sees
    everything; ``keys`` all nodes it sees."""

    holders: set[Key]
    keys: set[Key]


def what_is_seen(flow: Flow, sight: Sight, also: Iterable[Key], boxes: Iterable[Key]) -> Seen:
    """Treatments that the caller may see, and with them whatever went in or came out.

    ``also`` are nodes that the caller is known to see; ``boxes`` those of them whose inside it
    sees, too. A box that went into a treatment which it sees belongs to these.
    """
    holders = {*boxes}
    for key, node in flow.nodes.items():
        if isinstance(node, Happened) and sight.sees(node):
            holders.add(key)
    keys = {flow.start, *also, *holders}
    for near, far, _, _, _ in flow.links:
        if far.kind is NodeKind.TREATMENT:
            if far in holders:
                keys.add(near)
        elif near in holders:
            keys.add(far)
            if far.at:
                holders.add(far)
    return Seen(holders, keys)


def blotted(links: Sequence[Link], seen: Seen) -> Sequence[Link]:
    """The links, without the masses of those that touch something hidden."""
    keys = seen.keys
    return [
        link if link.near in keys and link.far in keys else Link(*link[:2], None, None, None)
        for link in links
    ]


@dataclass(frozen=True, slots=True)
class Looked:
    """A view with what it was made of: the share of each node, and its place in the view."""

    view: FlowView
    shares: dict[Key, Fraction | None]
    places: dict[Key, int]


def look(flow: Flow, seen: Seen, sight: Sight, *, forward: bool) -> Looked:
    """How a walk looks to the caller who sees that much of it."""
    links = flow.links if len(seen.keys) == len(flow.nodes) else blotted(flow.links, seen)
    shares = shares_along(flow.start, links)
    places = {key: place for place, key in enumerate(flow.nodes)}
    nodes = [
        _node(flow, key, place, shares.of.get(key), seen, sight)
        if key in seen.keys
        else Node(place, flow.levels[key], key.kind, True)
        for key, place in places.items()
    ]
    ends = _ahead if forward else _back
    edges = [
        Edge(*ends(places[near], places[far]), mass, part, whole, _evidence(near, far, flow, seen))
        for near, far, mass, part, whole in links
    ]
    view = FlowView(
        nodes=tuple(nodes),
        edges=tuple(edges),
        hidden=len(nodes) - len(seen.keys),
        unknown_shares=sum([link.part_g is None or not link.whole_g for link in links]),
        circular=shares.circular,
        cut=flow.cut,
    )
    return Looked(view, shares.of, places)


def _ahead(near: int, far: int) -> tuple[int, int]:
    return near, far


def _back(near: int, far: int) -> tuple[int, int]:
    return far, near


def _evidence(near: Key, far: Key, flow: Flow, seen: Seen) -> tuple[str, ...]:
    """The treatment at one end of a link, or the packing; nothing where an end is hidden."""
    if near not in seen.keys or far not in seen.keys:
        return ()
    found = [key.id for key in (near, far) if key.kind is NodeKind.TREATMENT]
    packed = flow.packings.get((near, far))
    return tuple([str(event) for event in (*found, *([] if packed is None else [packed]))])


def _node(
    flow: Flow, key: Key, place: int, part: Fraction | None, seen: Seen, sight: Sight
) -> Node:
    node, level, kind = flow.nodes[key], flow.levels[key], key.kind
    heap = flow.heaps.get(key) if key in seen.holders else None
    number, some = (heap.number, times(part, heap.part_g, heap.whole_g)) if heap else (0, None)
    if isinstance(node, Happened):
        site = sight.sites[node.site]
        return Node(
            place, level, kind, False, part, None, None, None, node.mass_g, number, some,
            str(node.id), node.kind, node.happened_at, site,
        )  # fmt: skip
    return Node(
        place, level, kind, False, part, node.kind, node.code, node.material, node.mass_g, number,
        some, unit=node.unit,
    )  # fmt: skip
