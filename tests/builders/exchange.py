"""How does a test get two provinces with keys, and a signed message from one to the other?"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from interop.algorithms.signer import SoftwareSigner, new_private_key
from interop.keys.book import KeyBook
from interop.keys.fingerprint import fingerprint
from interop.keys.key import Key
from interop.keys.names import KeyName, Use
from interop.records.envelope import Record, RecordKey, SignedRecord, read_record, seal_record
from interop.records.message import Message
from interop.signing.answers import sign_answer
from interop.signing.requests import Receiver, VerifiedRequest, sign_request, verify_request
from interop.signing.wire import HttpAnswer, HttpRequest

NOW = datetime(2026, 11, 21, 9, 37, 44, tzinfo=UTC)
NOT_BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
NOT_AFTER = datetime(2027, 1, 31, tzinfo=UTC)
NONCE = "n0nce-of-128-bits-and-more"
MESSAGE_ID = "0199b0f2-0000-7000-8000-000000000001"
RECORD_ID = "0199b0f2-0000-7000-8000-0000000000aa"
MESSAGES = "/interop/v1/messages"
#: Every algorithm that there is a row for; SM2 joins with its own.
ALGORITHMS = ("Ed25519", "ES256")


@dataclass(frozen=True)
class Side:
    """One authority: where it is reached, and what it signs with."""

    authority: str
    host: str
    signers: dict[Use, SoftwareSigner]
    keys: dict[Use, Key]

    def signer(self, use: Use = Use.TRANSPORT) -> SoftwareSigner:
        return self.signers[use]

    def keyid(self, use: Use = Use.TRANSPORT) -> str:
        return self.keys[use].keyid


@dataclass(frozen=True)
class Pair:
    """``theirs`` sends to ``ours``; ``book`` is the registry of both."""

    ours: Side
    theirs: Side
    book: KeyBook
    algorithm: str

    @property
    def receiver(self) -> Receiver:
        return Receiver(self.ours.host, self.book, frozenset({self.theirs.authority}))

    def with_book(self, book: KeyBook) -> Pair:
        return replace(self, book=book)


def approved(book: KeyBook, key: Key, at: datetime = NOT_BEFORE) -> KeyBook:
    """The book with this key, enrolled and approved by two people."""
    book = book.enrol(key, "lin", at)
    for person in ("wang", "zhao"):
        book = book.approve(key.keyid, person, at, fingerprint(key))
    return book


def a_side(authority: str, host: str, algorithm: str = "Ed25519") -> Side:
    signers, keys = {}, {}
    for use in Use:
        keyid = str(KeyName(authority, use, 2026, "a"))
        signer = SoftwareSigner(keyid, new_private_key(algorithm))
        signers[use] = signer
        keys[use] = Key(keyid, algorithm, signer.public, NOT_BEFORE, NOT_AFTER)
    return Side(authority, host, signers, keys)


@cache
def a_pair(algorithm: str = "Ed25519") -> Pair:
    """Two provinces that trust each other's keys. Frozen, hence shared."""
    ours = a_side("CN-42", "exchange.hubei.example", algorithm)
    theirs = a_side("CN-36", "exchange.jiangxi.example", algorithm)
    book = KeyBook()
    for side in (ours, theirs):
        for key in side.keys.values():
            book = approved(book, key)
    return Pair(ours, theirs, book, algorithm)


def a_record(**changes: Any) -> Record:
    """Version 1 of a manifest of theirs."""
    record = Record(
        origin="CN-36",
        id=RECORD_ID,
        version=1,
        prev=None,
        schema="transfer_manifest/1.2",
        business_no="36042026000001",
        issued_at=NOW - timedelta(minutes=5),
        body={"waste_code": "900-052-31", "mass_kg": "12800.5", "batteries": 1000, "note": "整车"},
    )
    return replace(record, **changes)


def sealed(pair: Pair, record: Record | None = None, side: Side | None = None) -> dict[str, Any]:
    """A record as it stands in a message, signed by its origin unless another side is named."""
    signer = (side or pair.theirs).signer(Use.RECORD)
    return seal_record(record or a_record(), [signer])


def a_signed_record(pair: Pair, record: Record | None = None) -> SignedRecord:
    return read_record(sealed(pair, record))


def a_message(pair: Pair, *entries: dict[str, Any], **changes: Any) -> Message:
    message = Message(
        message_id=MESSAGE_ID,
        sender=pair.theirs.authority,
        receiver=pair.ours.authority,
        seq=1,
        prev=None,
        created_at=NOW,
        records=entries or (sealed(pair),),
    )
    return replace(message, **changes)


def sent(pair: Pair, *records: SignedRecord) -> list[tuple[RecordKey, str]]:
    """What the sender knows it sent."""
    found = records or (a_signed_record(pair),)
    return [(record.record.key, record.digest) for record in found]


def a_request(
    pair: Pair,
    body: bytes | None = None,
    *,
    method: str = "POST",
    target: str = MESSAGES,
    host: str | None = None,
    signer: SoftwareSigner | None = None,
    at: datetime = NOW,
    nonce: str = NONCE,
    message_id: str | None = MESSAGE_ID,
) -> HttpRequest:
    """A signed request of theirs to ours: the base message of every negative test."""
    content = a_message(pair).body() if body is None and method == "POST" else body or b""
    return sign_request(
        HttpRequest(method, target, (), content),
        host or pair.ours.host,
        signer or pair.theirs.signer(),
        at,
        nonce,
        message_id,
    )


def an_answer(
    pair: Pair, request: HttpRequest, body: bytes = b'{"ok":1}', status: int = 202
) -> HttpAnswer:
    """A signed answer of ours to their request."""
    signer = pair.ours.signer()
    return sign_answer(
        HttpAnswer(status, (), body), request, pair.ours.host, signer, NOW, "answer-" + NONCE
    )


def verified(pair: Pair, request: HttpRequest, now: datetime = NOW) -> VerifiedRequest:
    return verify_request(request, pair.receiver, now)


def header(message: HttpRequest | HttpAnswer, name: str) -> str:
    """The value of the only line of a field."""
    (value,) = [value for key, value in message.headers if key.lower() == name.lower()]
    return value


def with_header(message: HttpRequest, name: str, *values: str) -> HttpRequest:
    """The message with these lines instead of the field's; none removes it."""
    rest = tuple(line for line in message.headers if line[0].lower() != name.lower())
    return replace(message, headers=(*rest, *((name, value) for value in values)))


def with_parameter(message: HttpRequest, name: str, value: str | None) -> HttpRequest:
    """The message whose signature states another value (as serialized); None takes it out."""
    said = re.sub(rf';{name}=("[^"]*"|[^;]*)', "", header(message, "Signature-Input"))
    return with_header(
        message, "Signature-Input", said if value is None else f"{said};{name}={value}"
    )
