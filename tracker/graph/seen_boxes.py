"""What may a caller know of the boxes in a unit's life?

Whoever handled a box knows what was in it then. What others put into it later, or took out of it
before, is not for its eyes.
"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.graph.facts import BEGINNING, Instant
from tracker.graph.life import Lived, Window
from tracker.graph.sight import Sight


def boxes_seen(windows: Sequence[Window], lived: Sequence[Lived], sight: Sight) -> list[int]:
    """The places of the windows of boxes in which, or at whose edges, the caller may see anything
    that the unit lived."""
    events: set[int] = set()
    seen: set[int] = set()
    for one in lived:
        if sight.sees(one.event):
            events.add(one.event.id)
            place = one.window
            while place > 0:
                seen.add(place)
                place = windows[place].within
    return [
        place
        for place, window in enumerate(windows)
        if place and (place in seen or _crossed(window, events))
    ]


def last_seen(lived: Sequence[Lived], sight: Sight, end: Instant) -> Instant:
    """Up to when the caller knows a unit: to the end of the time asked about if it saw the last
    event, else to the last that it saw."""
    for one in reversed(lived):
        if sight.sees(one.event):
            return end if one is lived[-1] else one.event.instant
    return BEGINNING


def _crossed(window: Window, events: set[int]) -> bool:
    stay = window.stay
    if stay is None:
        return False
    return stay.packed in events or stay.unpacked in events
