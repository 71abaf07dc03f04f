"""A signed question, or a word, to a partner, and its verified answer; nothing else is believed."""

from __future__ import annotations

from typing import Any

from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.signing.answers import AnswerRefused, verify_answer
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.store.partners import Partner
from interop.usecases.send import Link, NotReached
from interop.usecases.station import Station


class NotAnswered(Exception):
    """The partner did not answer a question in a way that can be believed."""


def ask(station: Station, partner: Partner, target: str, link: Link) -> dict[str, Any]:
    """A signed question and its verified answer; NotAnswered."""
    return _said(station, partner, HttpRequest("GET", target, (), b""), None, link)


def say(
    station: Station, partner: Partner, target: str, body: bytes, message_id: str, link: Link
) -> dict[str, Any]:
    """A signed word about a message, and the verified answer to it; NotAnswered."""
    return _said(station, partner, HttpRequest("POST", target, (), body), message_id, link)


def _said(
    station: Station, partner: Partner, bare: HttpRequest, message_id: str | None, link: Link
) -> dict[str, Any]:
    now = station.clock.now()
    work = station.new_work()
    with work:
        book = work.partners.book()
    signer = station.signer(Use.TRANSPORT, book, now)
    request = sign_request(bare, partner.host, signer, now, station.nonce(), message_id)
    try:
        answer: HttpAnswer = link(partner, request)
        now = station.clock.now()
        verify_answer(answer, request, partner.host, partner.authority, book, now)
        document = read_strictly(answer.body)
    except NotReached as error:
        raise NotAnswered(f"not_reached: {error}") from error
    except AnswerRefused as error:
        raise NotAnswered(f"answer {answer.status}: {error.why}") from error
    except DocumentRefused as error:
        raise NotAnswered(f"answer: {error.code}") from error
    if answer.status != 200 or not isinstance(document, dict):
        code = document.get("code") if isinstance(document, dict) else None
        raise NotAnswered(f"answer {answer.status}: {code}")
    return document
