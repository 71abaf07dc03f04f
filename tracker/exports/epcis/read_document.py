"""Is a document an EPCIS 2.0 document, and what is wrong with it and with each of its events?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tracker.domain.broken_json import as_faults
from tracker.domain.errors import BrokenJson, Fault, Malformed
from tracker.exports.epcis import values as v
from tracker.exports.epcis import words as w
from tracker.exports.epcis.read_json import Opened, open_document
from tracker.exports.epcis.sense import sense
from tracker.exports.epcis.shapes import event_faults

DOCUMENT, QUERY_DOCUMENT = "EPCISDocument", "EPCISQueryDocument"
_BODY = v.record(
    {
        "eventList": v.list_of(v.anything),
        "queryResults": v.record(
            {
                "queryName": v.text,
                "subscriptionID": v.text,
                "resultsBody": v.record(
                    {"eventList": v.list_of(v.anything)}, frozenset({"eventList"}), foreign=True
                ),
            },
            frozenset({"resultsBody"}),
            foreign=True,
        ),
    },
    foreign=True,
)
_HEAD = v.record(
    {
        "@context": v.anything,
        "id": v.uri,
        "type": v.one_of(DOCUMENT, QUERY_DOCUMENT),
        "schemaVersion": v.one_of("2.0", "2.0.0", "2.0.1", "2.1"),
        "creationDate": v.time,
        "instanceIdentifier": v.text,
        "sender": v.text,
        "receiver": v.text,
        "epcisHeader": v.anything,
        "epcisBody": _BODY,
    },
    frozenset({"@context", "type", "schemaVersion", "creationDate", "epcisBody"}),
    foreign=True,
)


@dataclass(slots=True)
class Judgement:
    """What was found in a document: ``faults`` for which it is refused, ``findings`` for which
    somebody should look. At most so many of each are kept; the counts are true."""

    events: int = 0
    faults: list[Fault] = field(default_factory=list)
    findings: list[Fault] = field(default_factory=list)
    wrong_events: int = 0

    @property
    def accepted(self) -> bool:
        return not self.faults


#: So many faults are told; more help nobody.
MOST_TOLD = 500


def head_faults(opened: Opened) -> Iterator[Fault]:
    """What is wrong with a document before its events are looked at. A single event is a document
    of its own kind."""
    head = opened.head
    if head.get("type") in w.EVENT_TYPES:
        if "@context" not in head:
            yield Fault("required", "/@context")
        return
    yield from _HEAD(head, "")
    if "@context" in head:
        yield from _context(head["@context"], "/@context")
    body = head.get("epcisBody")
    if isinstance(body, dict) and "eventList" not in body and "queryResults" not in body:
        yield Fault("required", "/epcisBody/eventList")


def _context(value: Any, at: str) -> Iterator[Fault]:
    parts = value if isinstance(value, list) else [value]
    if not parts or not all(isinstance(part, (str, dict)) for part in parts):
        yield Fault("wrong_form", at)


def single_event(opened: Opened) -> bool:
    return opened.head.get("type") in w.EVENT_TYPES


def events_of(opened: Opened) -> Iterator[tuple[int, str, Any, list[Fault]]]:
    """Each event with its place and pointer, and what is wrong with it as JSON (then None)."""
    if single_event(opened):
        yield 0, "", opened.head, []
        return
    for place in range(len(opened.spans)):
        at = opened.at(place)
        try:
            yield place, at, opened.event(place), []
        except Malformed as error:
            yield place, at, None, list(error.faults)
        except BrokenJson as error:
            yield place, at, None, as_faults(error, at)


def judge_event(event: Any, at: str, now: datetime) -> tuple[list[Fault], list[Fault]]:
    """Faults and findings of one event of somebody else."""
    faults = list(event_faults(event, at))
    if faults:
        return faults, []
    sensed = list(sense(event, at, now))
    return [s.fault for s in sensed if not s.kept], [s.fault for s in sensed if s.kept]


def judge_own(event: dict[str, Any], now: datetime) -> list[Fault]:
    """Faults of one of our own events: nothing is let pass."""
    return [*event_faults(event, ""), *(s.fault for s in sense(event, "", now))][:MOST_TOLD]


def judge_document(content: bytes, now: datetime) -> Judgement:
    """Everything about a whole document. Raises BrokenJson or Malformed when it cannot be read."""
    opened = open_document(content)
    found = Judgement()
    found.faults.extend(head_faults(opened))
    for _, at, event, wrong in events_of(opened):
        found.events += 1
        faults, findings = (wrong, []) if wrong else judge_event(event, at, now)
        found.wrong_events += bool(faults)
        found.faults.extend(faults[: max(0, MOST_TOLD - len(found.faults))])
        found.findings.extend(findings[: max(0, MOST_TOLD - len(found.findings))])
    return found


__all__ = [
    "MOST_TOLD",
    "Judgement",
    "events_of",
    "head_faults",
    "judge_document",
    "judge_event",
    "judge_own",
    "open_document",
    "single_event",
]
