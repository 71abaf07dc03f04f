"""All events of the books as one EPCIS document, piece by piece: its size does not matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import orjson

from tracker.exports.epcis.write_event import OUR_CONTEXT, moment_text, write_event
from tracker.store.queries.told_events import told_events
from tracker.store.queries.told_pages import Asked, page_of_ids
from tracker.store.unit_of_work import Sessions

#: So many events are read at a time.
_STRETCH = 500


def head_of(kind: str, now: datetime) -> dict[str, Any]:
    """What every document begins with."""
    return {
        "@context": OUR_CONTEXT,
        "type": kind,
        "schemaVersion": "2.0",
        "creationDate": moment_text(now),
    }


def document_of(sessions: Sessions, now: datetime, asked: Asked | None = None) -> Iterator[bytes]:
    """A capture document of all events that are asked for, in the order in which they were
    recorded."""
    wanted = asked or Asked.of_a_province()
    head = head_of("EPCISDocument", now) | {"plumbline:order": "recorded"}
    yield orjson.dumps(head)[:-1] + b',"epcisBody":{"eventList":['
    first = True
    after: int | None = wanted.after
    while after is not None:
        with sessions() as session:
            page = page_of_ids(session, wanted.following(after), _STRETCH)
            stretch = told_events(session, page.ids)
        for told in stretch:
            yield (b"" if first else b",\n") + orjson.dumps(write_event(told))
            first = False
        after = page.next
    yield b"]}}\n"
