"""Messages go to a partner until it has signed for them; nothing else settles one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from interop.delivery.attempts import asked_wait, next_attempt
from interop.documents.digest import sha256
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.records.envelope import RecordKey
from interop.records.receipt import (
    Receipt,
    ReceiptRefused,
    Status,
    check_answers,
    read_receipt,
)
from interop.refusals import REFUSALS
from interop.signing.answers import AnswerRefused, verify_answer
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest, lines_of
from interop.store.exchange_work import ExchangeWork
from interop.store.outbox import DELIVERED, PARKED, Sending
from interop.store.partners import Partner
from interop.usecases.station import Station
from interop.usecases.tell_people import tell_incident

MESSAGES = "/interop/v1/messages"
#: So long nobody else sends what we are sending: longer than the longest wait for an answer.
LEASE = timedelta(seconds=90)
#: So long a partner that failed five times in a row is left alone.
PAUSE = timedelta(seconds=60)
#: Refusals by which a partner asks for patience with everything, not with one message.
_WAIT = frozenset({"too_many_requests", "unavailable"})


class NotReached(Exception):
    """No answer came: the network, TLS, a time-out, an address that is not allowed."""


class Link(Protocol):
    """The way to a partner: one request, one answer, nothing followed, nothing unpacked."""

    def __call__(self, partner: Partner, request: HttpRequest) -> HttpAnswer: ...


class Outcome(StrEnum):
    """What came of one attempt."""

    NOTHING_DUE = "nothing_due"
    DELIVERED = "delivered"
    AGAIN = "again"
    PARKED = "parked"
    LATE = "late"  # somebody else has the lease by now


@dataclass(frozen=True, slots=True)
class _Answered:
    """``receipt`` if it was believed; else ``problem``, and whether it ``settles``."""

    receipt: Receipt | None = None
    content: bytes = b""
    problem: str = ""
    settles: bool = False
    retry_after: str | None = None


def send_next(station: Station, authority: str, link: Link) -> Outcome:
    """One attempt at the next message that is due. Between lease and note nothing is held open:
    who dies in between leaves the message to the next one, and the partner knows it again."""
    now = station.clock.now()
    work = station.new_work()
    with work:
        partner = work.partners.find(authority)
        if partner is None or not partner.active or partner.halted:
            return Outcome.NOTHING_DUE
        if partner.paused_until is not None and partner.paused_until > now:
            return Outcome.NOTHING_DUE
        one = work.outbox.lease(authority, now, now + LEASE)
        if one is None:
            return Outcome.NOTHING_DUE
        sent = [
            (id_, RecordKey(origin, name, version), digest)
            for id_, origin, name, version, digest in work.outbox.records_of(authority, one.seq)
        ]
        book = work.partners.book()
        work.commit()
    answered = _attempt(station, partner, one, book, [(key, dig) for _, key, dig in sent], link)
    if answered.receipt is not None:
        return _delivered(station, authority, one, sent, answered.receipt, answered.content)
    if answered.settles:
        return _park(station, authority, one, answered.problem)
    return _again(station, authority, one, answered)


def _attempt(
    station: Station,
    partner: Partner,
    one: Sending,
    book: KeyBook,
    sent: list[tuple[RecordKey, str]],
    link: Link,
) -> _Answered:
    now = station.clock.now()
    signer = station.signer(Use.TRANSPORT, book, now)
    request = sign_request(
        HttpRequest("POST", MESSAGES, (), one.body),
        partner.host,
        signer,
        now,
        station.nonce(),
        one.message_id,
    )
    try:
        answer = link(partner, request)
    except NotReached as error:
        return _Answered(problem=f"not_reached: {error}"[:200])
    retry_after = next(iter(lines_of(answer.headers, "retry-after")), None)
    now = station.clock.now()
    try:
        verify_answer(answer, request, partner.host, partner.authority, book, now)
        if answer.status != 202:
            return replace(_refused(answer), retry_after=retry_after)
        document = read_strictly(answer.body)
        receipt = read_receipt(document, partner.authority, book, now)
        check_answers(receipt, station.authority, one.message_id, one.digest, sent)
    except AnswerRefused as error:
        problem = f"answer {answer.status}: {error.why}"
        return _Answered(problem=problem, retry_after=retry_after)
    except ReceiptRefused as error:
        return _Answered(problem=f"receipt: {error.why}")
    except DocumentRefused as error:
        return _Answered(problem=f"receipt: {error.code}")
    return _Answered(receipt, answer.body)


def _refused(answer: HttpAnswer) -> _Answered:
    """A refusal that the partner signed: some pass by, others never will."""
    try:
        said = read_strictly(answer.body)
        code = str(said.get("code", "")) if isinstance(said, dict) else ""
    except DocumentRefused:
        code = ""
    row = REFUSALS.get(code)
    if row is None or row.status != answer.status:
        return _Answered(problem=f"answer {answer.status}: unknown code")
    return _Answered(problem=code, settles=not row.may_help)


def _delivered(
    station: Station,
    authority: str,
    one: Sending,
    sent: list[tuple[int, RecordKey, str]],
    receipt: Receipt,
    content: bytes,
) -> Outcome:
    now = station.clock.now()
    work = station.new_work()
    with work:
        if not note_receipt(work, authority, one, sent, receipt, content, now):
            return Outcome.LATE
        work.commit()
    return Outcome.DELIVERED


def note_receipt(
    work: ExchangeWork,
    authority: str,
    one: Sending,
    sent: list[tuple[int, RecordKey, str]],
    receipt: Receipt,
    content: bytes,
    now: datetime,
) -> bool:
    """What a checked receipt settles, inside the caller's transaction; False if the message was
    settled before, or somebody else has the lease by now."""
    if not work.outbox.settle(authority, one, DELIVERED, now):
        return False
    results: list[tuple[int, int, str | None]] = []
    for (id_, key, _), result in zip(sent, receipt.results, strict=True):
        rejected = result.status is Status.REJECTED
        results.append((id_, PARKED if rejected else DELIVERED, result.code))
        if rejected:
            code = result.code or "rejected"
            work.watch.park(authority, "delivery", f"{key.id}/{key.version}", id_, code, now)
    work.outbox.note_results(authority, results)
    work.outbox.keep_receipt(
        partner=authority,
        message_id=one.message_id,
        digest=sha256(content),
        content=content,
        log_size=receipt.log_size,
        log_root=receipt.log_root,
    )
    work.outbox.resend(authority, receipt.missing, now, "the partner lacks it")
    work.partners.set(authority, failures=0, paused_until=None, last_receipt_at=now)
    return True


def _park(station: Station, authority: str, one: Sending, problem: str) -> Outcome:
    """The partner signed that it will never take this. An id or a number that it knows otherwise
    means that one of the two houses lost its memory: then nothing more is sent at all."""
    now = station.clock.now()
    work = station.new_work()
    with work:
        if not work.outbox.settle(authority, one, PARKED, now, problem):
            return Outcome.LATE
        work.watch.park(authority, "message", one.message_id, one.seq, problem, now)
        if problem == "idempotency_conflict":
            work.partners.set(authority, halted=problem)
            words = {"seq": one.seq, "message_id": one.message_id}
            tell_incident(work, authority, problem, now, **words)
        work.commit()
    return Outcome.PARKED


def _again(station: Station, authority: str, one: Sending, answered: _Answered) -> Outcome:
    now = station.clock.now()
    next_at = next_attempt(one.attempts, now, station.chance(), answered.retry_after)
    work = station.new_work()
    with work:
        if not work.outbox.again(authority, one, next_at, answered.problem):
            return Outcome.LATE
        if answered.problem.startswith("not_reached"):
            work.partners.failed(authority, now + PAUSE)
        elif answered.problem in _WAIT:  # signed: nothing more goes to it before the time it says
            wait = asked_wait(answered.retry_after, now) or PAUSE
            work.partners.set(authority, paused_until=now + wait)
        elif not answered.problem.startswith("answer 5"):
            tell_incident(work, authority, "answer_not_believed", now, problem=answered.problem)
        work.commit()
    return Outcome.AGAIN
