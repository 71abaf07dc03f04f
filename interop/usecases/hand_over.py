"""What partners told in force is acted upon in the house: letters, replies, loads, decisions.

The record came into force together with a duty; here the house takes its own step in a transaction
of its own, then the duty is done. Every step may be taken twice and counts once. What the house
cannot take is told to who asked for it, or waits for a person.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.records.code_list import codes_in, named_in
from interop.records.envelope import About, RecordKey, read_record
from interop.store.exchange_duties import Owed
from interop.store.exchange_work import ExchangeWork
from interop.store.records import Stands
from interop.store.trade import Stand
from interop.usecases.act_upon import (
    Told,
    act_upon_answer,
    act_upon_letter,
    act_upon_load,
    act_upon_outcome,
    act_upon_reply,
)
from interop.usecases.sequence import tell, thing_id
from interop.usecases.station import Station
from tracker.domain.errors import DomainError, Fault, Malformed, SomeoneWasFaster

HEAP = 200
_ACTS: Mapping[str, Callable[[Told, Station], None]] = {
    "approval": act_upon_letter,
    "approval_reply": act_upon_reply,
    "manifest": act_upon_load,
    "manifest_answer": act_upon_answer,
    "exchange_outcome": act_upon_outcome,
}
#: Nouns of which the house wants to hear; of all others the books of the exchange suffice.
ACTED_UPON = frozenset(_ACTS)
#: Answers, and which noun of ours each is about.
_ABOUT = {"approval_reply": "approval", "manifest_answer": "manifest"}


def hand_over(station: Station) -> int:
    """Act upon everything that waits; answers how much that was."""
    done, after = 0, 0
    while True:
        work = station.new_work()
        with work:
            waiting = work.duties.handed(after, HEAP)
        if not waiting:
            return done
        for duty in waiting:
            _act(duty, station)
        done, after = done + len(waiting), waiting[-1].id


def _act(duty: Owed, station: Station) -> None:
    origin, _, thing = duty.subject.partition("/")
    work = station.new_work()
    with work:
        found = work.records.newest(origin, thing)
        try:
            found = None if found is None else _with_list(found, work)
        except _NotWhole:
            return
    problem: DomainError | None = None
    if found is not None:
        try:
            _ACTS[found.noun](_told(found, station), station)
        except SomeoneWasFaster:
            return  # the next round finds it again
        except DomainError as error:
            problem = error
    now = station.clock.now()
    with work:
        if found is not None and problem is not None:
            if found.noun in _ABOUT:
                _tell_outcome(found, problem, work, station)
            else:
                number = found.business_no
                work.watch.park(origin, "handed", number, duty.id, problem.code, now)
        work.duties.done([duty], now)
        work.commit()


class _NotWhole(Exception):
    """The list that travels beside the record is still being fetched; the next round looks."""


def _with_list(found: Stands, work: ExchangeWork) -> Stands:
    """The thing with what was scanned in its body, wherever it travelled; _NotWhole."""
    if found.noun != "manifest_answer":
        return found
    try:
        named = named_in(found.body)
        content = None if named is None else work.enclosures.content(named.digest)
        if named is None:
            return found
        if content is None:
            raise _NotWhole
        return found._replace(body={**found.body, "scanned": codes_in(content)})
    except ValueError:
        return found  # people were told when it came; what cannot be read counts as not scanned


def _told(found: Stands, station: Station) -> Told:
    """The thing with what its record is about: an answer must be about a record of ours."""
    record = read_record(read_strictly(found.entry)).record
    noun = _ABOUT.get(found.noun)
    if noun is not None:
        ours = thing_id(station.authority, noun, found.business_no)
        if record.about is None or record.about[:2] != (station.authority, ours):
            raise Malformed(Fault("invalid", "/about", {"problem": "about"}))
    return Told(RecordKey(found.origin, found.record_id, found.version), found, station.authority)


def _tell_outcome(
    found: Stands, problem: DomainError, work: ExchangeWork, station: Station
) -> None:
    """Who answered hears why its answer moved nothing."""
    now = station.clock.now()
    body = {
        "outcome": "refused",
        "noun": found.noun,
        "business_no": found.business_no,
        "code": problem.code,
        "faults": sorted({fault.code for fault in problem.faults}),
        "answer": found.version,
    }
    province = int(found.origin.partition("-")[2] or 0)
    stand = Stand(
        "exchange_outcome",
        f"{found.noun}/{found.business_no}",
        station.province,
        frozenset({province}),
        body,
        about=About(found.origin, found.record_id, found.version, found.digest),
    )
    signer = station.signer(Use.RECORD, work.partners.book(), now)
    concerned = [one for one in work.partners.all(locked=True) if one.authority == found.origin]
    tell([stand], concerned, signer, station.authority, work, now)
