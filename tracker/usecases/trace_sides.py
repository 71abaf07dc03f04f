"""What lies behind a unit, and what ahead of it, as the caller sees it?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from fractions import Fraction

from tracker.domain.unit import UnitKind
from tracker.graph.battery_pages import Cursor, order_of, places_needed, written
from tracker.graph.facts import BoxAt, Treatment
from tracker.graph.lineage import Flow, Key, NodeKind, Thing
from tracker.graph.mass_share import times
from tracker.graph.seen_boxes import boxes_seen, last_seen
from tracker.graph.trace import (
    BatteryShare,
    Holder,
    Origin,
    holders_of,
    origins_of,
    own_origin,
)
from tracker.graph.view import FlowView, Seen, blotted, look, what_is_seen
from tracker.graph.walk_back import walk_back
from tracker.graph.walk_forward import box_key, walk_forward
from tracker.usecases.reading_ports import Lineage
from tracker.usecases.tell_life import Asked


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a unit. ``holders`` are the treatments and boxes that hold its batteries;
    ``hidden_inside`` counts what was put into a box when the caller no longer saw it."""

    view: FlowView
    shares: dict[Key, Fraction | None]
    places: dict[Key, int]
    holders: list[Holder]
    hidden_inside: int


def look_behind(asked: Asked, lineage: Lineage) -> Behind:
    """Walk back from the unit."""
    box = None
    if asked.found.kind is UnitKind.CONTAINER:
        known = last_seen(asked.lived, asked.sight, asked.end)
        box = BoxAt(asked.found.id, asked.end, known)
    flow = walk_back(_start(asked), box, lineage, asked.end[0])
    seen = _seen(flow, asked, lineage, (), [flow.start] if box else ())
    links = blotted(flow.links, seen)
    view, shares, places = look(flow, seen, links, asked.sight, forward=False)
    holders = holders_of(flow, links, seen.holders, box)
    return Behind(view, shares, places, holders, _hidden_inside(box, lineage))


def look_ahead(asked: Asked, lineage: Lineage) -> FlowView:
    """Walk forward from the unit."""
    flow = walk_forward(_start(asked), asked.windows, asked.lived, lineage, asked.end[0])
    boxes = boxes_seen(asked.windows, asked.lived, asked.sight)
    seen = _seen(flow, asked, lineage, [box_key(asked.windows, place) for place in boxes], ())
    return look(flow, seen, blotted(flow.links, seen), asked.sight, forward=True)[0]


def find_origins(
    asked: Asked, behind: Behind, lineage: Lineage
) -> tuple[tuple[Origin, ...], Fraction | None]:
    """Which sites collected what is behind the unit, and what no site accounts for."""
    found = asked.found
    if found.kind in (UnitKind.BATTERY, UnitKind.UNCODED_LOT):
        return own_origin(found.pieces, found.mass_g, asked.lived, asked.sight)
    if not behind.holders:
        return (), Fraction(1)
    parts = lineage.origins([holder.leaf for holder in behind.holders], asked.end[0])
    asked.know((part.site for part in parts), lineage)
    return origins_of(parts, behind.holders, behind.shares, asked.sight)


def battery_page(
    behind: Behind, after: Cursor | None, limit: int, lineage: Lineage
) -> tuple[tuple[BatteryShare, ...], str | None]:
    """The batteries behind the unit after the cursor, and the cursor of the next page."""
    places = places_needed([holder.leaf for holder in behind.holders], after, limit)
    if not places:
        return (), None
    holders = [behind.holders[place] for place in places]
    leaves = [holder.leaf for holder in holders]
    begun = after is not None and order_of(leaves[0]) == after[:2]
    found = lineage.batteries(leaves, after.battery if after and begun else 0, limit + 1)
    page = []
    for leaf, _, mass, code in found[:limit]:
        key, _, whole = holders[leaf]
        share = times(behind.shares.get(key), mass, whole)
        page.append(BatteryShare(code, mass, share, behind.places[key]))
    if len(found) <= limit:
        return tuple(page), None
    last = found[limit - 1]
    return tuple(page), written(Cursor(*order_of(leaves[last.leaf]), last.unit))


def _start(asked: Asked) -> Thing:
    found = asked.found
    unweighed = 0 if found.mass_g is not None else 1
    return Thing(
        found.id, found.kind, found.material, asked.life.unit.code, 1, found.mass_g, unweighed
    )


def _hidden_inside(box: BoxAt | None, lineage: Lineage) -> int:
    if box is None or box.known == box.at:
        return 0
    number = [0, 0]
    for portion in lineage.contents_at([box._replace(known=box.at), box]):
        number[portion.of] += portion.number
    return number[0] - number[1]


def _seen(
    flow: Flow,
    asked: Asked,
    lineage: Lineage,
    also: Iterable[Key],
    boxes: Collection[Key],
) -> Seen:
    """What the caller sees of a walk.

    Lots that no treatment shows are asked about together: somebody may know the lot it sold,
    though not what was made of it.
    """
    treatments = [node for node in flow.nodes.values() if isinstance(node, Treatment)]
    asked.know((site for one in treatments for site in (one.site, one.peer_site)), lineage)
    also = list(also)
    seen = what_is_seen(flow, asked.sight, also, boxes)
    lots = [key for key in flow.nodes if _is_lot(key) and key not in seen.keys]
    if not lots:
        return seen
    acted = lineage.acted([key.id for key in lots], asked.end[0])
    asked.know((site for one in acted for site in (one.site, one.peer_site)), lineage)
    sees = asked.sight.sees
    known = {one.unit for one in acted if sees(one.recorder, one.site, one.peer_site)}
    also += [key for key in lots if key.id in known]
    return what_is_seen(flow, asked.sight, also, boxes)


def _is_lot(key: Key) -> bool:
    return key.kind is NodeKind.UNIT and key.at == 0
