"""The bureau asks partners about the gaps of a trace; what they answer is kept as it was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from interop.documents.digest import sha256
from interop.documents.profile import DocumentRefused
from interop.errors import ExchangeNotReady
from interop.keys.book import KeyBook
from interop.keys.names import Use
from interop.keys.refusals import KeyRefused
from interop.records.trace_question import (
    BACK,
    FORWARD,
    MOST_CODES,
    TraceAnswer,
    TraceAnswerRefused,
    TraceQuestion,
    read_answer,
)
from interop.signing.answers import AnswerRefused, verify_answer
from interop.signing.requests import sign_request
from interop.signing.wire import HttpRequest
from interop.store.partners import Partner
from interop.usecases.contest import contest
from interop.usecases.send import Link, NotReached
from interop.usecases.station import Station
from tracker.domain.caller import Caller
from tracker.domain.errors import NotAllowed
from tracker.domain.roles import Right
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState
from tracker.graph.abroad import Standing
from tracker.usecases.show_abroad import ASKERS, ToAsk, questions_of
from tracker.usecases.trace_unit import trace_unit

TRACES = "/interop/v1/traces"
#: So many questions come of one wish; more gaps wait for the next.
MOST_QUESTIONS = 5


class AskedOne(NamedTuple):
    """What came of one question; ``question`` is the number under which it is kept."""

    authority: str
    direction: str
    codes: tuple[str, ...]
    outcome: Standing
    question: int


@dataclass(frozen=True, slots=True)
class _Reply:
    """``answer`` if it was believed, with the bytes that came."""

    outcome: Standing
    answer: TraceAnswer | None = None
    content: bytes | None = None


def ask_partners(
    station: Station, code: str, caller: Caller, link: Link
) -> tuple[list[AskedOne], int]:
    """Ask about every gap of the trace of this normalised code that another province could close;
    also how many codes are left for another time. A partner that does not answer is no error: it
    is noted, and the gap says so.

    NotAllowed for who is no bureau; UnknownCode as ``trace_unit``; ExchangeNotReady without keys.
    """
    if not caller.may(Right.TRACE) or not caller.roles & ASKERS:
        raise NotAllowed
    trace = trace_unit(code, "both", caller, station.reading(), limit=1, with_origins=False)
    wanted = list(_in_questions(questions_of(trace, caller)))
    asked = [_ask(station, one, caller, link) for one in wanted[:MOST_QUESTIONS]]
    return asked, sum(len(one.codes) for one in wanted[MOST_QUESTIONS:])


def _in_questions(wanted: list[ToAsk]) -> Iterator[ToAsk]:
    for one in wanted:
        for start in range(0, len(one.codes), MOST_CODES):
            yield one._replace(codes=one.codes[start : start + MOST_CODES])


def _ask(station: Station, wanted: ToAsk, caller: Caller, link: Link) -> AskedOne:
    now = station.clock.now()
    question = TraceQuestion(
        question_id=station.new_id(),
        sender=station.authority,
        receiver=wanted.authority,
        asked_at=now,
        direction=FORWARD if wanted.ahead else BACK,
        held=wanted.held,
        codes=wanted.codes,
    )
    work = station.new_work()
    with work:
        partner = work.partners.find(wanted.authority)
        book = work.partners.book()
    reply = _Reply(Standing.NO_PARTNER)
    body = b"{}"
    if partner is not None and partner.active:
        body = question.body()
        reply = _sent(station, partner, book, question, body, link, now)
    told = None if reply.answer is None else {row["code"]: row for row in reply.answer.told}
    with work:
        number = work.crossings.keep(
            partner=wanted.authority,
            direction=question.direction,
            codes=list(wanted.codes),
            asked_at=now,
            asked_by=caller.user,
            outcome=reply.outcome.value,
            question=body,
            answer=reply.content,
            told=told,
        )
        contested = _contested(told or {}, wanted)
        sites = {**dict.fromkeys(contested), **work.border.sites(contested)}
        contest(wanted.authority, sites, question.question_id, work, now)
        work.commit()
    return AskedOne(wanted.authority, question.direction, wanted.codes, reply.outcome, number)


def _contested(told: Mapping[str, Mapping[str, Any]], wanted: ToAsk) -> list[str]:
    """Codes that we hold and the partner says that it holds."""
    return [code for code, row in told.items() if row["held"] and wanted.held]


def _sent(
    station: Station,
    partner: Partner,
    book: KeyBook,
    question: TraceQuestion,
    body: bytes,
    link: Link,
    now: datetime,
) -> _Reply:
    if partner.paused_until is not None and partner.paused_until > now:
        return _Reply(Standing.NOT_REACHED)
    try:
        signer = station.signer(Use.TRANSPORT, book, now)
    except KeyRefused as refused:
        raise ExchangeNotReady(use=refused.code) from refused
    request = sign_request(
        HttpRequest("POST", TRACES, (), body),
        partner.host,
        signer,
        now,
        station.nonce(),
        question.question_id,
    )
    try:
        answer = link(partner, request)
    except NotReached:
        return _Reply(Standing.NOT_REACHED)
    at = station.clock.now()
    try:
        verify_answer(answer, request, partner.host, partner.authority, book, at)
        if answer.status != 200:
            return _Reply(_without_answer(answer.status))
        found = read_answer(answer.body, question, sha256(body), book, at)
        _check_words(found)
    except AnswerRefused:
        return _Reply(_without_answer(answer.status))
    except (TraceAnswerRefused, DocumentRefused, ValueError):
        return _Reply(Standing.NOT_BELIEVED)
    return _Reply(Standing.ANSWERED, found, answer.body)


def _without_answer(status: int) -> Standing:
    """Busy or broken is as if nobody were there; all else is no answer that counts."""
    return Standing.NOT_REACHED if status == 429 or status >= 500 else Standing.NOT_BELIEVED


def _check_words(answer: TraceAnswer) -> None:
    """Steps and states are words that this house knows; ValueError."""
    for row in answer.told:
        for step in row["steps"]:
            ScanKind(step["kind"])
        if row["state"] is not None:
            UnitState(row["state"])
