"""The bureau answers a consultation of another province (article 25), a receiver decides on a load.

The answer goes to that province as a record of ours; there it moves what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from tracker.domain.caller import Caller
from tracker.domain.errors import Fault, IncomingClosed, Malformed, NotFound, SomeoneWasFaster
from tracker.domain.incoming import Incoming, IncomingKind
from tracker.domain.moments import day_of
from tracker.domain.roles import Role
from tracker.usecases.alarm_ports import LawWork
from tracker.usecases.find_approval import OFFICE
from tracker.usecases.ports import Clock

#: In which state of the other province's record it waits for an answer from here.
AWAITED = {IncomingKind.CONSULTATION: "consulted", IncomingKind.LOAD: "delivered"}


@dataclass(frozen=True, slots=True)
class Answer:
    """``words`` as they will travel; a second answer is another even in the same words.
    ``version`` is that of the matter which was looked at."""

    version: int
    words: Mapping[str, object]
    day: date | None = None


def may_answer(one: Incoming, caller: Caller) -> bool:
    """The province consults the province, not the city; of a load its receiver decides."""
    if one.kind is IncomingKind.CONSULTATION:
        return caller.organisation is None and Role.BUREAU_PROVINCE in caller.roles
    return one.organisation is not None and caller.organisation == one.organisation


def is_awaited(one: Incoming) -> bool:
    """Whether it waits for an answer now."""
    return one.answer is None and one.state == AWAITED[one.kind]


def answer_incoming(id_: int, answer: Answer, caller: Caller, uow: LawWork, clock: Clock) -> None:
    """Give the answer. Raises NotFound for who has no say in it, SomeoneWasFaster for an older
    version, IncomingClosed when it was answered or is no longer asked, Malformed."""
    with uow:
        one = uow.incoming.locked(id_)
        if one is None or not may_answer(one, caller):
            raise NotFound
        if one.version != answer.version:
            mine = {"yours": answer.version, "current": one.version}
            raise SomeoneWasFaster(Fault("stale_version", "/version", mine))
        if not is_awaited(one):
            raise IncomingClosed(code=one.code)
        now = clock.now()
        today = day_of(now)
        day = answer.day or today
        faults = [*_day_faults(day, day_of(one.received_at), today), *_reason_faults(answer)]
        if faults:
            raise Malformed(*faults)
        about = {"version": one.source.version, "digest": one.source.digest}
        after = replace(
            one,
            answer={**answer.words, "number": one.version + 1, "about": about},
            answered_on=day,
            answered_by=caller.user,
            version=one.version + 1,
        )
        uow.incoming.save(after)
        uow.duties.add("incoming.answered", str(one.id), after.version)
        line = f"{one.kind.value} {one.code} of {one.source.authority} answered"
        uow.audit.append(OFFICE, caller.user, now, line)
        uow.commit()


def reopen_incoming(
    authority: str, kind: IncomingKind, code: str, uow: LawWork, clock: Clock
) -> None:
    """The other province could not take the answer: it is asked again, and the answer that was
    given stays in the records of the exchange."""
    with uow:
        one = uow.incoming.told(kind, code, authority)
        if one is None or one.answer is None:
            return
        blank = replace(
            one, answer=None, answered_on=None, answered_by=None, version=one.version + 1
        )
        uow.incoming.save(blank)
        line = f"{kind.value} {code} of {authority} is to be answered again"
        uow.audit.append(OFFICE, 0, clock.now(), line)
        uow.commit()


def _day_faults(day: date, first: date, today: date) -> Iterator[Fault]:
    if day > today:
        yield Fault("day_ahead", "/day")
    if day < first:
        yield Fault("day_before_last_step", "/day", {"day": first.isoformat()})


def _reason_faults(answer: Answer) -> Iterator[Fault]:
    """Who does not agree says why (article 25); who refuses a load, too (article 18)."""
    refuses = answer.words.get("agrees") is False or answer.words.get("step") == "reject"
    if refuses and not answer.words.get("reason"):
        yield Fault("required", "/reason")
