"""What is answered when somebody asks where a unit came from and went to?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.graph.battery_pages import order_of
from tracker.graph.facts import KnownSite, Leaf, OriginPart
from tracker.graph.life import Lived
from tracker.graph.lineage import Flow, Key, NodeKind, Thing
from tracker.graph.mass_share import Scoop, together
from tracker.graph.sight import Sight
from tracker.graph.told_life import Life
from tracker.graph.view import FlowView, Seen

#: Units that end every walk back.
BATTERIES = frozenset({UnitKind.BATTERY, UnitKind.UNCODED_LOT})


class Direction(StrEnum):
    """Behind a unit, ahead of it, or both."""

    BACK = "back"
    FORWARD = "forward"
    BOTH = "both"


class BatteryShare(NamedTuple):
    """One battery behind the unit: grams, the part of the unit's mass that came from it, and the
    ``key`` of the treatment or box in ``Trace.behind`` that it went into."""

    code: str
    mass_g: int | None
    share: Fraction | None
    into: int


class Origin(NamedTuple):
    """Batteries behind the unit by the site that first collected or took them back.

    ``hidden``: at sites the caller may not see, together. Neither hidden nor a ``site``: nobody
    recorded where they were collected. ``mass_g`` adds up the weighed ones.
    """

    site: KnownSite | None
    hidden: bool
    pieces: int
    mass_g: int
    unweighed: int
    share: Fraction | None


@dataclass(frozen=True, slots=True)
class Counts:
    """``batteries`` behind the unit; lots and boxes, and treatments, on both sides; nodes and
    events that the caller may not see; ``gaps``: legs that nobody told of."""

    batteries: int
    units: int
    treatments: int
    hidden_nodes: int
    hidden_events: int
    gaps: int = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """The unit with its life, what is ``behind`` and ``ahead`` of it (None: not asked), where it
    was collected, and one page of the batteries behind it.

    ``origins`` is None when not asked for. ``unexplained`` is the part of the unit's mass that no
    origin accounts for, None if a share is unknown.
    """

    life: Life
    behind: FlowView | None
    ahead: FlowView | None
    origins: tuple[Origin, ...] | None
    unexplained: Fraction | None
    batteries: tuple[BatteryShare, ...]
    next_cursor: str | None
    counts: Counts


class Holder(NamedTuple):
    """A treatment or box whose inside the caller sees, with batteries, coded or not, in it."""

    key: Key
    leaf: Leaf


def holders_of(flow: Flow, seen: Seen) -> list[Holder]:
    """Where batteries, coded or not, end the walk, in order of treatment and box."""
    number = {key: heap.number for key, heap in flow.heaps.items() if key in seen.holders}
    for link in flow.links:
        thing = flow.nodes[link.far]
        uncoded = isinstance(thing, Thing) and thing.kind is UnitKind.UNCODED_LOT
        if uncoded and link.near in seen.holders:
            number.setdefault(link.near, 0)
    found = [Holder(key, _leaf(flow, key, batteries)) for key, batteries in number.items()]
    return sorted(found, key=lambda holder: order_of(holder.leaf))


def _leaf(flow: Flow, key: Key, batteries: int) -> Leaf:
    if key.kind is NodeKind.TREATMENT:
        return Leaf(key.id, 0, (), batteries)
    return Leaf(key.at, key.id, flow.fillings[key], batteries)


def origins_of(
    parts: Iterable[OriginPart],
    holders: Sequence[Holder],
    shares: Mapping[Key, Fraction | None],
    sight: Sight,
) -> tuple[tuple[Origin, ...], Fraction | None]:
    """What each site collected, the greatest share first, and what no origin accounts for."""
    heaps: dict[tuple[int | None, bool], list[OriginPart]] = {}
    for part in parts:
        hidden = part.site is not None and not sight.sees_site(part.site)
        heaps.setdefault((None if hidden else part.site, hidden), []).append(part)
    found = []
    for (site, hidden), heap in heaps.items():
        scoops = (
            Scoop(
                shares.get(holders[part.leaf].key),
                None if part.unweighed else part.mass_g,
                part.whole_g,
            )
            for part in heap
        )
        found.append(
            Origin(
                site=None if site is None else sight.sites[site],
                hidden=hidden,
                pieces=sum(part.pieces for part in heap),
                mass_g=sum(part.mass_g or 0 for part in heap),
                unweighed=sum(part.unweighed for part in heap),
                share=together(scoops),
            )
        )
    found.sort(key=lambda origin: (-(origin.share or 0), origin.site.code if origin.site else ""))
    rest = Fraction(1)
    for origin in found:
        if origin.share is None:
            return tuple(found), None
        rest -= origin.share
    return tuple(found), rest


def own_origin(
    pieces: int, mass_g: int | None, lived: Iterable[Lived], sight: Sight
) -> tuple[tuple[Origin, ...], Fraction | None]:
    """The origin of a battery, or of a lot of uncoded ones: where it was first collected."""
    for one in lived:
        if one.event.kind in (ScanKind.COLLECT, ScanKind.TAKE_BACK):
            visible = sight.sees_site(one.event.site)
            site = sight.sites[one.event.site] if visible else None
            unweighed = 0 if mass_g is not None else pieces
            whole = Origin(site, not visible, pieces, mass_g or 0, unweighed, Fraction(1))
            return (whole,), Fraction(0)
    return (), Fraction(1)
