"""What lies behind a unit, and what ahead of it, as the caller sees it?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from tracker.domain.unit import UnitKind
from tracker.graph.battery_pages import Cursor, order_of, places_needed, written
from tracker.graph.facts import BoxAt, Happened
from tracker.graph.lineage import Flow, Key, NodeKind, Thing
from tracker.graph.mass_share import times
from tracker.graph.seen_boxes import boxes_seen, last_seen
from tracker.graph.trace import (
    BATTERIES,
    BatteryShare,
    Holder,
    Origin,
    holders_of,
    origins_of,
    own_origin,
)
from tracker.graph.view import FlowView, Looked, Seen, look, what_is_seen
from tracker.graph.walk_back import walk_back
from tracker.graph.walk_forward import box_key, walk_forward
from tracker.usecases.reading_ports import Lineage
from tracker.usecases.show_gaps import with_gaps_ahead, with_gaps_behind
from tracker.usecases.tell_life import Asked


@dataclass(frozen=True, slots=True)
class Behind:
    """What is behind a unit. ``holders`` are the treatments and boxes that hold its batteries."""

    looked: Looked
    holders: list[Holder]


def look_behind(asked: Asked) -> Behind:
    """Walk back from the unit; into a box as the caller last saw it."""
    box = None
    if asked.found.kind is UnitKind.CONTAINER:
        box = BoxAt(asked.found.id, last_seen(asked.lived, asked.sight, asked.end))
    flow = walk_back(_start(asked), box, asked.books)
    seen = _seen(flow, asked, (), [flow.start] if box else ())
    looked = look(flow, seen, asked.sight, forward=False)
    looked = replace(looked, view=with_gaps_behind(looked.view, asked))
    return Behind(looked, holders_of(flow, seen))


def look_ahead(asked: Asked) -> FlowView:
    """Walk forward from the unit."""
    windows, lived, sight = asked.windows, asked.lived, asked.sight
    known = last_seen(lived, sight, asked.end)
    flow = walk_forward(_start(asked), windows, lived, known, asked.books)
    boxes = [box_key(windows, place) for place in boxes_seen(windows, lived, sight)]
    seen = _seen(flow, asked, [key for key in boxes if key in flow.nodes], ())
    return with_gaps_ahead(look(flow, seen, asked.sight, forward=True).view, asked)


def find_origins(
    asked: Asked, behind: Behind, lineage: Lineage
) -> tuple[tuple[Origin, ...], Fraction | None]:
    """Which sites collected what is behind the unit, and what no site accounts for."""
    found = asked.found
    if found.kind in BATTERIES:
        return own_origin(found.pieces, found.mass_g, asked.lived, asked.sight)
    if not behind.holders:
        return (), Fraction(1)
    parts = lineage.origins([holder.leaf for holder in behind.holders], asked.end[0])
    asked.books.know(part.site for part in parts)
    return origins_of(parts, behind.holders, behind.looked.shares, asked.sight)


def battery_page(
    behind: Behind, after: Cursor | None, limit: int, lineage: Lineage
) -> tuple[tuple[BatteryShare, ...], str | None]:
    """The batteries behind the unit after the cursor, and the cursor of the next page."""
    needed = places_needed([holder.leaf for holder in behind.holders], after, limit)
    if not needed:
        return (), None
    holders = [behind.holders[place] for place in needed]
    leaves = [holder.leaf for holder in holders]
    begun = after is not None and order_of(leaves[0]) == after[:2]
    found = lineage.batteries(leaves, after.battery if after and begun else 0, limit + 1)
    shares, places = behind.looked.shares, behind.looked.places
    into = [(shares.get(holder.key), places[holder.key]) for holder in holders]
    page = []
    for leaf, _, mass, code, whole in found[:limit]:
        part, place = into[leaf]
        page.append(BatteryShare(code, mass, times(part, mass, whole), place))
    if len(found) <= limit:
        return tuple(page), None
    last = found[limit - 1]
    return tuple(page), written(Cursor(*order_of(leaves[last.leaf]), last.unit))


def _start(asked: Asked) -> Thing:
    found = asked.found
    return Thing(found.id, found.kind, found.material, asked.life.unit.code, found.mass_g)


def _seen(flow: Flow, asked: Asked, also: Iterable[Key], boxes: Iterable[Key]) -> Seen:
    """What the caller sees of a walk.

    Lots that no treatment shows are asked about together: somebody may know the lot it sold,
    though not what was made of it.
    """
    books, sight = asked.books, asked.sight
    treatments = [node for node in flow.nodes.values() if isinstance(node, Happened)]
    books.know(site for one in treatments for site in (one.site, one.peer_site))
    also, boxes = list(also), list(boxes)
    seen = what_is_seen(flow, sight, also, boxes)
    lots = [key for key in flow.nodes if _is_lot(key) and key not in seen.keys]
    if not lots:
        return seen
    events = books.events_of([key.id for key in lots])
    books.know(
        site for past in events.values() for one in past for site in (one.site, one.peer_site)
    )
    also += [key for key in lots if any(sight.sees(one) for one in events[key.id])]
    return what_is_seen(flow, sight, also, boxes)


def _is_lot(key: Key) -> bool:
    return key.kind is NodeKind.UNIT and key.at == 0
