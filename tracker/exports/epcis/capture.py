"""How does a document become bookings? Judged whole, then booked event by event, or undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tracker.domain.errors import Fault, Malformed, NothingAccepted
from tracker.exports.epcis.book_events import Acting, Desk, Outcome, book_event
from tracker.exports.epcis.event_hash import ignored_fields
from tracker.exports.epcis.normal_form import utc_of
from tracker.exports.epcis.read_document import (
    events_of,
    head_faults,
    judge_event,
    open_document,
    single_event,
)
from tracker.exports.epcis.read_event import read_event
from tracker.exports.epcis.read_json import Opened
from tracker.store.capture_work import all_or_nothing
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock

MOST_BYTES = 100_000_000
#: So many events are booked between two words about how far it is.
_STEP = 200


@dataclass(frozen=True, slots=True)
class Office:
    """Where jobs are kept and worked on."""

    sessions: Sessions
    province: int
    clock: Clock


def capture(
    content: bytes,
    whole: bool,
    office: Office,
    acting: Acting,
    job: int | None = None,
    hear: Callable[[Outcome], None] = lambda _out: None,
) -> Outcome:
    """Book the events of a document in the order in which they happened; of one that says that it
    is in the order recorded, in its own. ``whole``: nothing is booked when anything is refused."""
    opened = open_document(content)
    faults = list(head_faults(opened))
    if faults:
        raise Malformed(*faults)
    out = Outcome()
    order = _judged(opened, office.clock.now(), out)
    if whole:
        if not out.faults:
            try:
                with all_or_nothing(office.sessions) as sessions:
                    desk = Desk(sessions, office.province, office.clock, acting, job)
                    _book(opened, order, desk, out, hear)
                    if out.faults:
                        raise NothingAccepted
            except NothingAccepted:
                out.booked = 0
        return out
    desk = Desk(office.sessions, office.province, office.clock, acting, job)
    _book(opened, order, desk, out, hear)
    return out


def _judged(opened: Opened, now: datetime, out: Outcome) -> list[int]:
    """The places of the events that are in order, in the order in which they are to be booked."""
    good: list[tuple[Any, int]] = []
    for place, at, event, wrong in events_of(opened):
        faults, findings = (wrong, []) if wrong else judge_event(event, at, now)
        out.find(*findings)
        if faults:
            out.done += 1
            out.refuse(*faults)
        else:
            declared = event.get("errorDeclaration") or {}
            good.append((utc_of(str(declared.get("declarationTime", event["eventTime"]))), place))
    if opened.head.get(RECORDED_ORDER[0]) != RECORDED_ORDER[1]:
        good.sort()
    return [place for _, place in good]


#: What a document of ours says of itself, so that what was told late is told late again.
RECORDED_ORDER = ("plumbline:order", "recorded")


def _book(
    opened: Opened, order: list[int], desk: Desk, out: Outcome, hear: Callable[[Outcome], None]
) -> None:
    context, ignore = opened.head.get("@context"), ignored_fields(opened.head)
    if "epcisHeader" in opened.head:  # master data: registers are kept by those who may
        out.find(Fault("epcis_not_kept", "/epcisHeader"))
    for number, place in enumerate(order, 1):
        event = opened.head if single_event(opened) else opened.event(place)
        at = opened.at(place)
        read = read_event(event, at, context, ignore)
        out.find(*(Fault("epcis_not_kept", pointer) for pointer in read.lost))
        book_event(read, event, at, desk, out)
        if number % _STEP == 0:
            hear(out)


def all_faults(opened: Opened, now: datetime) -> list[Fault]:
    """What is wrong with the events of a document, before any of them meets the books."""
    out = Outcome()
    context, ignore = opened.head.get("@context"), ignored_fields(opened.head)
    for _, at, event, wrong in events_of(opened):
        faults = wrong or judge_event(event, at, now)[0]
        out.refuse(*(faults or read_event(event, at, context, ignore).faults))
    return out.faults
