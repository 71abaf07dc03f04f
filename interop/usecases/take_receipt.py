"""A partner that pulled our messages brings its receipts (``POST /receipts``)."""

from __future__ import annotations

from typing import Any

from interop.documents.strict_json import read_strictly
from interop.records.envelope import RecordKey
from interop.records.receipt import ReceiptRefused, check_answers, read_receipt
from interop.refusals import Refused
from interop.usecases.answer_partner import Asked, first_use
from interop.usecases.send import note_receipt


def take_receipt(asked: Asked) -> dict[str, Any]:
    """Note a receipt for a message of ours: the same as if it had answered our own request. The
    Idempotency-Key names the message. Raises Refused: not_found for a message that was never made
    for the partner, profile_message for what is no receipt of exactly that message."""
    body = asked.verified.request.body
    now = asked.station.clock.now()
    try:
        receipt = read_receipt(read_strictly(body), asked.name, asked.book, now)
    except ReceiptRefused as error:
        raise Refused("profile_message", answer_signed=True) from error
    if receipt.message_id != asked.verified.message_id or receipt.probe:
        raise Refused("envelope_mismatch", answer_signed=True)
    work = asked.station.new_work()
    with work:
        first_use(asked, work)
        one = work.outbox.named(asked.name, receipt.message_id)
        if one is None:
            raise Refused("not_found", answer_signed=True)
        sent = [
            (id_, RecordKey(origin, name, version), digest)
            for id_, origin, name, version, digest in work.outbox.records_of(asked.name, one.seq)
        ]
        try:
            listed = [(key, digest) for _, key, digest in sent]
            check_answers(receipt, asked.station.authority, one.message_id, one.digest, listed)
        except ReceiptRefused as error:
            raise Refused("profile_message", answer_signed=True) from error
        settled = note_receipt(work, asked.name, one, sent, receipt, body, now)
        work.commit()
    return {"type": "noted", "v": 1, "message_id": receipt.message_id, "settled": settled}
