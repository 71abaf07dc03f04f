"""Where does each node of a trace stand in a picture? In layers, with few crossings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from tracker.graph.trace import Trace
from tracker.graph.view import Edge, Node

#: More nodes than this in one layer are folded: a picture that nobody can read helps nobody.
MOST_PER_LAYER = 12

#: How often layers are put in order by their neighbours; more changes nothing visible.
SWEEPS = 4


class Spot(NamedTuple):
    """A node in its place: ``column`` counts from the left, ``row`` from the top. ``name`` is
    unique in the picture. ``node`` None: so many nodes that are ``folded`` here, or so many
    ``batteries`` right in a box or treatment, with their ``share`` of the unit asked about."""

    name: str
    column: int
    row: float
    node: Node | None
    folded: int = 0
    batteries: int = 0
    share: Fraction | None = None


class Line(NamedTuple):
    """From the spot ``source`` to the spot ``target``, by name."""

    source: str
    target: str
    edge: Edge | None


class Layout(NamedTuple):
    """Spots and lines, and how many columns and rows they take."""

    spots: tuple[Spot, ...]
    lines: tuple[Line, ...]
    columns: int
    rows: int


def layout(trace: Trace) -> Layout:
    """What lies behind to the left, the unit itself between, what lies ahead to the right."""
    layers: dict[int, list[Spot]] = defaultdict(list)
    edges: list[tuple[str, str, Edge | None]] = []
    for view, sign, side in ((trace.behind, -1, "b"), (trace.ahead, 1, "f")):
        if view is None:
            continue
        names = {n.key: "start" if n.level == 0 else f"{side}{n.key}" for n in view.nodes}
        for node in view.nodes:
            name = names[node.key]
            if node.level or not layers[0]:
                layers[sign * node.level].append(Spot(name, 0, 0, node))
            if node.batteries and sign < 0:
                heap = Spot(
                    f"{name}-batteries", 0, 0, None, 0, node.batteries, node.batteries_share
                )
                layers[-node.level - 1].append(heap)
                edges.append((heap.name, name, None))
        edges += [(names[e.source], names[e.target], e) for e in view.edges]
    kept, places = _folded(layers)
    neighbours = _neighbours(edges, places)
    _order(kept, neighbours)
    return _placed(kept, edges, places)


def _folded(
    layers: Mapping[int, list[Spot]],
) -> tuple[dict[int, list[Spot]], dict[str, str]]:
    """At most so many spots a layer; ``places`` maps each node's name to its spot's."""
    kept: dict[int, list[Spot]] = {}
    places: dict[str, str] = {}
    for level in sorted(layers):
        nodes = layers[level]
        shown = nodes if len(nodes) <= MOST_PER_LAYER else nodes[: MOST_PER_LAYER - 1]
        kept[level] = list(shown)
        places.update((spot.name, spot.name) for spot in shown)
        rest = nodes[len(shown) :]
        if rest:
            fold = f"fold{level}"
            kept[level].append(Spot(fold, 0, 0, None, len(rest)))
            places.update((spot.name, fold) for spot in rest)
    return kept, places


def _neighbours(
    edges: Sequence[tuple[str, str, Edge | None]], places: Mapping[str, str]
) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for source, target, _ in edges:
        found[places[source]].append(places[target])
        found[places[target]].append(places[source])
    return found


def _order(kept: dict[int, list[Spot]], neighbours: Mapping[str, list[str]]) -> None:
    """Each layer by the mean place of its neighbours, to and fro."""
    levels = sorted(kept)
    for sweep in range(SWEEPS):
        rank = {spot.name: place for layer in kept.values() for place, spot in enumerate(layer)}
        for level in levels if sweep % 2 == 0 else reversed(levels):
            means = {}
            for spot in kept[level]:
                near = [rank[name] for name in neighbours.get(spot.name, ())]
                means[spot.name] = sum(near) / len(near) if near else rank[spot.name]
            kept[level].sort(key=lambda spot: (spot.folded, means[spot.name]))
            rank.update((spot.name, place) for place, spot in enumerate(kept[level]))


def _placed(
    kept: Mapping[int, list[Spot]],
    edges: Sequence[tuple[str, str, Edge | None]],
    places: Mapping[str, str],
) -> Layout:
    rows = max((len(layer) for layer in kept.values()), default=1)
    spots = [
        spot._replace(column=column, row=place + (rows - len(layer)) / 2)
        for column, (_, layer) in enumerate(sorted(kept.items()))
        for place, spot in enumerate(layer)
    ]
    lines: dict[tuple[str, str], Line] = {}
    for source, target, edge in edges:
        key = (places[source], places[target])
        folded = key in lines or key != (source, target)
        lines[key] = Line(*key, None if folded else edge)
    return Layout(tuple(spots), tuple(lines.values()), len(kept), rows)
