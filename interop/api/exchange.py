"""What partners reach: ``/interop/v1/…``, verified before it is read, signed when answered."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import structlog
from flask import Blueprint, Response, request

from interop.documents.canonical import canonical
from interop.documents.words import written
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.limits import MOST_BODY_BYTES
from interop.records.message import check_addressed, read_message
from interop.refusals import PROBLEM_TYPE, Refused
from interop.signing.answers import sign_answer
from interop.signing.profile import CONTENT_TYPE
from interop.signing.requests import verify_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.usecases.answer_partner import (
    Asked,
    day_lines,
    days,
    keys_told,
    latest_head,
    message_receipt,
    proof,
    record_again,
    time_told,
)
from interop.usecases.answer_trace import answer_trace
from interop.usecases.give_attachment import give_attachment
from interop.usecases.let_in import let_in
from interop.usecases.receive import receive
from interop.usecases.station import Station
from interop.usecases.take_receipt import take_receipt
from interop.usecases.tell_feed import feed
from interop.wired import station_of
from tracker.domain.errors import DomainError
from tracker.http.house import House
from tracker.store.refusals import DatabaseError

log = structlog.get_logger()

#: The guard of these routes: nobody's token, a partner's signature.
SIGNED = "signed"
#: What a view answers: status, body, header fields that are not covered.
Answer = tuple[int, bytes, tuple[tuple[str, str], ...]]
View = Callable[[Asked], Answer]


class ExchangeBlueprint:
    """Routes below /interop/v1; ``guards`` as those of ``ApiBlueprint``."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.blueprint = Blueprint("exchange", __name__, url_prefix="/interop/v1")
        self.guards: dict[tuple[str, str], str] = {}

    def route(self, method: str, rule: str, view: Callable[..., Answer]) -> None:
        """Register ``view(asked, **path values)``."""

        def guarded(**path: Any) -> Response:
            return _served(self.house, lambda asked: view(asked, **path))

        name = view.__name__.strip("_")
        self.blueprint.add_url_rule(rule, name, guarded, methods=[method])
        self.guards[f"exchange.{name}", method] = SIGNED


def exchange_blueprint(house: House) -> ExchangeBlueprint:
    """All routes that a partner's application calls."""
    made = ExchangeBlueprint(house)
    made.route("POST", "/messages", _post_message)
    made.route("GET", "/messages/<message_id>", _get_message)
    made.route("GET", "/records/<origin>/<record_id>/<version>", _get_record)
    made.route("POST", "/traces", _post_trace)
    made.route("GET", "/attachments/<digest>", _get_attachment)
    made.route("GET", "/feed", _get_feed)
    made.route("GET", "/reconcile/days", _get_days)
    made.route("GET", "/reconcile/days/<day>", _get_day)
    made.route("GET", "/checkpoints/latest", _get_head)
    made.route("GET", "/proofs/<origin>/<record_id>/<version>", _get_proof)
    made.route("POST", "/receipts", _post_receipt)
    made.route("GET", "/keys", _get_keys)
    made.route("GET", "/time", _get_time)
    return made


def _served(house: House, view: View) -> Response:
    """Steps 1 to 11 around a view: read, verify, answer, sign what may be signed."""
    station = station_of(house)
    said = _request()
    book: KeyBook | None = None
    try:
        work = station.new_work()
        with work:
            book, partners = work.partners.book(), work.partners.all()
        receiver = station.receiver(book, partners)
        verified = verify_request(said, receiver, station.clock.now())
        partner = next(one for one in partners if one.authority == verified.partner)
        let_in(partner.authority, station)
        answer = view(Asked(station, verified, partner, book, request.args.to_dict()))
    except Refused as refused:
        return _refused(refused, said, book, station)
    except (DatabaseError, DomainError) as error:
        log.error("exchange cannot answer", problem=type(error).__name__)
        return _refused(Refused("unavailable"), said, None, station)
    return _signed(HttpAnswer(answer[0], answer[2], answer[1]), said, book, station, CONTENT_TYPE)


def _request() -> HttpRequest:
    """The request as it came: raw target, at most the limit and one byte of its body."""
    request.max_content_length = None
    environ = request.environ
    target = str(environ.get("RAW_URI") or environ.get("REQUEST_URI") or request.full_path)
    body = request.stream.read(MOST_BODY_BYTES + 1)
    return HttpRequest(request.method, target, tuple(request.headers.items()), body)


def _refused(
    refused: Refused, said: HttpRequest, book: KeyBook | None, station: Station
) -> Response:
    body = canonical(refused.problem())
    waits = refused.status in (429, 503)
    headers = (("Retry-After", str(refused.retry_after)),) if waits else ()
    answer = HttpAnswer(refused.status, headers, body)
    if refused.answer_signed and book is not None:
        return _signed(answer, said, book, station, PROBLEM_TYPE)
    return Response(body, refused.status, dict(headers), mimetype=PROBLEM_TYPE)


def _signed(
    answer: HttpAnswer, said: HttpRequest, book: KeyBook, station: Station, kind: str
) -> Response:
    """Step 11. What cannot be bound to its request goes out unsigned."""
    now = station.clock.now()
    try:
        signer = station.signer(Use.TRANSPORT, book, now)
        signed = sign_answer(answer, said, station.host, signer, now, station.nonce(), kind)
    except (ValueError, DomainError):
        signed = HttpAnswer(answer.status, (*answer.headers, ("Content-Type", kind)), answer.body)
    return Response(signed.body, signed.status, list(signed.headers))


def _post_message(asked: Asked) -> Answer:
    message = read_message(asked.verified.request.body)
    check_addressed(
        message, asked.partner.authority, asked.station.authority, asked.verified.message_id or ""
    )
    probe = asked.query.get("mode") == "probe"
    received = receive(
        asked.verified, message, asked.partner, asked.book, asked.station, probe=probe
    )
    replayed = (("Interop-Replayed", "?1"),) if received.replayed else ()
    return 202, received.receipt, replayed


def _get_message(asked: Asked, message_id: str) -> Answer:
    return 200, message_receipt(asked, message_id), ()


def _get_record(asked: Asked, origin: str, record_id: str, version: str) -> Answer:
    return 200, record_again(asked, origin, record_id, _number(version)), ()


def _get_feed(asked: Asked) -> Answer:
    since = _day(asked.query["from"]) if "from" in asked.query else None
    return 200, canonical(feed(asked, asked.query.get("cursor"), since)), ()


def _get_days(asked: Asked) -> Answer:
    span = _day(asked.query.get("from", "")), _day(asked.query.get("to", ""))
    return 200, canonical({"type": "days", "v": 1, **days(asked, *span)}), ()


def _get_day(asked: Asked, day: str) -> Answer:
    return 200, canonical({"type": "day", "v": 1, **day_lines(asked, _day(day))}), ()


def _get_head(asked: Asked) -> Answer:
    return 200, canonical(latest_head(asked, _number(asked.query.get("from", "0")))), ()


def _get_proof(asked: Asked, origin: str, record_id: str, version: str) -> Answer:
    since = _number(asked.query.get("since", "0"))
    return 200, canonical(proof(asked, origin, record_id, _number(version), since)), ()


def _post_receipt(asked: Asked) -> Answer:
    return 200, canonical(take_receipt(asked)), ()


def _get_keys(asked: Asked) -> Answer:
    return 200, keys_told(asked), ()


def _get_time(asked: Asked) -> Answer:
    now = written(asked.station.clock.now())
    return 200, canonical({"type": "time", "v": 1, "now": now, **time_told(asked)}), ()


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 15):
        raise Refused("not_found", answer_signed=True)
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused("not_found", answer_signed=True) from error


def _post_trace(asked: Asked) -> Answer:
    return 200, answer_trace(asked), ()


def _get_attachment(asked: Asked, digest: str) -> Answer:
    start = _number(asked.query.get("from", "0"))
    return 200, canonical(give_attachment(asked, digest, start)), ()
