"""What does a message of the exchange hold, and is it meant for us?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from interop.documents.canonical import canonical_checked
from interop.documents.digest import is_digest
from interop.documents.profile import DocumentRefused, JsonFault
from interop.documents.strict_json import read_strictly
from interop.documents.words import is_authority, is_uuid, moment, moment_of, written
from interop.limits import MOST_BODY_BYTES, MOST_RECORDS
from interop.refusals import Refused

VERSION = 1


@dataclass(frozen=True, slots=True)
class Message:
    """``seq`` counts the messages from ``sender`` to ``receiver`` without gap; ``prev`` is the
    digest of the body of the one before (None for the first). ``records`` are read one by one
    (``read_record``), so that a bad one does not take the others with it."""

    message_id: str
    sender: str
    receiver: str
    seq: int
    prev: str | None
    created_at: datetime
    records: Sequence[Mapping[str, Any]]

    def body(self) -> bytes:
        """The bytes to send, the same at each attempt; DocumentRefused if the profile is broken
        or the message too large."""
        body = canonical_checked(
            {
                "type": "message",
                "v": VERSION,
                "message_id": self.message_id,
                "from": self.sender,
                "to": self.receiver,
                "seq": self.seq,
                "prev": self.prev,
                "created_at": written(self.created_at),
                "records": list(self.records),
            }
        )
        if len(body) > MOST_BODY_BYTES:
            raise DocumentRefused(JsonFault("too_large", ""))
        return body


def read_message(body: bytes) -> Message:
    """Step 8 of receiving: the message in a verified body; Refused with every fault."""
    try:
        document = read_strictly(body)
    except DocumentRefused as error:
        raise Refused(error.code, error.faults, answer_signed=True) from error
    faults = _faults(document)
    if faults:
        raise Refused("profile_message", faults, answer_signed=True)
    return Message(
        message_id=document["message_id"],
        sender=document["from"],
        receiver=document["to"],
        seq=document["seq"],
        prev=document["prev"],
        created_at=moment(document["created_at"]),
        records=tuple(document["records"]),
    )


def check_addressed(message: Message, partner: str, us: str, idempotency_key: str) -> None:
    """Step 9 of receiving: from whom the key says, to us, under the id that was signed."""
    if message.sender != partner or message.receiver != us:
        raise Refused("envelope_mismatch", answer_signed=True)
    if idempotency_key != message.message_id:
        raise Refused("idempotency_malformed", answer_signed=True)


def _faults(document: object) -> list[JsonFault]:
    if not isinstance(document, dict):
        return [JsonFault("profile_message", "")]
    holds: dict[str, Callable[[Any], bool]] = {
        "type": lambda value: value == "message",
        "v": lambda value: type(value) is int and value == VERSION,
        "message_id": is_uuid,
        "from": is_authority,
        "to": lambda value: isinstance(value, str),
        "seq": lambda value: type(value) is int and value >= 1,
        "prev": lambda value: value is None or is_digest(value),
        "created_at": lambda value: moment_of(value) is not None,
        "records": lambda value: isinstance(value, list) and 0 < len(value) <= MOST_RECORDS,
    }
    wrong = [name for name in holds if name not in document]
    wrong += [name for name in document if name not in holds]
    wrong += [name for name, test in holds.items() if name in document and not test(document[name])]
    return [JsonFault("profile_message", f"/{name}") for name in wrong]
