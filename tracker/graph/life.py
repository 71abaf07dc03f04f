"""What happened to a unit, in order, with what it lived through inside boxes?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from tracker.domain.scan import ScanKind
from tracker.graph.facts import BEGINNING, Happened, Instant, Member, Part, Stay

#: Boxes in boxes, lots from lots: no true chain is longer, and a false one must not hang us.
MOST_LEVELS = 100
#: What leads into a box and out of it.
CROSSINGS = frozenset({ScanKind.PACK, ScanKind.UNPACK})


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


class Lived(NamedTuple):
    """An event as the unit lived it: through the window at place ``window``; ``own_g`` is the mass
    that the event states for the unit, or for the box it was in. ``corrects`` is the earlier event
    that this one is about."""

    window: int
    part: Part
    own_g: int | None
    event: Happened
    corrects: Happened | None = None


class Chronicle(Protocol):
    """What is asked about the past of units, and remembered while one question is answered."""

    def stays_of(self, units: Sequence[int]) -> Sequence[Stay]:
        """In which boxes these units were, directly; and all that is needed to tell their lives
        and those of the boxes is remembered."""
        ...

    def members_of(self, unit: int) -> Sequence[Member]:
        """The rows of a unit that was asked about, or of a box that such a one was in."""
        ...

    def event(self, id: int) -> Happened:
        """An event that was met before."""
        ...


def windows_of(unit: int, end: Instant, chronicle: Chronicle) -> list[Window]:
    """The unit's own window, then those of the boxes it was in, box in box, level by level.

    A circle of boxes ends where it would repeat itself. An unpacking that was voided still ends a
    stay: had it not, the books would have reopened it.
    """
    windows = [Window(unit, BEGINNING, end)]
    found: set[tuple[int, Instant, Instant]] = set()
    frontier = [0]
    for _ in range(MOST_LEVELS):
        stays: dict[int, list[Stay]] = {}
        for stay in chronicle.stays_of(sorted({windows[place].unit for place in frontier})):
            stays.setdefault(stay.child, []).append(stay)
        following = []
        for place in frontier:
            outer = windows[place]
            for stay in stays.get(outer.unit, ()):
                packing = chronicle.event(stay.packed)
                since = max(outer.since, packing.instant)
                until = outer.until
                if stay.unpacked is not None:
                    until = min(until, chronicle.event(stay.unpacked).instant)
                if packing.voided or since >= until or (stay.box, since, until) in found:
                    continue
                found.add((stay.box, since, until))
                if stay.nested:
                    following.append(len(windows))
                still = outer.still and until == outer.until
                windows.append(Window(stay.box, since, until, stay, place, still))
        if not following:
            break
        frontier = following
    return windows


def live(windows: Sequence[Window], chronicle: Chronicle) -> list[Lived]:
    """All that happened to the unit, in order, each event once.

    It took part itself, went into a box or came out of one, or lived it through the box. Of these
    the nearest is told, and a row of its own before a mere crossing. What else went into its box
    or came out of it is no part of its life.
    """
    found: dict[int, Lived] = {}
    for place, window in enumerate(windows):
        for _, id_, part, mass in chronicle.members_of(window.unit):
            event = chronicle.event(id_)
            known = found.get(id_)
            if known is not None and (known.window < place or known.part is not Part.TOUCHED):
                continue
            if place and event.kind in CROSSINGS and event.container == window.unit:
                continue
            if not event.voided and window.since <= event.instant < window.until:
                found[id_] = Lived(place, part, mass, event)
    for window in windows:
        stay = window.stay
        if stay is not None:
            within = windows[window.within]
            for crossing in (stay.packed, stay.unpacked):
                if crossing is None:
                    continue
                event = chronicle.event(crossing)
                if not event.voided and within.since <= event.instant < within.until:
                    known = found.get(crossing)
                    if known is None or known.window > window.within:
                        found[crossing] = Lived(window.within, Part.TOUCHED, None, event)
    return sorted(found.values(), key=lambda lived: lived.event.instant)


def outermost(windows: Sequence[Window]) -> list[Window]:
    """The boxes around the unit at the end of the time asked about, inner first."""
    boxes = []
    place = 0
    for number, window in enumerate(windows):
        if number and window.still and window.within == place:
            boxes.append(window)
            place = number
    return boxes
