"""Which legs of a trace are missing, and who would have to tell them?"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.unit import UnitKind
from tracker.graph.facts import Happened
from tracker.graph.gaps import Gap, GapReason, gap_ahead, gap_behind, in_order, legs_missing
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import BATTERIES
from tracker.graph.view import Edge, FlowView, Node
from tracker.usecases.tell_life import Asked


def with_gaps_behind(view: FlowView, asked: Asked) -> FlowView:
    """The same view; a node before each unit whose origin nobody told, and before the unit asked
    about for each leg of its way that nobody told."""
    fed = {edge.target for edge in view.edges}
    units = [node for node in view.nodes if _wanting(node, fed)]
    events = _events(units, asked)
    found = []
    for node in units:
        past = events[node.key]
        gap = gap_behind(past, node.unit_kind or UnitKind.BATTERY, asked.sight)
        if node.unit_kind is UnitKind.MATERIAL_LOT and gap is None and past:
            gap = Gap(GapReason.NO_TREATMENT, past[0].site, past[0])
        if gap is not None:
            found.append((node, gap))
    own = in_order(one.event for one in asked.lived)
    found += [(view.nodes[0], gap) for gap in legs_missing(own, asked.sight)]
    return _added(view, found, asked, forward=False)


def with_gaps_ahead(view: FlowView, asked: Asked) -> FlowView:
    """The same view; a node after each unit that left and was not seen to arrive."""
    used = {edge.source for edge in view.edges}
    units = [
        node
        for node in view.nodes
        if node.kind is NodeKind.UNIT and not node.hidden and node.key not in used
    ]
    events = _events(units, asked)
    found = [(node, gap_ahead(events[node.key], asked.sight)) for node in units]
    return _added(view, [(n, gap) for n, gap in found if gap is not None], asked, forward=True)


def _wanting(node: Node, fed: set[int]) -> bool:
    if node.hidden or node.key in fed or node.kind is not NodeKind.UNIT:
        return False
    return node.unit_kind is UnitKind.MATERIAL_LOT or node.unit_kind in BATTERIES


def _events(nodes: Sequence[Node], asked: Asked) -> dict[int, list[Happened]]:
    """The events of each of these units; of the unit asked about, those it lived in boxes too, and
    of the box it is in, the same."""
    books = asked.books
    own = in_order(one.event for one in asked.lived)
    others = {node.key: node.unit for node in nodes if node.level and node.unit is not None}
    past = books.events_of(sorted(set(others.values()))) if others else {}
    found = {}
    for node in nodes:
        whole = node.level == 0 or node.unit_kind is UnitKind.CONTAINER
        found[node.key] = own if whole else in_order(past[others[node.key]])
    books.know(at for events in found.values() for e in events for at in (e.site, e.peer_site))
    return found


def _added(
    view: FlowView, found: Sequence[tuple[Node, Gap]], asked: Asked, *, forward: bool
) -> FlowView:
    """Gaps whose last known event the caller may see."""
    nodes, edges = list(view.nodes), list(view.edges)
    for node, gap in found:
        if not asked.sight.sees(gap.event):
            continue
        key = len(nodes)
        nodes.append(
            Node(
                key, node.level + 1, NodeKind.GAP, False,
                event=str(gap.event.id), scan=gap.event.kind, happened_at=gap.event.happened_at,
                site=None if gap.owner is None else asked.sight.sites[gap.owner],
                reason=gap.reason,
            )
        )  # fmt: skip
        source, target = (node.key, key) if forward else (key, node.key)
        evidence = (str(gap.event.id),)
        edges.append(Edge(source, target, node.mass_g, node.mass_g, node.mass_g, evidence))
    return FlowView(
        tuple(nodes), tuple(edges), view.hidden, view.unknown_shares, view.circular, view.cut
    )
