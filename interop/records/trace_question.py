"""A question about single units that crossed the border, and the signed answer to it.

The answer is sealed with a record key, so that it can be kept and shown as long as records: it
names the question by its digest, and every code that was asked about.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from interop.algorithms.signer import Signer
from interop.documents.canonical import canonical, canonical_checked
from interop.documents.digest import is_digest
from interop.documents.jws import JwsRefused, Typ, read_signed, seal
from interop.documents.profile import DocumentRefused, JsonFault
from interop.documents.strict_json import read_strictly
from interop.documents.words import is_authority, is_uuid, moment, moment_of, written
from interop.keys.book import KeyBook
from interop.keys.check_signature import check_signature
from interop.keys.names import Use
from interop.limits import CLOCK_SKEW, MOST_BODY_BYTES
from interop.refusals import Refused

#: So many codes in one question, so many steps in what is told of one.
MOST_CODES, MOST_STEPS = 20, 50
FORWARD, BACK = "forward", "back"
_CODE_LENGTH = 512
_DIVISION = re.compile(r"[0-9]{6}", re.ASCII)
_PROVINCE = re.compile(r"[0-9]{2}", re.ASCII)
_WORD = re.compile(r"[a-z][a-z0-9_]{0,31}", re.ASCII)

Holds = Mapping[str, Callable[[Any], bool]]


@dataclass(frozen=True, slots=True)
class TraceQuestion:
    """``direction``: what became of these units after they came to the receiver (forward), or
    what they went through before they left it (back). ``held``: the sender's books have them in
    hands."""

    question_id: str
    sender: str
    receiver: str
    asked_at: datetime
    direction: str
    held: bool
    codes: tuple[str, ...]

    def body(self) -> bytes:
        """The bytes to send; DocumentRefused if a code breaks the profile."""
        return canonical_checked(
            {
                "type": "trace_question",
                "v": 1,
                "question_id": self.question_id,
                "from": self.sender,
                "to": self.receiver,
                "asked_at": written(self.asked_at),
                "direction": self.direction,
                "held": self.held,
                "codes": list(self.codes),
            }
        )


@dataclass(frozen=True, slots=True)
class TraceAnswer:
    """``told`` is one row for each code, in the order of the question: ``code``, ``known``,
    ``held``, ``state`` (or None) and ``steps`` (kind, day, division, roles, site, to_province)."""

    question_id: str
    question_digest: str
    sender: str
    receiver: str
    answered_at: datetime
    told: Sequence[Mapping[str, Any]]

    def document(self) -> dict[str, Any]:
        return {
            "type": "trace_answer",
            "v": 1,
            "question_id": self.question_id,
            "question_digest": self.question_digest,
            "from": self.sender,
            "to": self.receiver,
            "answered_at": written(self.answered_at),
            "told": [dict(row) for row in self.told],
        }


class TraceAnswerRefused(Exception):
    """This is no answer to that question; ``why`` names the check."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def read_question(body: bytes) -> TraceQuestion:
    """The question in a verified body; Refused with every fault."""
    try:
        document = read_strictly(body)
    except DocumentRefused as error:
        raise Refused(error.code, error.faults, answer_signed=True) from error
    wrong = _wrong(document, _QUESTION)
    if wrong:
        faults = [JsonFault("profile_message", pointer) for pointer in wrong]
        raise Refused("profile_message", faults, answer_signed=True)
    return TraceQuestion(
        question_id=document["question_id"],
        sender=document["from"],
        receiver=document["to"],
        asked_at=moment(document["asked_at"]),
        direction=document["direction"],
        held=document["held"],
        codes=tuple(document["codes"]),
    )


def seal_answer(answer: TraceAnswer, signers: Sequence[Signer]) -> bytes:
    """The bytes that answer, and that both sides can keep."""
    return canonical(seal(answer.document(), Typ.ANSWER, signers))


def read_answer(
    content: bytes, question: TraceQuestion, digest: str, book: KeyBook, now: datetime
) -> TraceAnswer:
    """The receiver's verified answer to this question and no other; TraceAnswerRefused."""
    try:
        signed = read_signed(read_strictly(content), MOST_BODY_BYTES)
    except (JwsRefused, DocumentRefused) as error:
        raise TraceAnswerRefused("form") from error
    if _wrong(signed.document, _ANSWER):
        raise TraceAnswerRefused("form")
    said = signed.document
    if (said["from"], said["to"]) != (question.receiver, question.sender):
        raise TraceAnswerRefused("sender")
    if (said["question_id"], said["question_digest"]) != (question.question_id, digest):
        raise TraceAnswerRefused("question")
    if [row["code"] for row in said["told"]] != list(question.codes):
        raise TraceAnswerRefused("codes")
    at = moment(said["answered_at"])
    if at > now + CLOCK_SKEW:
        raise TraceAnswerRefused("time")
    for signature in signed.signatures:
        checked = check_signature(signature, signed.payload, Typ.ANSWER, Use.RECORD, book, at)
        if checked.authority != question.receiver:
            raise TraceAnswerRefused("signature")
    names = (said["question_id"], said["question_digest"], said["from"], said["to"])
    return TraceAnswer(*names, at, said["told"])


def _wrong(document: object, holds: Holds) -> list[str]:
    """Members that are missing, unknown or of another form."""
    if not isinstance(document, dict):
        return [""]
    names = [name for name in (*holds, *document) if name not in document or name not in holds]
    names += [name for name, test in holds.items() if name in document and not test(document[name])]
    return [f"/{name}" for name in names]


def _fits(value: object, holds: Holds) -> bool:
    return not _wrong(value, holds)


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_code(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= _CODE_LENGTH and value.isprintable()


def _matches(form: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


def _or_none(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or test(value)


def _list_of(test: Callable[[Any], bool], least: int, most: int) -> Callable[[Any], bool]:
    return lambda value: (
        isinstance(value, list) and least <= len(value) <= most and all(test(one) for one in value)
    )


def _is_one(value: object) -> bool:
    return type(value) is int and value == 1


def _is_bool(value: object) -> bool:
    return isinstance(value, bool)


_STEP: Holds = {
    "kind": _matches(_WORD),
    "day": _is_day,
    "division": _matches(_DIVISION),
    "roles": _list_of(_matches(_WORD), 0, 20),
    "site": _or_none(_is_code),
    "to_province": _or_none(_matches(_PROVINCE)),
}
_TOLD: Holds = {
    "code": _is_code,
    "known": _is_bool,
    "held": _is_bool,
    "state": _or_none(_matches(_WORD)),
    "steps": _list_of(lambda value: _fits(value, _STEP), 0, MOST_STEPS),
}
_QUESTION: Holds = {
    "type": lambda value: value == "trace_question",
    "v": _is_one,
    "question_id": is_uuid,
    "from": is_authority,
    "to": is_authority,
    "asked_at": lambda value: moment_of(value) is not None,
    "direction": lambda value: value in (FORWARD, BACK),
    "held": _is_bool,
    "codes": _list_of(_is_code, 1, MOST_CODES),
}
_ANSWER: Holds = {
    "type": lambda value: value == "trace_answer",
    "v": _is_one,
    "question_id": is_uuid,
    "question_digest": is_digest,
    "from": is_authority,
    "to": is_authority,
    "answered_at": lambda value: moment_of(value) is not None,
    "told": _list_of(lambda value: _fits(value, _TOLD), 1, MOST_CODES),
}
