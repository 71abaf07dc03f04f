"""Which events of a life were corrected or taken back later, and by what?"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.graph.facts import Instant, Part
from tracker.graph.life import CROSSINGS, Chronicle, Lived, Window


def with_corrections(lived: Sequence[Lived], end: Instant, chronicle: Chronicle) -> list[Lived]:
    """The same events, and those that corrected them up to ``end``, in order: whoever lived an
    event is told that it was corrected, wherever it has gone since."""
    corrections = [
        Lived(one.window, Part.TOUCHED, None, chronicle.event(by), one.event)
        for one in lived
        for by in one.event.corrected_by
    ]
    return _in_order(lived, corrections, end)


def with_what_was_taken_back(
    lived: Sequence[Lived], windows: Sequence[Window], end: Instant, chronicle: Chronicle
) -> list[Lived]:
    """The same events, with those that the unit would have lived had they not been declared void,
    and what declared them so up to ``end``, in order: a reader is told both."""
    void: dict[int, Lived] = {}
    for place, window in enumerate(windows):
        for _, id_, part, mass in chronicle.members_of(window.unit):
            event = chronicle.event(id_)
            if not event.voided or not window.since <= event.instant < window.until:
                continue
            if not place or event.kind not in CROSSINGS or event.container != window.unit:
                void.setdefault(id_, Lived(place, part, mass, event))
            elif windows[window.within].unit in event.taken_out:
                void.setdefault(id_, Lived(window.within, Part.TOUCHED, None, event))
            # what else went into its box, or came out of it, is no part of its life
    for stay in chronicle.stays_of([windows[0].unit]):
        for crossing in (stay.packed, stay.unpacked):
            if crossing is not None and chronicle.event(crossing).voided:
                event = chronicle.event(crossing)
                void.setdefault(crossing, Lived(0, Part.TOUCHED, None, event))
    taken_back_by = [
        Lived(one.window, Part.TOUCHED, None, chronicle.event(one.event.voided_by), one.event)
        for one in void.values()
        if one.event.voided_by is not None
    ]
    return _in_order(lived, [*void.values(), *taken_back_by], end)


def _in_order(lived: Sequence[Lived], more: Sequence[Lived], end: Instant) -> list[Lived]:
    known = (one for one in more if one.event.instant < end)
    return sorted([*lived, *known], key=lambda one: one.event.instant)
