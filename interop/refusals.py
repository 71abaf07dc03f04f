"""With which codes is a message of the exchange refused, and what does the sender do then?

Answers are problem+json (RFC 9457), ``type`` is ``urn:pv:interop:<code>``. Unknown key, revoked key
and bad signature are one code and one answer: a stranger learns nothing about keys.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from interop.documents.profile import JsonFault

PROBLEM_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Refusal:
    """``status`` of the answer, what it ``says`` (English msgid), and whether sending the same
    bytes again ``may_help``. An unsigned refusal never settles anything, whatever it says."""

    status: int
    says: str
    may_help: bool = False


REFUSALS: dict[str, Refusal] = {
    # size and shape of the HTTP message
    "too_large": Refusal(413, "The message is larger than the exchange takes."),
    "headers_too_large": Refusal(431, "The header fields are larger than the exchange takes."),
    "path_not_canonical": Refusal(400, "The address is not spelled the one right way."),
    "content_encoding": Refusal(415, "Compressed content is not taken."),
    "content_type": Refusal(415, "Content must be sent as application/json."),
    "body_unexpected": Refusal(400, "This kind of request has no content."),
    # signature: all are 401
    "sig_missing": Refusal(401, "The request is not signed.", may_help=True),
    "sig_malformed": Refusal(401, "The signature fields cannot be read.", may_help=True),
    "sig_multiple": Refusal(401, "Exactly one signature is expected.", may_help=True),
    "sig_component_missing": Refusal(
        401, "The signature does not cover what it must cover.", may_help=True
    ),
    "sig_param_forbidden": Refusal(
        401, "The parameters of the signature are not those of the profile.", may_help=True
    ),
    "sig_time": Refusal(401, "The signature is too old, or of the future.", may_help=True),
    "sig_replay": Refusal(401, "This request was already received.", may_help=True),
    "sig_invalid": Refusal(401, "The signature does not fit.", may_help=True),
    # digest
    "digest_missing": Refusal(400, "The digest of the content is missing."),
    "digest_malformed": Refusal(400, "The digest of the content cannot be read."),
    "digest_unsupported": Refusal(400, "The digest of the content must be one of SHA-256."),
    "digest_mismatch": Refusal(400, "The content is not the one that was signed."),
    # document
    "json_encoding": Refusal(400, "The text is not proper UTF-8 without NUL."),
    "json_syntax": Refusal(400, "The content is not JSON."),
    "json_duplicate_key": Refusal(400, "A name stands twice in one object."),
    "json_depth": Refusal(400, "The document is nested too deeply."),
    "profile_number": Refusal(422, "Numbers are integers up to 2^53 - 1; quantities are texts."),
    "profile_string": Refusal(422, "A text is not in NFC, or holds control characters."),
    "profile_name": Refusal(422, "A member's name is not of the allowed form."),
    "profile_length": Refusal(422, "A text or a list is too long."),
    "profile_message": Refusal(422, "This is not a message of the exchange."),
    # message
    "idempotency_missing": Refusal(400, "The Idempotency-Key is missing."),
    "idempotency_malformed": Refusal(
        400, "The Idempotency-Key is not the message's id in double quotes."
    ),
    "idempotency_conflict": Refusal(
        422, "This message id was already used for other content or another number."
    ),
    "envelope_mismatch": Refusal(403, "Sender or receiver in the message is not who it should be."),
    "not_entitled": Refusal(403, "This is not for you."),
    "cursor_foreign": Refusal(400, "This cursor was not made here for you."),
    "not_found": Refusal(404, "This was never stored here."),
    "in_progress": Refusal(409, "This message is being received just now.", may_help=True),
    "too_many_requests": Refusal(429, "Too many requests; wait.", may_help=True),
    "unavailable": Refusal(503, "Nothing can be stored at the moment.", may_help=True),
}

#: Per record, in the receipt: the rest of the message is stored all the same.
RECORD_REFUSALS: dict[str, str] = {
    "record_envelope": "This is not a record of the exchange.",
    "record_too_large": "The record is larger than the exchange takes.",
    "record_sig": "The record is not signed as it must be.",
    "record_key": "The record's key was not good at that time.",
    "record_origin": "The record was not signed by its origin, or may not come this way.",
    "version_conflict": "Another record with this number and version was stored before.",
    "chain_broken": "The record does not continue the version before it.",
    "schema_invalid": "The content does not fit its schema.",
    "state_final": "The record was cancelled and takes no further version.",
}


class Refused(Exception):
    """A message of the exchange is not taken; ``code`` is a row of ``REFUSALS``.

    ``faults`` name places in the document. ``answer_signed``: the caller is known (or must be told
    the time, ``sig_time``), so the answer is signed. ``retry_after``: after how many seconds to try
    again, where trying again may help.
    """

    def __init__(
        self,
        code: str,
        faults: Sequence[JsonFault] = (),
        *,
        answer_signed: bool = False,
        retry_after: int = 30,
    ) -> None:
        super().__init__(code)
        self.code = code
        self.faults = tuple(faults)
        self.retry_after = retry_after
        self.answer_signed = answer_signed or code == "sig_time"

    @property
    def status(self) -> int:
        return REFUSALS[self.code].status

    def problem(self) -> dict[str, Any]:
        """The body of the answer: the same for the same code, whoever asks."""
        row = REFUSALS[self.code]
        body: dict[str, Any] = {
            "type": f"urn:pv:interop:{self.code}",
            "title": row.says,
            "status": row.status,
            "code": self.code,
        }
        if self.faults:
            body["errors"] = [
                {"code": fault.code, "pointer": fault.pointer} for fault in self.faults
            ]
        return body
