"""Does everything arrive once although the link fails, processes die and databases are restored?"""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import pytest

from interop.documents.profile import JsonFault
from interop.keys.fingerprint import fingerprint
from interop.records.lines import day_of_exchange
from interop.signing.requests import Receiver, VerifiedRequest, verify_request
from interop.signing.wire import HttpRequest
from interop.usecases import read_arrivals
from interop.usecases import receive as receiving
from interop.usecases import send as sending
from interop.usecases.gather_evidence import gather_evidence
from interop.usecases.keep_partners import (
    RETRY,
    decide_parked,
    resume_partner,
    take_up_numbers,
)
from interop.usecases.reconcile import Compared, reconcile
from interop.usecases.send import Outcome, send_next
from interop.usecases.sequence import make_message, make_records
from interop.usecases.watch_exchange import exchange_status
from interop.verify.__main__ import main as verify
from tests.builders.two_provinces import Province, Weather
from tests.builders.weather import (
    EVERY_WEATHER,
    cut_answer,
    fail_after_commit,
    flip_answer,
    lose_answer,
    lose_request,
    redirect,
    seasons,
)

Pair = tuple[Province, Province]


def settled(ours: Province, theirs: Province, rounds: int = 30) -> None:
    """Time passes and both work until nothing is under way."""
    for _ in range(rounds):
        ours.exchange(theirs)
        theirs.exchange(ours)
        if not ours.ask("SELECT 1 FROM exchange_message WHERE state = 1"):
            return
        ours.clock.pass_by(minutes=20)
    raise AssertionError(ours.ask("SELECT seq, attempts, problem FROM exchange_message"))


def agreed(ours: Province, theirs: Province) -> Compared:
    """What comparing the days comes to."""
    today = day_of_exchange(ours.clock.now())
    link = ours.link_to(theirs)
    return reconcile(ours.station, theirs.name, today - timedelta(days=3), today, link)


@pytest.mark.parametrize("weather", EVERY_WEATHER, ids=lambda one: one.__name__)
def test_n79_n81_whatever_happens_on_the_way_the_record_arrives_once(
    provinces: Pair, weather: Weather
) -> None:
    ours, theirs = provinces
    ours.weather[:] = [weather, weather]
    ours.site_changed("POINT-7")
    settled(ours, theirs)
    assert theirs.things()["POINT-7"][0] == 1
    assert theirs.ask("SELECT count(*) FROM exchange_arrival") == [(1,)]
    assert ours.ask("SELECT state FROM exchange_delivery") == [(2,)]
    assert ours.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
    assert agreed(ours, theirs) == Compared(agreed=1)


@pytest.mark.parametrize("weather", [flip_answer, cut_answer, fail_after_commit, redirect])
def test_n70_n73_n75_n80_what_is_not_signed_for_is_not_delivered(
    provinces: Pair, weather: Weather
) -> None:
    ours, theirs = provinces
    ours.weather[:] = [weather]
    ours.site_changed("POINT-7")
    ours.exchange(theirs)
    assert ours.ask("SELECT state, attempts FROM exchange_message") == [(1, 1)]
    assert ours.ask("SELECT count(*) FROM exchange_receipt") == [(0,)]


class Died(BaseException):
    """A process ends here, whatever it was doing."""


@pytest.mark.parametrize("step", range(1, 8))
def test_n81_a_receiver_that_dies_at_any_step_has_stored_all_or_nothing(
    provinces: Pair, step: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces

    def dying(request: HttpRequest, receiver: Receiver, now: datetime) -> VerifiedRequest:
        def done(finished: int) -> None:
            if finished == step:
                raise Died

        return verify_request(request, receiver, now, done)

    monkeypatch.setattr("interop.api.exchange.verify_request", dying)
    ours.site_changed("POINT-7")
    with pytest.raises(Died):
        ours.exchange(theirs)
    monkeypatch.undo()
    assert theirs.ask("SELECT count(*) FROM exchange_inbox") == [(0,)]
    ours.clock.pass_by(minutes=5)
    settled(ours, theirs)
    assert theirs.things()["POINT-7"][0] == 1


@pytest.mark.parametrize(
    ("place", "stored"),
    [("read_message", 0), ("check_addressed", 0), ("receive", 0), ("sign_answer", 1)],
)
def test_n81_a_receiver_that_dies_between_later_steps_is_sent_the_message_again(
    provinces: Pair, place: str, stored: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces

    def dying(*_: object, **__: object) -> None:
        raise Died

    monkeypatch.setattr(f"interop.api.exchange.{place}", dying)
    ours.site_changed("POINT-7")
    with pytest.raises(Died):
        ours.exchange(theirs)
    monkeypatch.undo()
    assert theirs.ask("SELECT count(*) FROM exchange_inbox") == [(stored,)]
    ours.clock.pass_by(minutes=5)
    settled(ours, theirs)
    assert theirs.ask("SELECT count(*) FROM exchange_arrival") == [(1,)]


@pytest.mark.parametrize("place", ["_store", "seal_receipt"])
def test_n81_a_receiver_that_dies_while_storing_has_stored_nothing(
    provinces: Pair, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces

    def dying(*_: object, **__: object) -> None:
        raise Died

    monkeypatch.setattr(receiving, place, dying)
    ours.site_changed("POINT-7")
    with pytest.raises(Died):
        ours.exchange(theirs)
    monkeypatch.undo()
    assert theirs.ask("SELECT count(*) FROM exchange_nonce") == [(0,)]
    ours.clock.pass_by(minutes=5)
    settled(ours, theirs)
    assert theirs.ask("SELECT count(*) FROM exchange_arrival") == [(1,)]


@pytest.mark.parametrize("place", ["sign_request", "verify_answer", "_delivered"])
def test_n81_a_sender_that_dies_at_any_step_sends_again(
    provinces: Pair, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces

    def dying(*_: object, **__: object) -> None:
        raise Died

    monkeypatch.setattr(sending, place, dying)
    ours.site_changed("POINT-7")
    with pytest.raises(Died):
        ours.exchange(theirs)
    monkeypatch.undo()
    ours.clock.pass_by(minutes=5)
    settled(ours, theirs)
    assert theirs.ask("SELECT count(*) FROM exchange_arrival") == [(1,)]
    assert ours.ask("SELECT state FROM exchange_delivery") == [(2,)]


def test_n82_a_worker_that_wakes_up_too_late_notes_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.site_changed("POINT-7")
    make_records(ours.station)
    make_message(ours.station, theirs.name)
    now = ours.clock.now()
    with ours.station.new_work() as work:
        frozen = work.outbox.lease(theirs.name, now, now + sending.LEASE)
        work.commit()
    assert frozen is not None
    link = ours.link_to(theirs)
    assert send_next(ours.station, theirs.name, link) is Outcome.NOTHING_DUE  # it is leased
    ours.clock.pass_by(minutes=5)
    assert send_next(ours.station, theirs.name, link) is Outcome.DELIVERED
    with ours.station.new_work() as work:
        assert not work.outbox.again(theirs.name, frozen, now, "late")
        assert not work.outbox.settle(theirs.name, frozen, 3, now)
    assert ours.ask("SELECT state FROM exchange_message") == [(2,)]


def test_n83_a_hundred_changes_over_a_bad_link_arrive_once_each(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.weather[:] = list(islice(seasons(7, 0.3), 400))
    for number in range(100):
        ours.site_changed(f"S-{number % 25}", f"name {number}")
        if number % 5 == 0:
            ours.exchange(theirs)
            ours.clock.pass_by(minutes=1)
    settled(ours, theirs)
    ours.weather.clear()
    told = ours.ask("SELECT record_id, version, digest FROM exchange_record ORDER BY 1, 2")
    came = theirs.ask("SELECT record_id, version, digest FROM exchange_record ORDER BY 1, 2")
    assert told == came
    assert theirs.ask("SELECT DISTINCT state FROM exchange_arrival") == [(2,)]
    assert ours.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
    seqs = [row[0] for row in theirs.ask("SELECT seq FROM exchange_inbox ORDER BY seq")]
    assert seqs == list(range(1, len(seqs) + 1))
    assert agreed(ours, theirs).differing == 0


def test_n84_n88_what_a_restored_receiver_lost_is_found_and_sent_again(provinces: Pair) -> None:
    ours, theirs = provinces
    for number in range(3):
        ours.site_changed(f"S-{number}")
        settled(ours, theirs)
    theirs.restore(
        "DELETE FROM exchange_inbox WHERE seq = 2",
        "WITH gone AS (DELETE FROM exchange_arrival a USING exchange_record r"
        " WHERE r.id = a.record AND r.business_no = 'S-1' RETURNING a.record)"
        " DELETE FROM exchange_record r USING gone WHERE r.id = gone.record",
    )
    found = agreed(ours, theirs)
    assert (found.differing, found.resent) == (1, 1)
    settled(ours, theirs)
    assert agreed(ours, theirs) == Compared(agreed=1)
    assert theirs.ask("SELECT count(*) FROM exchange_arrival") == [(3,)]


def test_n85_a_restored_sender_is_halted_and_overwrites_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.site_changed("S-1")
    settled(ours, theirs)
    tables = ("message", "delivery", "record", "thing", "receipt")
    ours.restore(*(f"DELETE FROM exchange_{table}" for table in tables))
    ours.restore("UPDATE exchange_partner SET seq = 0, prev = NULL")
    ours.site_changed("S-2")
    ours.exchange(theirs)
    assert ours.partner(theirs).halted == "idempotency_conflict"
    assert ours.exchange(theirs)["sent"] == 0
    assert [row["parked"] for row in exchange_status(ours.station)] == [1]
    assert set(theirs.things()) <= {"S-1"}
    assert take_up_numbers(ours.station, theirs.name, ours.link_to(theirs)) == 1
    resume_partner(ours.station, theirs.name, active=True)
    settled(ours, theirs)
    assert ours.partner(theirs).seq == 2
    theirs.exchange(ours)
    assert set(theirs.things()) == {"S-1", "S-2"}


def test_n91_a_wrong_clock_holds_messages_up_and_parks_none(provinces: Pair) -> None:
    ours, theirs = provinces
    right = theirs.clock.now()
    ours.site_changed("S-1")
    object.__setattr__(theirs.house, "clock", type(theirs.clock)(right + timedelta(minutes=10)))
    ours.exchange(theirs)
    (problem,) = ours.ask("SELECT problem FROM exchange_message")[0]
    assert "sig_time" in problem
    object.__setattr__(theirs.house, "clock", ours.clock)
    ours.clock.pass_by(minutes=10)
    settled(ours, theirs)
    assert ours.ask("SELECT count(*) FROM exchange_parked") == [(0,)]


def test_a_partner_that_does_not_answer_is_left_alone_for_a_while(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.site_changed("S-1")
    ours.weather[:] = [lose_request] * 5
    for _ in range(5):
        ours.exchange(theirs)
        ours.clock.pass_by(minutes=20)
    ours.clock.pass_by(minutes=-20)
    ours.exchange(theirs)
    assert (ours.partner(theirs).failures, len(ours.weather)) == (5, 0)
    ours.clock.pass_by(minutes=20)
    settled(ours, theirs)
    assert ours.partner(theirs).failures == 0


def test_a_record_that_was_rejected_waits_for_a_person_and_can_be_sent_again(
    provinces: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces
    monkeypatch.setattr(
        read_arrivals, "faults_of_body", lambda _record, place: [JsonFault("schema_invalid", place)]
    )
    ours.site_changed("S-1")
    ours.exchange(theirs)
    assert ours.ask("SELECT state, code FROM exchange_delivery") == [(3, "schema_invalid")]
    monkeypatch.undo()
    (number,) = ours.ask("SELECT id FROM exchange_parked")[0]
    decide_parked(ours.station, number, RETRY, "lin")
    settled(ours, theirs)
    assert set(theirs.things()) == {"S-1"}


@pytest.mark.parametrize("who", ["sender", "receiver"])
def test_n63_evidence_from_either_side_holds_off_line(
    provinces: Pair, who: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, theirs = provinces
    for number in range(5):
        ours.site_changed(f"S-{number}")
        ours.weather[:] = [lose_answer]
        settled(ours, theirs)
    side, other = (ours, theirs) if who == "sender" else (theirs, ours)
    content = gather_evidence(side.station, "S-2", side.link_to(other))
    bundle = tmp_path / "bundle.zip"
    bundle.write_bytes(content)
    trust = [part for key in ours.book() for part in ("--trust", fingerprint(key))]
    assert verify([str(bundle), "--lang", "en", *trust]) == 0, capsys.readouterr().out
    countersigned = "not countersigned" not in capsys.readouterr().out
    assert countersigned is (who == "sender")
