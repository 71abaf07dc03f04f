"""Does the evidence about one record hold: its signature, message, receipt, place in the log?"""

from __future__ import annotations

from collections.abc import Iterator, MutableMapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from interop.algorithms.suites import SUITES
from interop.checkpoints.heads import HeadRefused, SignedHead, read_head
from interop.checkpoints.proofs import is_consistent, is_included
from interop.documents.digest import raw, sha256
from interop.documents.jws import Typ, read_signatures
from interop.documents.words import written
from interop.keys.book import KeyBook
from interop.keys.check_signature import Doubt, check_signature
from interop.keys.key import Key
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW
from interop.records.envelope import RecordRefused, SignedRecord, read_record
from interop.records.lines import line_of
from interop.records.message import Message, read_message
from interop.records.receipt import Receipt, ReceiptRefused, Status, read_receipt
from interop.refusals import Refused
from interop.verify.findings import Finding, fails, holds, notice


@dataclass
class Item:
    """The parts of one record as they were read; ``message_body`` are the exact bytes. ``signed``
    is filled in by ``check_item``."""

    number: str
    message_body: bytes
    parts: dict[str, Any]
    signed: SignedRecord | None = field(default=None, init=False)


def check_item(
    item: Item, book: KeyBook, now: datetime, used: MutableMapping[str, Key]
) -> list[Finding]:
    """Everything found about one record. ``used`` gathers the keys that it rests on."""
    place = item.number
    try:
        signed = item.signed = read_record(item.parts["record"])
        message = read_message(item.message_body)
    except (RecordRefused, Refused):
        return [fails("file_unreadable", place, name="record.json, message.json")]
    receipt = _receipt(item, message, book, now, used)
    if isinstance(receipt, Finding):
        return [receipt]
    return [
        *_check_record(place, signed, receipt, book, used),
        *_check_message(item, signed, message, receipt),
        *_check_log(item, signed, receipt, book, now, used),
    ]


def _receipt(
    item: Item, message: Message, book: KeyBook, now: datetime, used: MutableMapping[str, Key]
) -> Receipt | Finding:
    document = item.parts["receipt"]
    try:
        receipt = read_receipt(document, message.receiver, book, now)
    except ReceiptRefused as refused:
        if refused.why == "time":
            return fails("time_in_future", item.number, what="receipt", at=written(now))
        return fails("receipt_not_signed", item.number)
    _use(document, book, used)
    return receipt


def _check_record(
    place: str,
    signed: SignedRecord,
    receipt: Receipt,
    book: KeyBook,
    used: MutableMapping[str, Key],
) -> Iterator[Finding]:
    """Judged at the time of the receipt: what befell a key later does not undo the record."""
    record, at = signed.record, receipt.received_at
    name = f"{record.origin} {record.id} {record.version}"
    by_origin = 0
    for signature in signed.signatures:
        kid = signature.keyid
        if signature.algorithm not in SUITES:
            yield notice("algorithm_unknown", place, kid=kid)
            continue
        checked = check_signature(signature, signed.content, Typ.RECORD, Use.RECORD, book, at)
        if checked.key is None:
            yield fails("key_unknown", place, kid=kid)
        elif checked.doubt is Doubt.KEY_NOT_GOOD:
            standing = checked.key.standing(at)
            yield fails("key_not_good", place, kid=kid, at=written(at), what=standing)
        elif checked.doubt is not None:
            yield fails("signature_misfit", place, kid=kid)
        elif checked.authority == record.origin:
            used[kid] = checked.key
            by_origin += 1
            yield holds("record_signed", place, record=name, kid=kid)
            if checked.later is not None:
                yield notice("key_fell_later", place, kid=kid, what=checked.later)
    if not by_origin:
        yield fails("not_by_origin", place, record=name)


def _check_message(
    item: Item, signed: SignedRecord, message: Message, receipt: Receipt
) -> Iterator[Finding]:
    place = item.number
    if item.parts["record"] in message.records:
        yield holds("message_holds", place, message=message.message_id)
    else:
        yield fails("message_lacks_record", place)
    answers = (
        receipt.message_id == message.message_id
        and receipt.message_digest == sha256(item.message_body)
        and receipt.receiver == message.sender
    )
    if not answers:
        yield fails("receipt_not_for_message", place)
    had = {
        (result.key, result.digest)
        for result in receipt.results
        if result.status in (Status.STORED, Status.DUPLICATE)
    }
    if receipt.probe or (signed.record.key, signed.digest) not in had:
        yield fails("receipt_lacks_record", place)
    elif answers:
        at = written(receipt.received_at)
        yield holds("receipt_holds", place, receiver=receipt.sender, at=at)


def _check_log(
    item: Item,
    signed: SignedRecord,
    receipt: Receipt,
    book: KeyBook,
    now: datetime,
    used: MutableMapping[str, Key],
) -> Iterator[Finding]:
    place = item.number
    try:
        signed_head = read_head(item.parts["head"], book, now)
    except HeadRefused as refused:
        if refused.why == "time":
            yield fails("time_in_future", place, what="head", at=written(now))
        else:
            yield fails("head_not_signed", place)
        return
    head = signed_head.head
    _use(item.parts["head"], book, used)
    if {head.keeper, head.partner} != {receipt.sender, receipt.receiver}:
        yield fails("head_of_another_log", place)
        return
    if head.keeper != receipt.sender or head.at < receipt.received_at - CLOCK_SKEW:
        yield fails("head_of_another_log", place)
        return
    yield from _say_head(place, signed_head)
    leaf, size = line_of(signed.record.key, signed.digest), head.size
    where, proof = _proof(item.parts["inclusion"], "place")
    if proof is not None and is_included(leaf, where, size, head.root, proof):
        yield holds("log_includes", place, keeper=head.keeper, size=size, place=where + 1)
    else:
        yield fails("log_lacks_record", place)
    old, path = _proof(
        item.parts.get("consistency", {"from": receipt.log_size, "path": []}), "from"
    )
    grew = path is not None and old == receipt.log_size
    root = raw(receipt.log_root)
    if path is not None and grew and is_consistent(old, root, size, head.root, path):
        yield holds("log_grew", place)
    else:
        yield fails("log_rewritten", place)
    if "timestamp" in item.parts:
        yield notice("timestamp_not_judged", place)


def _say_head(place: str, signed_head: SignedHead) -> Iterator[Finding]:
    head = signed_head.head
    yield holds("head_signed", place, keeper=head.keeper, at=written(head.at))
    if head.partner in signed_head.signed_by:
        yield holds("head_countersigned", place, partner=head.partner)
    else:
        yield notice("not_countersigned", place)


def _proof(document: object, number: str) -> tuple[int, list[bytes] | None]:
    """A place or size, and the hashes; no hashes (None) if the document is no proof."""
    if not isinstance(document, dict) or set(document) != {number, "path"}:
        return 0, None
    where, path = document[number], document["path"]
    if type(where) is not int or not isinstance(path, list):
        return 0, None
    try:
        return where, [raw(digest) for digest in path]
    except ValueError:
        return 0, None


def _use(document: Any, book: KeyBook, used: MutableMapping[str, Key]) -> None:
    """Note the keys of a document whose signatures were verified."""
    for signature in read_signatures(document["signatures"]):
        key = book.find(signature.keyid)
        if key is not None:
            used[key.keyid] = key
