"""Which of our events does a query of EPCIS mean?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.domain.scan import ScanKind
from tracker.domain.sight import Sight
from tracker.exports.epcis import words as w
from tracker.exports.epcis.mapping import ROWS, Row
from tracker.exports.epcis.names import SITE, bare, unit_code
from tracker.exports.epcis.write_event import write_event
from tracker.lifecycle.unit_steps import ABOUT_EVENTS
from tracker.store.queries.told_events import told_events
from tracker.store.queries.told_pages import Asked, page_of_ids
from tracker.store.unit_of_work import Sessions

Event = dict[str, Any]

#: So many events are put into words and looked at for one page, at most.
MOST_LOOKED_AT = 1_000


@dataclass(frozen=True, slots=True)
class Found:
    """One page of events; ``next`` is the number behind which the following one begins."""

    events: Sequence[Event]
    next: int | None


def ask_events(
    sessions: Sessions, query: Mapping[str, Any], sight: Sight, after: int, limit: int
) -> Found:
    """The next events that fit, in the order in which they were recorded. A page may hold less than
    ``limit`` and still have a next one: what a page looks at is bounded."""
    fits = _fits(query)
    asked = _asked(query, sight, after)
    exact = fits is None
    with sessions() as session:
        page = page_of_ids(session, asked, limit if exact else MOST_LOOKED_AT)
        looked_at = told_events(session, page.ids)
    events: list[Event] = []
    for told in looked_at:
        event = write_event(told, recorded=True)
        if fits is None or fits(event):
            events.append(event)
            if len(events) == limit and told.id != page.ids[-1]:
                return Found(events, told.id)
    return Found(events, page.next)


def event_with_name(sessions: Sessions, name: str, sight: Sight) -> Event | None:
    """The event that somebody told us under this id."""
    with sessions() as session:
        page = page_of_ids(session, Asked(sight=sight, names=[name]), 1)
        found = told_events(session, page.ids)
    return write_event(found[0], recorded=True) if found else None


def _asked(query: Mapping[str, Any], sight: Sight, after: int) -> Asked:
    units = [*query.get("epc", ()), *query.get("any_epc", ())]
    codes = [code for name in units if isinstance(code := unit_code(name), str)]
    return Asked(
        sight=sight,
        after=after,
        kinds=_kinds(query),
        since=query.get("since"),
        before=query.get("before"),
        recorded_since=query.get("recorded_since"),
        recorded_before=query.get("recorded_before"),
        sites=_sites(query),
        units=codes if units else None,
    )


def _sites(query: Mapping[str, Any]) -> list[str] | None:
    names = [query[word] for word in ("location", "read_point") if word in query]
    if not names:
        return None
    found = set.intersection(*({bare(SITE, name) for name in some} for some in names))
    return sorted(code for code in found if code.isprintable())


def _kinds(query: Mapping[str, Any]) -> list[ScanKind] | None:
    """Kinds of scan that may be told so; voids and corrections repeat any of them."""
    tests = list(_row_tests(query))
    if not tests:
        return None
    kinds = {row.kind for row in ROWS if all(test(row) for test in tests)}
    return sorted(kinds | ABOUT_EVENTS)


def _row_tests(query: Mapping[str, Any]) -> Sequence[Callable[[Row], bool]]:
    steps = {w.BIZ_STEPS.bare(step) for step in query.get("step", ())}
    dispositions = {w.DISPOSITIONS.bare(one) for one in query.get("disposition", ())}
    tests: list[Callable[[Row], bool]] = []
    if "event_type" in query:
        tests.append(lambda row: row.type in query["event_type"])
    if "action" in query:
        tests.append(lambda row: row.action in query["action"])
    if steps:
        tests.append(lambda row: row.step in steps)
    if dispositions:
        tests.append(lambda row: row.disposition in dispositions)
    return tests


def _fits(query: Mapping[str, Any]) -> Callable[[Event], bool] | None:
    """What only the event in words can tell; None when there is nothing of the sort."""
    steps = {w.BIZ_STEPS.bare(step) for step in query.get("step", ())}
    dispositions = {w.DISPOSITIONS.bare(one) for one in query.get("disposition", ())}
    wanted = {
        "type": set(query.get("event_type", ())),
        "action": set(query.get("action", ())),
        "bizStep": steps,
        "disposition": dispositions,
        "eventID": set(query.get("event_id", ())),
    }
    wanted = {name: values for name, values in wanted.items() if values}
    located = "location" in query
    if not wanted and not located:
        return None

    def fits(event: Event) -> bool:
        if located and "bizLocation" not in event:
            return False
        return all(event.get(name) in values for name, values in wanted.items())

    return fits
