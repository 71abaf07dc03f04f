"""What does the receiver vouch for, and does it answer what was sent?

The receipt is made in the transaction that stores, kept by both sides, and given again byte by byte
for every duplicate. Only a verified one settles a delivery.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from interop.algorithms.signer import Signer
from interop.documents.canonical import canonical
from interop.documents.digest import is_digest
from interop.documents.jws import JwsRefused, Typ, read_signed, seal
from interop.documents.words import is_authority, is_uuid, moment, moment_of, written
from interop.keys.book import KeyBook
from interop.keys.check_signature import check_signature
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW, MOST_BODY_BYTES
from interop.records.envelope import RecordKey


class Status(StrEnum):
    """What happened to one record."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Result:
    """``code`` (a row of ``RECORD_REFUSALS``) and ``pointers`` say why a record was rejected."""

    key: RecordKey
    digest: str
    status: Status
    code: str | None = None
    pointers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """``sender`` made the receipt, ``receiver`` sent the message. ``probe``: nothing was stored.
    ``high_water`` is the highest number below which none is missing but ``missing``; ``log_size``
    and ``log_root`` are the maker's log after storing: the partner's hold on it."""

    message_id: str
    message_digest: str
    sender: str
    receiver: str
    received_at: datetime
    results: Sequence[Result]
    high_water: int
    missing: Sequence[int]
    log_size: int
    log_root: str
    probe: bool = False

    def document(self) -> dict[str, Any]:
        return {
            "type": "probe" if self.probe else "receipt",
            "v": 1,
            "message_id": self.message_id,
            "message_digest": self.message_digest,
            "from": self.sender,
            "to": self.receiver,
            "received_at": written(self.received_at),
            "results": [
                {
                    **result.key._asdict(),
                    "digest": result.digest,
                    "status": result.status.value,
                    "code": result.code,
                    "pointers": list(result.pointers),
                }
                for result in self.results
            ],
            "high_water": self.high_water,
            "missing": list(self.missing),
            "log": {"size": self.log_size, "root": self.log_root},
        }


class ReceiptRefused(Exception):
    """This is no receipt for what was sent; the delivery stays open. ``why`` names the check."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def seal_receipt(receipt: Receipt, signers: Sequence[Signer]) -> bytes:
    """The bytes that answer the message, now and at every duplicate; signed with a record key,
    because they must last as long as records do."""
    return canonical(seal(receipt.document(), Typ.RECEIPT, signers))


def read_receipt(document: object, partner: str, book: KeyBook, now: datetime) -> Receipt:
    """A partner's receipt, its signatures verified as of the time it states; ReceiptRefused."""
    try:
        signed = read_signed(document, MOST_BODY_BYTES)
        receipt = _read(signed.document)
    except (JwsRefused, KeyError, TypeError, ValueError) as error:
        raise ReceiptRefused("form") from error
    if receipt.sender != partner:
        raise ReceiptRefused("sender")
    if receipt.received_at > now + CLOCK_SKEW:
        raise ReceiptRefused("time")
    for signature in signed.signatures:
        checked = check_signature(
            signature, signed.payload, Typ.RECEIPT, Use.RECORD, book, receipt.received_at
        )
        if checked.authority != partner:
            raise ReceiptRefused("signature")
    return receipt


def check_answers(
    receipt: Receipt,
    us: str,
    message_id: str,
    message_digest: str,
    sent: Sequence[tuple[RecordKey, str]],
) -> None:
    """Whether a verified receipt answers exactly this message: its id and bytes, every record
    with the digest that we sent, no more and no fewer; ReceiptRefused otherwise."""
    if receipt.receiver != us or receipt.probe:
        raise ReceiptRefused("receiver")
    if receipt.message_id != message_id:
        raise ReceiptRefused("message_id")
    if receipt.message_digest != message_digest:
        raise ReceiptRefused("message_digest")
    if [(result.key, result.digest) for result in receipt.results] != list(sent):
        raise ReceiptRefused("results")


#: What each member of a receipt must be; the rest is refused with it.
_MEMBERS: dict[str, Callable[[Any], bool]] = {
    "type": lambda value: value in ("receipt", "probe"),
    "v": lambda value: type(value) is int and value == 1,
    "message_id": is_uuid,
    "message_digest": is_digest,
    "from": is_authority,
    "to": is_authority,
    "received_at": lambda value: moment_of(value) is not None,
    "results": lambda value: isinstance(value, list),
    "high_water": lambda value: type(value) is int and value >= 0,
    "missing": lambda value: isinstance(value, list) and all(type(n) is int for n in value),
    "log": lambda value: (
        isinstance(value, dict)
        and set(value) == {"size", "root"}
        and type(value["size"]) is int
        and value["size"] >= 0
        and is_digest(value["root"])
    ),
}
_RESULT = {*RecordKey._fields, "digest", "status", "code", "pointers"}


def _read(document: Any) -> Receipt:
    if set(document) != set(_MEMBERS) or not all(
        holds(document[name]) for name, holds in _MEMBERS.items()
    ):
        raise ValueError("members")
    return Receipt(
        message_id=document["message_id"],
        message_digest=document["message_digest"],
        sender=document["from"],
        receiver=document["to"],
        received_at=moment(document["received_at"]),
        results=[_read_result(row) for row in document["results"]],
        high_water=document["high_water"],
        missing=document["missing"],
        log_size=document["log"]["size"],
        log_root=document["log"]["root"],
        probe=document["type"] == "probe",
    )


def _read_result(row: Any) -> Result:
    code, pointers = row["code"], row["pointers"]
    texts = [*pointers, row["origin"], row["id"], row["digest"], *([] if code is None else [code])]
    if set(row) != _RESULT or not all(isinstance(text, str) for text in texts):
        raise ValueError("result")
    if type(row["version"]) is not int:
        raise ValueError("version")
    key = RecordKey(row["origin"], row["id"], row["version"])
    return Result(key, row["digest"], Status(row["status"]), code, tuple(pointers))
