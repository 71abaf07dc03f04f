"""How do the events of a document get into the books? Each as the scan it is, by the use case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from tracker.domain.caller import Caller
from tracker.domain.errors import (
    AlreadyExists,
    ClientIdReused,
    DomainError,
    Fault,
    Malformed,
    NotAllowed,
    NothingAccepted,
    SomeoneWasFaster,
)
from tracker.exports.epcis.read_document import MOST_TOLD
from tracker.exports.epcis.read_event import ReadScan
from tracker.exports.epcis.write_event import write_event
from tracker.lifecycle.unit_steps import ABOUT_EVENTS
from tracker.store.capture_work import CaptureWork
from tracker.store.queries.told_events import told_events
from tracker.store.queries.told_parties import event_named, events_like
from tracker.store.unit_of_work import Sessions
from tracker.usecases.ports import Clock
from tracker.usecases.record_scan import record_scan

#: Who acts when an event is booked; None: nobody we know.
Acting = Callable[[ReadScan], Caller | None]
#: So often is an event tried again when somebody else was at the same things.
_TRIES = 5


@dataclass(slots=True)
class Outcome:
    """What came of the events of a document; the first faults and findings are kept."""

    done: int = 0
    booked: int = 0
    known: int = 0
    refused: int = 0
    faults: list[Fault] = field(default_factory=list)
    findings: list[Fault] = field(default_factory=list)

    def refuse(self, *faults: Fault) -> None:
        self.refused += 1
        self.faults.extend(faults[: max(0, MOST_TOLD - len(self.faults))])

    def find(self, *findings: Fault) -> None:
        self.findings.extend(findings[: max(0, MOST_TOLD - len(self.findings))])

    def counts(self) -> dict[str, int]:
        return {
            "done": self.done,
            "booked": self.booked,
            "known": self.known,
            "refused": self.refused,
        }


@dataclass(frozen=True, slots=True)
class Desk:
    """Where events are booked, for whom, and by which clock."""

    sessions: Sessions
    province: int
    clock: Clock
    acting: Acting
    job: int | None = None


def book_event(read: ReadScan, event: dict[str, Any], at: str, desk: Desk, out: Outcome) -> None:
    """Book one event that was read; what is refused is told with its pointer."""
    out.done += 1
    caller = desk.acting(read)
    scan = read.scan
    if scan is None or caller is None or caller.organisation is None:
        out.refuse(*(read.faults or [Fault("unknown_site", f"{at}/readPoint/id",
                                           {"code": scan.site if scan else ""})]))  # fmt: skip
        return
    name: str | None = read.name
    if scan.kind in ABOUT_EVENTS:
        subject = _subject(read, event, caller.organisation, desk)
        if subject is None:
            out.refuse(Fault("epcis_unknown_event", f"{at}/eventID"))
            return
        scan, name = replace(scan, event=subject), None
    for attempt in range(_TRIES):
        work = CaptureWork(
            desk.sessions, desk.province, caller.organisation, desk.job, name, scan.codes
        )
        try:
            answer = record_scan(scan, read.digest, caller, work, desk.clock)
        except SomeoneWasFaster as error:
            if attempt == _TRIES - 1:
                out.refuse(*_told(error, event, at))
            continue
        except (Malformed, AlreadyExists, NotAllowed, NothingAccepted, ClientIdReused) as error:
            out.refuse(*_told(error, event, at))
        else:
            out.known += answer.replayed
            out.booked += not answer.replayed
        return


def _subject(read: ReadScan, event: dict[str, Any], organisation: int, desk: Desk) -> int | None:
    """The event that a declaration is about: told to us under that name, or one of our own that
    has that name when it is told."""
    name = str(read.about)
    with desk.sessions() as session:
        found = event_named(session, name, organisation, desk.province)
        if found is not None or read.subject_code is None:
            return found
        for told in told_events(session, events_like(session, read.subject_code, read.subject_at)):
            if told.kind not in ABOUT_EVENTS and write_event(told)["eventID"] == name:
                return told.id
    return None


#: Where in an event the field of a scan stands.
_PLACES = {
    "/codes": ("epcList", "childEPCs", "inputEPCList"),
    "/outputs": ("outputQuantityList",),
    "/container": ("parentID",),
    "/peer_site": ("destinationList", "sourceList"),
    "/site": ("bizLocation", "readPoint"),
    "/model": ("ilmd",),
    "/client_id": ("eventID",),
    "/event": ("eventID",),
    "/uncoded": ("quantityList",),
}


def _told(error: DomainError, event: dict[str, Any], at: str) -> list[Fault]:
    """A refusal of a scan in the words of the document."""
    if isinstance(error, ClientIdReused):
        return [Fault("epcis_name_taken", f"{at}/eventID")]
    if not error.faults:
        return [Fault("invalid", at, {"problem": error.message()})]
    told = []
    for fault in error.faults:
        head = "/" + fault.pointer.lstrip("/").partition("/")[0]
        rest = fault.pointer[len(head) :]
        fields = _PLACES.get(head if fault.pointer else "/codes", ())
        place = next((name for name in fields if name in event), None)
        told.append(Fault(fault.code, at if place is None else f"{at}/{place}{rest}", fault.params))
    return told
