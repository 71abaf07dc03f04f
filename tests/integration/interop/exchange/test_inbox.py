"""What does the inbox do with replays, duplicates and conflicts? It stores once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from interop.usecases import receive as receiving
from tests.builders.posted import (
    IDS,
    MESSAGES,
    Pair,
    a_message,
    a_record,
    a_request,
    answered,
    code_of,
    receipt_of,
    sealed,
    stored,
)
from tracker.domain.errors import DatabaseUnavailable


def test_n19_the_same_request_again_is_refused_and_changes_nothing(provinces: Pair) -> None:
    request = a_request(provinces)
    assert answered(provinces, request).status == 202
    before = stored(provinces[1])
    again = answered(provinces, request)
    assert (again.status, code_of(again)) == (401, "sig_replay")
    assert stored(provinces[1]) == before


def test_n20_of_eight_at_once_exactly_one_passes_the_nonce(provinces: Pair) -> None:
    request = a_request(provinces)
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: answered(provinces, request), range(8)))
    assert sorted(one.status for one in found) == [202, *[401] * 7]
    assert {code_of(one) for one in found if one.status == 401} == {"sig_replay"}
    assert provinces[1].ask("SELECT count(*) FROM exchange_inbox") == [(1,)]


def test_n22_a_nonce_that_was_rolled_back_with_its_message_is_taken_again(
    provinces: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = a_request(provinces)

    def fail(*_: object, **__: object) -> None:
        raise DatabaseUnavailable

    with monkeypatch.context() as broken:
        broken.setattr(receiving, "seal_receipt", fail)
        assert answered(provinces, request).status == 503
    assert provinces[1].ask("SELECT count(*) FROM exchange_nonce") == [(0,)]
    assert answered(provinces, request).status == 202
    assert provinces[1].ask("SELECT count(*) FROM exchange_inbox") == [(1,)]


def test_n21_a_nonce_is_one_keys_own(provinces: Pair) -> None:
    first = a_request(provinces, nonce="the-same-nonce-of-128-bits")
    assert answered(provinces, first).status == 202
    other = a_request(
        provinces,
        a_message(provinces, number=2),
        nonce="the-same-nonce-of-128-bits",
    )
    assert code_of(answered(provinces, other)) == "sig_replay"
    ours, theirs = provinces
    back = a_request((theirs, ours), nonce="the-same-nonce-of-128-bits")
    assert answered((theirs, ours), back).status == 202


def test_n23_an_expired_nonce_is_forgotten_and_its_request_still_refused(provinces: Pair) -> None:
    ours, theirs = provinces
    request = a_request(provinces)
    answered(provinces, request)
    ours.clock.pass_by(minutes=8)
    with theirs.station.new_work() as work:
        work.arrivals.forget_nonces(theirs.clock.now())
        work.commit()
    assert theirs.ask("SELECT count(*) FROM exchange_nonce") == [(0,)]
    assert code_of(answered(provinces, request)) == "sig_time"


def test_n53_an_id_that_was_used_for_other_content_is_refused_and_people_are_told(
    provinces: Pair,
) -> None:
    theirs = provinces[1]
    answered(provinces, a_request(provinces))
    before = stored(theirs)
    other = a_message(provinces, sealed(provinces[0], a_record(provinces[0], thing=2)))
    refused = answered(provinces, a_request(provinces, other))
    assert (refused.status, code_of(refused)) == (422, "idempotency_conflict")
    assert stored(theirs) == before
    assert theirs.ask("SELECT code FROM exchange_incident") == [("idempotency_conflict",)]


@pytest.mark.parametrize("days", [0, 200])
def test_n54_a_duplicate_is_answered_with_the_same_receipt_byte_by_byte(
    provinces: Pair, days: int
) -> None:
    message = a_message(provinces)
    first = answered(provinces, a_request(provinces, message))
    provinces[0].clock.pass_by(days=days, minutes=1)
    again = answered(provinces, a_request(provinces, message))
    assert again.status == 202
    assert again.body == first.body
    assert ("Interop-Replayed", "?1") in again.headers
    assert stored(provinces[1])["inbox"] == 1


def test_n56_gaps_are_told_and_a_number_is_given_once(provinces: Pair) -> None:
    ours = provinces[0]
    entries = {n: sealed(ours, a_record(ours, thing=n)) for n in (5, 6, 7)}
    answered(provinces, a_request(provinces, a_message(provinces, entries[5], number=1)))
    ahead = a_request(provinces, a_message(provinces, entries[7], number=3))
    assert receipt_of(answered(provinces, ahead))["missing"] == [2]
    late = a_request(provinces, a_message(provinces, entries[6], number=2))
    receipt = receipt_of(answered(provinces, late))
    assert (receipt["missing"], receipt["high_water"]) == ([], 3)
    repeated = a_message(provinces, entries[6], number=9, seq=2)
    assert code_of(answered(provinces, a_request(provinces, repeated))) == "idempotency_conflict"


def test_a_probe_is_verified_and_stores_nothing(provinces: Pair) -> None:
    request = a_request(provinces, target=f"{MESSAGES}?mode=probe")
    answer = answered(provinces, request)
    assert (answer.status, receipt_of(answer)["type"]) == (202, "probe")
    assert set(stored(provinces[1]).values()) == {0}


def test_a_stored_receipt_is_given_again_and_what_never_came_is_not_found(provinces: Pair) -> None:
    answer = answered(provinces, a_request(provinces))
    again = a_request(provinces, method="GET", target=f"{MESSAGES}/{IDS[1]}")
    assert answered(provinces, again).body == answer.body
    never = a_request(provinces, method="GET", target=f"{MESSAGES}/{IDS[50]}")
    assert code_of(answered(provinces, never)) == "not_found"
