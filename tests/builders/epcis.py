"""How does a test get an EPCIS document, bring it and ask? Of one event, with one thing changed."""

from __future__ import annotations

import json
from typing import Any

from tests.builders.web import Web
from tests.fakes.clock import START
from tracker.exports.epcis.document import head_of
from tracker.exports.epcis.write_event import moment_text

#: The header with which each event is booked by itself.
PROCEED = {"GS1-Capture-Error-Behaviour": "proceed"}


def an_event(**changes: Any) -> dict[str, Any]:
    """A battery collected at POINT-1; None takes a field away."""
    event: dict[str, Any] = {
        "type": "ObjectEvent",
        "eventTime": moment_text(START),
        "eventTimeZoneOffset": "+08:00",
        "epcList": ["urn:plumbline:unit:B1"],
        "action": "OBSERVE",
        "bizStep": "collecting",
        "disposition": "disposed",
        "readPoint": {"id": "urn:plumbline:site:POINT-1"},
    }
    return {name: value for name, value in (event | changes).items() if value is not None}


def a_document(*events: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A capture document; of the event above if none is given."""
    body = {"eventList": list(events or (an_event(),))}
    return head_of("EPCISDocument", START) | {"epcisBody": body} | changes


def epcs(*codes: str) -> list[str]:
    return [f"urn:plumbline:unit:{code}" for code in codes]


def bring(web: Web, document: dict[str, Any], login: str = "point", **headers: str) -> Any:
    return web.post("/epcis/capture", login, document, headers=headers)


def events(web: Web, login: str = "point", **query: object) -> list[dict[str, Any]]:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    answer = web.get(f"/epcis/events?{asked}", login)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    body = json.loads(answer.data)
    found: list[dict[str, Any]] = body["epcisBody"]["queryResults"]["resultsBody"]["eventList"]
    return found
