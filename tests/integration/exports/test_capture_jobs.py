"""Is a document that somebody brought worked on to its end, whoever is ended in between?"""

from __future__ import annotations

import json
import tracemalloc
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.epcis import a_document, an_event, epcs
from tests.builders.lives import in_use
from tests.builders.province import TheTown
from tests.fakes.clock import START, FixedClock
from tracker.domain.errors import Malformed, NotAllowed
from tracker.domain.unit import UnitState as S
from tracker.exports.epcis import capture_jobs
from tracker.exports.epcis.capture import Office
from tracker.exports.epcis.capture_jobs import bring_document, continue_stalled, show_job
from tracker.exports.epcis.read_document import judge_document
from tracker.store.clock import SystemClock


def content(*codes: str) -> bytes:
    return json.dumps(a_document(*[an_event(epcList=epcs(code)) for code in codes])).encode()


@pytest.fixture
def office(sessions: sessionmaker[Session]) -> Office:
    """Its clock is an hour ahead of the database's."""
    return Office(sessions, 42, FixedClock(SystemClock().now() + timedelta(hours=1)))


def test_a_job_that_nobody_began_is_done_by_the_worker(office: Office, town: TheTown) -> None:
    in_use(town, "B1")
    job = bring_document(content("B1"), True, town.point.caller, office)
    assert show_job(job, office).state == "waiting"
    assert continue_stalled(office) == [job]
    done = show_job(job, office)
    assert (done.state, done.booked) == ("done", 1)
    assert town.unit("B1").state is S.COLLECTED
    assert continue_stalled(office) == []


def test_what_was_booked_before_the_end_is_known_when_it_goes_on(
    office: Office, town: TheTown
) -> None:
    in_use(town, "B1", "B2")
    first = bring_document(content("B1"), False, town.point.caller, office)
    second = bring_document(content("B1", "B2"), False, town.point.caller, office)
    assert continue_stalled(office) == [first, second]
    done = show_job(second, office)
    assert (done.booked, done.known, done.refused) == (1, 1, 0)


def test_whoever_lost_the_account_books_nothing_more(
    office: Office, town: TheTown, sessions: sessionmaker[Session]
) -> None:
    in_use(town, "B1")
    job = bring_document(content("B1"), True, town.point.caller, office)
    with sessions.begin() as session:
        session.execute(text("UPDATE account SET active = false"))
    continue_stalled(office)
    assert show_job(job, office).state == "refused"
    assert town.unit("B1").state is S.IN_USE


def test_who_acts_for_no_organisation_brings_nothing(office: Office, town: TheTown) -> None:
    with pytest.raises(NotAllowed):
        bring_document(content("B1"), True, town.bureau, office)


def test_too_many_events_to_undo_are_told_to_proceed(
    office: Office, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(capture_jobs, "MOST_UNDOABLE", 1)
    with pytest.raises(Malformed) as refused:
        bring_document(content("B1", "B2"), True, town.point.caller, office)
    assert [fault.code for fault in refused.value.faults] == ["epcis_too_many_to_undo"]
    assert bring_document(content("B1", "B2"), False, town.point.caller, office)


def test_a_long_document_is_judged_without_holding_its_events() -> None:
    document = content(*(f"B{number}" for number in range(3_000)))
    tracemalloc.start()
    try:
        found = judge_document(document, START)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (found.events, found.faults) == (3_000, [])
    assert peak < len(document)
