"""A partner asks about units that crossed the border: little is told, and all of it is logged."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress

from interop.documents.digest import sha256
from interop.keys.names import Use
from interop.records.trace_question import (
    BACK,
    FORWARD,
    TraceAnswer,
    TraceQuestion,
    read_question,
    seal_answer,
)
from interop.refusals import Refused
from interop.store.exchange_work import ExchangeWork
from interop.usecases.answer_partner import Asked
from interop.usecases.contest import contest
from interop.usecases.show_to_partner import Crossed, Shown, show
from interop.usecases.station import Station
from tracker.domain.caller import Caller
from tracker.domain.errors import UnknownCode
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.identifiers.recognise import store_value
from tracker.domain.roles import Right, Role
from tracker.graph.abroad import Disclosure
from tracker.graph.told_life import Life
from tracker.usecases.tell_life import ask

_DISCLOSED = {FORWARD: Disclosure.TRACE_FORWARD, BACK: Disclosure.TRACE_BACK}


def answer_trace(asked: Asked) -> bytes:
    """The signed answer; each code is logged with what it told, also when that was nothing.
    Refused: not a question, not to us, not from who signed it, or asked before."""
    question = read_question(asked.verified.request.body)
    station, name = asked.station, asked.name
    if (question.sender, question.receiver) != (name, station.authority):
        raise Refused("envelope_mismatch", answer_signed=True)
    if question.question_id != asked.verified.message_id:
        raise Refused("idempotency_malformed", answer_signed=True)
    lives = _lives(question, station)
    verified, now = asked.verified, station.clock.now()
    digest = sha256(verified.request.body)
    work = station.new_work()
    with work:
        if not work.arrivals.first_use(
            verified.key.keyid, verified.nonce, verified.nonce_kept_until
        ):
            raise Refused("sig_replay", answer_signed=True)
        shown = _shown(question, lives, name, work)
        answer = TraceAnswer(
            question.question_id, digest, station.authority, name, now, [one.row for one in shown]
        )
        content = seal_answer(answer, [station.signer(Use.RECORD, asked.book, now)])
        for code, one in zip(question.codes, shown, strict=True):
            work.watch.disclosed(
                partner=name,
                question=_DISCLOSED[question.direction].value,
                subject=code,
                told=one.said,
                at=now,
                keyid=verified.key.keyid,
                digest=sha256(content),
            )
        contested = {one.row["code"]: one.site for one in shown if one.contested}
        contest(name, contested, question.question_id, work, now)
        work.commit()
    return content


def _shown(
    question: TraceQuestion,
    lives: Mapping[str, Life | None],
    partner: str,
    work: ExchangeWork,
) -> list[Shown]:
    names = {code: _names(code, lives[code]) for code in question.codes}
    came, left = work.crossings.when(partner, {one for found in names.values() for one in found})
    answers = []
    for code in question.codes:
        crossed = Crossed(
            max((came[one] for one in names[code] if one in came), default=None),
            max((left[one] for one in names[code] if one in left), default=None),
        )
        life = lives[code]
        answers.append(show(code, life, partner, question.direction, question.held, crossed))
    return answers


def _names(code: str, life: Life | None) -> set[str]:
    return {code} if life is None else {code, *life.unit.codes}


def _lives(question: TraceQuestion, station: Station) -> dict[str, Life | None]:
    """What happened to each, as the bureau of this province knows it; twenty at most."""
    office = Caller(
        user=0,
        login="exchange",
        organisation=None,
        roles=frozenset({Role.BUREAU_PROVINCE}),
        division=f"{station.province:02d}0000",
        rights=frozenset({Right.TRACE}),
    )
    found: dict[str, Life | None] = {}
    with station.reading() as reading:
        for code in question.codes:
            kept = store_value(code)
            found[code] = None
            if not isinstance(kept, CodeFault):
                with suppress(UnknownCode):
                    found[code] = ask(kept, office, reading.lineage, None).life
    return found
