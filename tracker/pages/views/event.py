"""One event, and every battery, box and lot in it: GET /events/{number}."""

from __future__ import annotations

from flask import render_template, request

from tracker.domain.caller import Caller
from tracker.domain.errors import NotFound
from tracker.domain.roles import Right
from tracker.domain.told_event import ToldEvent
from tracker.http.house import House
from tracker.http.page_manners import Pages
from tracker.store.queries.overview import those_seen
from tracker.store.queries.seen_events import events_seen
from tracker.store.queries.told_events import told_events

#: So many units are listed at once; an event holds 5,000 at most.
AT_ONCE = 500
#: The greatest number that an event can have.
_GREATEST = 2**63 - 1
#: What an event says beside its units, by the name of its field.
WORDS = ("manifest", "vehicle", "reason", "note")


def event(pages: Pages) -> None:
    """Register the view."""
    house = pages.house

    @pages.route("GET", "/events/<int:number>", right=Right.TRACE)
    def show_event(caller: Caller, number: int) -> str:
        found = _seen(house, caller, number)
        text = request.args.get("from", "")
        first = int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
        places = [found.place.site, found.peer.site if found.peer else None]
        return render_template(
            "event.html",
            event=found,
            units=found.units[first : first + AT_ONCE],
            next=first + AT_ONCE if first + AT_ONCE < len(found.units) else None,
            words=[(name, found.words[name]) for name in WORDS if found.words.get(name)],
            seen=those_seen(house.sessions, caller, places),
        )


def _seen(house: House, caller: Caller, number: int) -> ToldEvent:
    """The event; NotFound unless it happened at a site whose records the caller sees."""
    if number > _GREATEST or not events_seen(house.sessions, caller, [number]):
        raise NotFound
    with house.sessions() as session:
        (found,) = told_events(session, [number])
    return found
