"""What happened to a unit, in order, with what it lived through inside boxes?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState
from tracker.graph.facts import BEGINNING, Instant, KnownSite, Lived, Part, Stay
from tracker.graph.sight import Sight

#: Boxes in boxes, lots from lots: no true chain is longer, and a false one must not hang us.
MOST_LEVELS = 100


class Window(NamedTuple):
    """A stretch of time in which what happened to ``unit`` also happened to the unit asked about.

    The first window is that unit's own, all of the time asked about. ``within`` is the place of
    the window that this one is seen through; ``still``: it lasts until the end of the time asked
    about.
    """

    unit: int
    since: Instant
    until: Instant
    stay: Stay | None = None
    within: int = -1
    still: bool = True


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """One event, with its evidence. ``event`` is the id outward; ``inside`` the code of the box
    through which it was lived, None if the unit itself took part. Masses are grams: of all the
    event is about, and of this unit in it."""

    event: str
    kind: ScanKind
    happened_at: datetime
    recorded_at: datetime
    site: KnownSite
    peer_site: KnownSite | None
    recorded_by: str
    part: Part
    inside: str | None
    mass_g: int | None
    own_mass_g: int | None
    pieces: int
    category: ReceiptCategory | None
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class TracedUnit:
    """The unit asked about. ``state``, ``effective_state`` (that of its outermost box), ``place``
    and ``boxes`` (codes, inner first) are None and empty when the caller may not see the event
    that brought it there. Grams, and lead in parts per million."""

    code: str
    codes: tuple[str, ...]
    kind: UnitKind
    state: UnitState | None
    effective_state: UnitState | None
    place: KnownSite | None
    boxes: tuple[str, ...]
    mass_g: int | None
    pieces: int
    damaged: bool
    battery_class: BatteryClass | None
    material: Material | None
    lead_share: int | None


@dataclass(frozen=True, slots=True)
class Life:
    """A unit and its events in the order they happened; ``hidden`` of them are not for the caller.

    ``as_of`` is the moment asked about, None for all that is known.
    """

    unit: TracedUnit
    events: tuple[LifeEvent, ...]
    hidden: int
    as_of: datetime | None


def windows_of(
    unit: int, end: Instant, stays_of: Callable[[Sequence[int]], Sequence[Stay]]
) -> list[Window]:
    """The unit's own window, then those of the boxes it was in, box in box, level by level.

    ``stays_of`` answers in which boxes these units were. A circle of boxes ends where it would
    repeat itself.
    """
    windows = [Window(unit, BEGINNING, end)]
    found: set[tuple[int, Instant, Instant]] = set()
    frontier = [0]
    for _ in range(MOST_LEVELS):
        stays: dict[int, list[Stay]] = {}
        for stay in stays_of(sorted({windows[place].unit for place in frontier})):
            stays.setdefault(stay.child, []).append(stay)
        following = []
        for place in frontier:
            outer = windows[place]
            for stay in stays.get(outer.unit, ()):
                since = max(outer.since, stay.since)
                ended = stay.until is not None and stay.until < outer.until
                until = stay.until if ended and stay.until is not None else outer.until
                if since >= until or (stay.box, since, until) in found:
                    continue
                found.add((stay.box, since, until))
                still = outer.still and not ended
                if stay.nested:
                    following.append(len(windows))
                windows.append(Window(stay.box, since, until, stay, place, still))
        if not following:
            break
        frontier = following
    return windows


def crossings(windows: Sequence[Window]) -> list[tuple[int, int]]:
    """The packings and unpackings between windows: (place of the window of what went in or out,
    id of the event)."""
    found = []
    for window in windows:
        if window.stay is not None:
            found.append((window.within, window.stay.since[1]))
            if window.stay.until is not None:
                found.append((window.within, window.stay.until[1]))
    return found


def outermost(windows: Sequence[Window]) -> list[Window]:
    """The boxes around the unit at the end of the time asked about, inner first."""
    boxes = []
    place = 0
    for number, window in enumerate(windows):
        if number and window.still and window.within == place:
            boxes.append(window)
            place = number
    return boxes


def in_order(lived: Iterable[Lived]) -> list[Lived]:
    """Each event once, in the order they happened; the unit's own part in it is preferred to what
    it lived through a box. ``lived`` comes in that order, but may tell an event several times."""
    found: dict[int, Lived] = {}
    for one in lived:
        known = found.get(one.id)
        if known is None or _nearer(one, known):
            found[one.id] = one
    return list(found.values())


def _nearer(one: Lived, known: Lived) -> bool:
    """A row of its own says more than a crossing, the unit itself more than its box."""
    return (one.window, one.part is Part.TOUCHED) < (known.window, known.part is Part.TOUCHED)


def told(lived: Sequence[Lived], windows: Sequence[Window], sight: Sight) -> list[LifeEvent]:
    """The events that the caller may see, in words."""
    sites = sight.sites
    return [
        LifeEvent(
            event=str(one.id),
            kind=one.kind,
            happened_at=one.happened_at,
            recorded_at=one.recorded_at,
            site=sites[one.site],
            peer_site=None if one.peer_site is None else sites[one.peer_site],
            recorded_by=one.recorder_code,
            part=one.part,
            inside=_box_code(windows[one.window]),
            mass_g=one.mass_g,
            own_mass_g=one.own_g if one.window == 0 else None,
            pieces=one.pieces,
            category=one.category,
            details=one.details or {},
        )
        for one in lived
        if sight.sees(one.recorder, one.site, one.peer_site)
    ]


def _box_code(window: Window) -> str | None:
    return window.stay.box_code if window.stay is not None else None
