"""What does a partner post? Records, messages, requests signed by hand, and what answers them."""

from __future__ import annotations

from typing import Any

from interop.algorithms.signer import SoftwareSigner
from interop.documents.jws import read_signed
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.records.envelope import Record, seal_record
from interop.records.message import Message
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from tests.builders.two_provinces import Province

MESSAGES = "/interop/v1/messages"

IDS = [f"0199b0f2-0000-7000-8000-{number:012d}" for number in range(1, 99)]

Pair = tuple[Province, Province]


def signer(side: Province, use: Use) -> Any:
    return side.station.signer(use, side.book(), side.clock.now())


def a_record(side: Province, thing: int = 1, version: int = 1, **changes: Any) -> Record:
    given: dict[str, Any] = {
        "origin": side.name,
        "id": IDS[thing],
        "version": version,
        "prev": None,
        "schema": "site/1.0",
        "business_no": f"SITE-{thing}",
        "issued_at": side.clock.now(),
        "body": {"code": "S", "organisation": "O", "division": "420100", "roles": ["seller"]},
    }
    return Record(**given | changes)


def sealed(side: Province, record: Record) -> dict[str, Any]:
    return seal_record(record, [signer(side, Use.RECORD)])


def a_message(pair: Pair, *entries: Any, number: int = 1, **changes: Any) -> Message:
    ours, theirs = pair
    given: dict[str, Any] = {
        "message_id": IDS[number],
        "sender": ours.name,
        "receiver": theirs.name,
        "seq": number,
        "prev": None,
        "created_at": ours.clock.now(),
        "records": entries or (sealed(ours, a_record(ours)),),
    }
    return Message(**given | changes)


def a_request(
    pair: Pair,
    message: Message | None = None,
    *,
    method: str = "POST",
    target: str = MESSAGES,
    nonce: str | None = None,
    by: SoftwareSigner | None = None,
) -> HttpRequest:
    ours, theirs = pair
    post = message or a_message(pair)
    return sign_request(
        HttpRequest(method, target, (), post.body() if method == "POST" else b""),
        theirs.host,
        by or signer(ours, Use.TRANSPORT),
        ours.clock.now(),
        nonce or ours.station.nonce(),
        post.message_id if method == "POST" else None,
    )


def answered(pair: Pair, request: HttpRequest) -> HttpAnswer:
    found = (
        pair[1]
        .app.test_client()
        .open(
            request.target,
            method=request.method,
            headers=list(request.headers),
            data=request.body,
        )
    )
    return HttpAnswer(found.status_code, tuple(found.headers.items()), found.get_data())


def code_of(answer: HttpAnswer) -> str:
    return str(read_strictly(answer.body)["code"])


def results(answer: HttpAnswer) -> list[tuple[str, str | None]]:
    assert answer.status == 202, answer.body
    document: Any = read_signed(read_strictly(answer.body), 1 << 20).document
    return [(row["status"], row["code"]) for row in document["results"]]


def stored(side: Province) -> dict[str, int]:
    return {
        table: side.ask(f"SELECT count(*) FROM exchange_{table}")[0][0]
        for table in ("inbox", "arrival", "node", "record")
    }


def receipt_of(answer: HttpAnswer) -> Any:
    return read_signed(read_strictly(answer.body), 1 << 20).document
