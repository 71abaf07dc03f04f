"""EPCIS 2.0: POST /api/v1/epcis/capture, GET /api/v1/epcis/events…."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import orjson
from flask import Response, request

from tracker.api.capture_words import capture_in_words
from tracker.api.schemas.epcis import (
    CapturePageSchema,
    CaptureSchema,
    CapturesSchema,
    EpcisDocumentSchema,
    EventsQuerySchema,
)
from tracker.domain.caller import Caller
from tracker.domain.errors import AlreadyExists, Fault, Malformed, NotFound, WrongContentType
from tracker.domain.roles import Right
from tracker.domain.sight import sight_of
from tracker.exports.epcis.ask_events import ask_events, event_with_name
from tracker.exports.epcis.beside import begin
from tracker.exports.epcis.capture import MOST_BYTES, Office
from tracker.exports.epcis.capture_jobs import (
    MOST_UNDOABLE,
    bring_document,
    list_jobs,
    show_job,
    work_on,
)
from tracker.exports.epcis.document import head_of
from tracker.exports.epcis.read_json import MOST_EVENTS
from tracker.http.blueprint import ApiBlueprint
from tracker.http.house import House
from tracker.http.language import language_of
from tracker.http.paging import cursor_of, key_of, page_of
from tracker.store.repositories.capture_jobs import CaptureJob

#: Short documents are answered when they are done; longer ones go on while the caller asks.
PATIENCE_SECONDS = 5.0
BEHAVIOUR = "GS1-Capture-Error-Behaviour"
#: What every answer says about this repository.
ABOUT = {
    "GS1-EPCIS-Version": "2.0.0",
    "GS1-CBV-Version": "2.0.0",
    "GS1-EPCIS-Min": "2.0.0",
    "GS1-EPCIS-Max": "2.0.0",
    "GS1-EPCIS-Capture-Limit": str(MOST_EVENTS),
    "GS1-EPCIS-Capture-Limit-Rollback": str(MOST_UNDOABLE),
    "GS1-EPCIS-Capture-File-Size-Limit": str(MOST_BYTES),
}


def epcis_blueprint(house: House) -> ApiBlueprint:
    epcis = ApiBlueprint("epcis", house, "Events in the words of EPCIS 2.0 / EPCIS 事件")
    epcis.blueprint.after_request(_about)
    _captures(epcis, house)
    _single_events(epcis, house)
    _asking(epcis, house)
    return epcis


def _captures(epcis: ApiBlueprint, house: House) -> None:
    """Documents are brought, and asked after."""

    @epcis.route(
        "POST",
        "/epcis/capture",
        right=Right.SCAN,
        most_bytes=MOST_BYTES,
        answer=CaptureSchema,
        status=202,
    )
    def post_capture(caller: Caller) -> Response:
        """Bring an EPCIS document. Each event is booked as the scan it is, whole or not at all.

        GS1-Capture-Error-Behaviour: rollback (the default) books all events or none, proceed those
        that are in order. The answer leads to the job; a document with faults is refused at once.
        """
        whole = _behaviour() == "rollback"
        job = bring_document(_content(), whole, caller, _office(house))
        begin(job, _office(house), PATIENCE_SECONDS)
        return _job(show_job(job, _office(house), caller), 202)

    @epcis.route(
        "GET",
        "/epcis/capture",
        right=Right.SCAN,
        query=CapturePageSchema,
        answer=CapturesSchema,
    )
    def get_captures(caller: Caller, query: dict[str, Any]) -> Response:
        """The capture jobs of the caller's organisation, the newest first."""
        key = key_of(query.get("cursor"), int)
        limit = query["limit"]
        jobs = list_jobs(caller, _office(house), limit + 1, key[0] if key else None)
        page, following = page_of(jobs, limit, lambda job: [job.id])
        language = language_of(request)
        items = [capture_in_words(job, language) for job in page]
        return _json({"items": items, "next": following})

    @epcis.route("GET", "/epcis/capture/<int:job>", right=Right.SCAN, answer=CaptureSchema)
    def get_capture(caller: Caller, job: int) -> Response:
        """How far a capture is, and what was wrong."""
        return _job(show_job(job, _office(house), caller), 200)


def _single_events(epcis: ApiBlueprint, house: House) -> None:
    """A single event is brought without a document around it."""

    @epcis.route(
        "POST",
        "/epcis/events",
        right=Right.SCAN,
        most_bytes=1_000_000,
        answer=CaptureSchema,
        status=201,
    )
    def post_event(caller: Caller) -> Response:
        """Bring a single event; 409 when it is in the books already."""
        content = _content()
        job = bring_document(content, True, caller, _office(house))
        done = work_on(job, _office(house))
        if done.known:
            raise AlreadyExists
        if done.refused:
            faults = [Fault(code, at, words) for code, at, words in done.faults or ()]
            raise Malformed(*faults)
        return _job(done, 201)


def _asking(epcis: ApiBlueprint, house: House) -> None:
    """What is in the books is asked, page by page or by name."""

    @epcis.route(
        "GET",
        "/epcis/events",
        right=Right.TRACE,
        query=EventsQuerySchema,
        answer=EpcisDocumentSchema,
    )
    def get_events(caller: Caller, query: dict[str, Any]) -> Response:
        """Events that the caller may see, in the order in which they were recorded.

        A page may hold less than perPage, or nothing, and still have a next one: follow the Link.
        """
        key = key_of(query.get("token"), int)
        after = key[0] if key else 0
        found = ask_events(house.sessions, query, sight_of(caller), after, query["limit"])
        document = head_of("EPCISQueryDocument", house.clock.now()) | {
            "epcisBody": {
                "queryResults": {
                    "queryName": "SimpleEventQuery",
                    "resultsBody": {"eventList": found.events},
                }
            }
        }
        answer = _json(document, "application/ld+json")
        if found.next is not None:
            token = cursor_of([found.next])
            more = {name: text for name, text in request.args.items() if name != "nextPageToken"}
            address = f"{request.path}?{urlencode({**more, 'nextPageToken': token})}"
            answer.headers["Link"] = f'<{address}>; rel="next"'
        return answer

    @epcis.route("GET", "/epcis/events/<path:name>", right=Right.TRACE, answer=EpcisDocumentSchema)
    def get_event(caller: Caller, name: str) -> Response:
        """An event by the id under which it was brought; for ids of our own events ask
        /epcis/events?EQ_eventID=…, which goes through the books page by page."""
        name = name if not request.query_string else f"{name}?{request.query_string.decode()}"
        found = None
        if name.isprintable():
            found = event_with_name(house.sessions, name, sight_of(caller))
        if found is None:
            raise NotFound
        document = {"@context": head_of("", house.clock.now())["@context"], **found}
        return _json(document, "application/ld+json")


def _about(response: Response) -> Response:
    """Every answer, that to OPTIONS too, says what this repository is and takes."""
    response.headers.update(ABOUT)
    return response


def _office(house: House) -> Office:
    return Office(house.sessions, house.settings.province, house.clock)


def _behaviour() -> str:
    told = request.headers.get(BEHAVIOUR, "rollback").strip().lower()
    if told not in ("rollback", "proceed"):
        words: dict[str, object] = {"choices": "rollback, proceed"}
        raise Malformed(Fault("not_one_of", f"/{BEHAVIOUR}", words))
    return told


def _content() -> bytes:
    kind = request.mimetype
    if kind != "application/json" and not kind.endswith("+json"):
        raise WrongContentType
    return request.get_data(cache=False)


def _job(job: CaptureJob, status: int) -> Response:
    answer = _json(capture_in_words(job, language_of(request)))
    answer.status_code = status
    answer.headers["Location"] = f"/api/v1/epcis/capture/{job.id}"
    return answer


def _json(body: dict[str, Any], mimetype: str = "application/json") -> Response:
    return Response(orjson.dumps(body), mimetype=mimetype)
