"""How does a walk look to a caller? With shares, and with what the caller may not see blotted out.

Blotted out is done before shares are worked out: a mass that the caller may not see enters none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.scan import ScanKind
from tracker.domain.unit import Material, UnitKind
from tracker.graph.facts import KnownSite, Treatment
from tracker.graph.lineage import Flow, Key, Link, NodeKind
from tracker.graph.mass_share import share, shares_along
from tracker.graph.sight import Sight


class Node(NamedTuple):
    """One node of an answer. ``key`` names it within the answer; ``level`` is its distance from the
    unit asked about; of a ``hidden`` one nothing else but its kind is told.

    ``number`` counts batteries, ``unweighed`` those of unknown mass; ``mass_g`` are grams.
    ``share``: behind a unit, the part of the unit's mass that came from here; ahead of it, the
    part of this node's mass that came from the unit. None: unknown, or not for the caller.
    """

    key: int
    level: int
    kind: NodeKind
    hidden: bool
    share: Fraction | None
    unit_kind: UnitKind | None = None
    code: str | None = None
    material: Material | None = None
    number: int | None = None
    mass_g: int | None = None
    unweighed: int | None = None
    event: str | None = None
    scan: ScanKind | None = None
    happened_at: datetime | None = None
    site: KnownSite | None = None


class Edge(NamedTuple):
    """What flows from node ``source`` to node ``target``: ``mass_g`` grams; ``part_g`` of
    ``whole_g`` is its share in the treatment, box or lot that it goes into."""

    source: int
    target: int
    mass_g: int | None
    part_g: int | None
    whole_g: int | None

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

    holders: frozenset[Key]
    keys: frozenset[Key]


def what_is_seen(flow: Flow, sight: Sight, also: Iterable[Key], boxes: Collection[Key]) -> Seen:
    """Treatments that the caller may see, and with them whatever went in or came out.

    ``also`` are nodes that the caller is known to see; ``boxes`` those of them whose inside it
    sees, too. A box that went into a treatment which it sees belongs to these.
    """
    holders = set(boxes)
    for key, node in flow.nodes.items():
        if isinstance(node, Treatment) and sight.sees(node.recorder, node.site, node.peer_site):
            holders.add(key)
    keys = {flow.start, *also, *holders}
    for link in flow.links:
        if link.far.kind is not NodeKind.TREATMENT and link.near in holders:
            keys.add(link.far)
            if link.far.kind is NodeKind.UNIT and link.far.at:
                holders.add(link.far)
        if link.far.kind is NodeKind.TREATMENT and link.far in holders:
            keys.add(link.near)
    return Seen(frozenset(holders), frozenset(keys))


def blotted(links: Iterable[Link], seen: Seen) -> list[Link]:
    """The links, without the masses of those that touch something hidden."""
    keys = seen.keys
    return [
        link
        if link.near in keys and link.far in keys
        else Link(link.near, link.far, None, None, None)
        for link in links
    ]


def look(
    flow: Flow, seen: Seen, links: list[Link], sight: Sight, *, forward: bool
) -> tuple[FlowView, dict[Key, Fraction | None], dict[Key, int]]:
    """The view, the share of each node, and the places of the nodes in the view.

    ``links`` are the blotted ones.
    """
    shares = shares_along(flow.start, links)
    places = {key: place for place, key in enumerate(flow.nodes)}
    nodes = []
    for key, node in flow.nodes.items():
        place, level = places[key], flow.levels[key]
        if key not in seen.keys:
            nodes.append(Node(place, level, key.kind, True, None))
            continue
        part = shares.of.get(key)
        if isinstance(node, Treatment):
            nodes.append(
                Node(
                    place,
                    level,
                    key.kind,
                    False,
                    part,
                    event=str(node.id),
                    scan=node.kind,
                    happened_at=node.happened_at,
                    site=sight.sites[node.site],
                )
            )
        else:
            _, kind, material, code, number, mass, unweighed = node
            nodes.append(
                Node(
                    place, level, key.kind, False, part, kind, code, material, number, mass,
                    unweighed,
                )
            )  # fmt: skip
    edges = [
        Edge(places[near], places[far], mass, part, whole)
        if forward
        else Edge(places[far], places[near], mass, part, whole)
        for near, far, mass, part, whole in links
    ]
    view = FlowView(
        nodes=tuple(nodes),
        edges=tuple(edges),
        hidden=len(nodes) - len(seen.keys),
        unknown_shares=sum(1 for link in links if link.part_g is None or not link.whole_g),
        circular=shares.circular,
        cut=flow.cut,
    )
    return view, shares.of, places
