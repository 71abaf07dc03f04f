"""How often may a partner call, what does it ask beside messages, and who is told what is wrong?"""

from __future__ import annotations

import json
from datetime import timedelta

from requests import PreparedRequest, Response

from interop.keys.documents import read_announcement
from interop.keys.names import Use
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.usecases.keep_partners import compromise_key, limit_partner
from interop.usecases.watch_partners import watch_partners
from tests.builders.two_provinces import Carry, Province, as_response
from tests.builders.weather import lose_answer, lose_request
from tests.integration.interop.exchange.test_link import settled

Pair = tuple[Province, Province]


def asked(
    us: Province, them: Province, method: str, path: str, body: bytes = b"", id_: str | None = None
) -> HttpAnswer:
    """A signed question of ours, as it was answered."""
    station, now = us.station, us.clock.now()
    signer = station.signer(Use.TRANSPORT, us.book(), now)
    request = HttpRequest(method, f"/interop/v1/{path}", (), body)
    signed = sign_request(request, them.host, signer, now, station.nonce(), id_)
    return us.link_to(them)(us.partner(them), signed)


def rules(side: Province) -> dict[str, tuple[str, dict[str, object]]]:
    """Open alarms by rule: subject and evidence."""
    rows = side.ask("SELECT rule, subject, evidence FROM alarm WHERE state = 'raised'")
    return {row[0]: (row[1], row[2]) for row in rows}


def test_a_partner_that_calls_too_often_is_told_how_long_to_wait(provinces: Pair) -> None:
    ours, theirs = provinces
    limit_partner(theirs.station, ours.name, 1, 2)
    answers = [asked(ours, theirs, "GET", "time") for _ in range(3)]
    assert [one.status for one in answers] == [200, 200, 429]
    said = dict(answers[2].headers)
    assert said["Retry-After"] == "1"
    assert "Signature" in said
    assert json.loads(answers[2].body)["code"] == "too_many_requests"
    ours.clock.pass_by(minutes=1)
    assert asked(ours, theirs, "GET", "time").status == 200


def test_the_worker_waits_as_long_as_it_was_told_and_loses_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    limit_partner(theirs.station, ours.name, 1, 1)
    for number in range(3):
        ours.site_changed(f"S-{number}")
        ours.exchange(theirs)
    assert ours.partner(theirs).paused_until == ours.clock.now() + timedelta(seconds=1)
    waiting = ours.ask("SELECT attempts FROM exchange_message WHERE state = 1 ORDER BY seq")
    assert waiting == [(1,), (0,)]  # the third was not even tried
    assert ours.ask("SELECT count(*) FROM exchange_incident") == [(0,)]
    settled(ours, theirs)
    theirs.exchange(ours)
    assert set(theirs.things()) == {"S-0", "S-1", "S-2"}


def test_strangers_have_no_allowance_to_spend(provinces: Pair) -> None:
    _, theirs = provinces
    before = theirs.ask("SELECT spent_until FROM exchange_allowance")
    answer = theirs.app.test_client().get("/interop/v1/time")
    assert answer.status_code == 401
    assert theirs.ask("SELECT spent_until FROM exchange_allowance") == before


def test_our_keys_are_announced_and_signed_by_one_that_the_partner_trusts(provinces: Pair) -> None:
    ours, theirs = provinces
    answer = asked(ours, theirs, "GET", "keys")
    found = read_announcement(json.loads(answer.body), ours.book(), ours.clock.now())
    assert {key.keyid for key in found} == {key.keyid for key in theirs.keys}


def test_a_receipt_that_the_partner_brings_settles_the_message_as_an_answer_does(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    ours.weather[:] = [lose_answer]
    ours.site_changed("POINT-7")
    ours.exchange(theirs)  # it arrived; its receipt did not come back
    ((id_, receipt),) = theirs.ask("SELECT message_id, receipt FROM exchange_inbox")
    for settles in (True, False):
        answer = asked(theirs, ours, "POST", "receipts", receipt, id_)
        assert (answer.status, json.loads(answer.body)["settled"]) == (200, settles)
    assert ours.ask("SELECT state FROM exchange_message") == [(2,)]
    assert ours.ask("SELECT state FROM exchange_delivery") == [(2,)]
    assert ours.ask("SELECT content FROM exchange_receipt") == [(receipt,)]


def test_what_is_no_receipt_for_that_message_settles_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.weather[:] = [lose_answer]
    ours.site_changed("POINT-7")
    ours.exchange(theirs)
    ((id_, receipt),) = theirs.ask("SELECT message_id, receipt FROM exchange_inbox")
    other = "0199b0f2-0000-7000-8000-00000000ffff"
    for body, named, code in (
        (receipt, other, "envelope_mismatch"),
        (b"{}", id_, "profile_message"),
        (receipt.replace(b"a", b"b", 1), id_, "profile_message"),
    ):
        answer = asked(theirs, ours, "POST", "receipts", body, named)
        assert json.loads(answer.body)["code"] == code
    assert ours.ask("SELECT state FROM exchange_message") == [(1,)]


def test_a_contradiction_and_an_answer_nobody_believes_are_alarms(provinces: Pair) -> None:
    ours, theirs = provinces

    def lie(_request: PreparedRequest, _carry: Carry) -> Response:
        return as_response(202, [("Content-Type", "application/json")], b"{}")

    ours.weather[:] = [lie]
    ours.site_changed("POINT-7")
    ours.exchange(theirs)
    assert rules(ours)["exchange_answer_unfit"][0] == theirs.name
    settled(ours, theirs)
    theirs.restore("UPDATE exchange_inbox SET digest = 'sha256:' || repeat('0', 64)")
    ours.restore(
        "UPDATE exchange_message SET state = 1", "UPDATE exchange_partner SET paused_until = NULL"
    )
    ours.clock.pass_by(minutes=30)
    ours.exchange(theirs)
    for side, other in ((ours, theirs), (theirs, ours)):
        assert rules(side)["exchange_contradicts"][0] == other.name


def test_a_clock_that_drifts_and_a_queue_that_stands_are_alarms_until_they_are_mended(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    ours.site_changed("POINT-7")
    ours.weather[:] = [lose_request]
    ours.exchange(theirs)
    ours.clock.pass_by(hours=2)
    link = ours.link_to(theirs)
    assert watch_partners(ours.station, link) == {"partners": 1, "wrong": 1}
    assert rules(ours)["exchange_late"] == (theirs.name, {"since": "2026-10-31", "messages": 1})
    assert ours.partner(theirs).drift_ms == 0

    def late(request: PreparedRequest, carry: Carry) -> Response:
        ours.clock.pass_by(minutes=-0.6)
        theirs.do("UPDATE exchange_allowance SET spent_until = now() - interval '9 years'")
        found = carry(request)
        ours.clock.pass_by(minutes=0.6)
        return found

    settled(ours, theirs)
    ours.clock.pass_by(minutes=1)
    ours.weather[:] = [late]
    watch_partners(ours.station, link)
    assert set(rules(ours)) == {"exchange_clock_drifts"}
    assert rules(ours)["exchange_clock_drifts"][1] == {"seconds": -36, "limit": 20}
    ours.clock.pass_by(minutes=1)
    watch_partners(ours.station, link)
    assert rules(ours) == {}


def test_a_compromised_key_proves_nothing_from_then_on_and_all_are_told(provinces: Pair) -> None:
    ours, theirs = provinces
    ours.site_changed("POINT-7")
    settled(ours, theirs)
    key = next(one for one in ours.keys if one.use is Use.TRANSPORT)
    since = ours.clock.now() - timedelta(days=1)
    assert compromise_key(theirs.station, key.keyid, since, "lin") == 1
    subject, evidence = rules(theirs)["exchange_key_compromised"]
    assert (subject, evidence["key"], evidence["records"]) == (ours.name, key.keyid, 1)
    assert asked(ours, theirs, "GET", "time").status == 401
