"""What does the inbox do with replays, duplicates, conflicts, bad records? It stores once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import text

from interop.algorithms.signer import SoftwareSigner
from interop.documents.canonical import canonical
from interop.documents.jws import read_signed
from interop.documents.strict_json import read_strictly
from interop.keys.names import Use
from interop.records.envelope import Record, State, read_record, seal_record
from interop.records.message import Message
from interop.signing.answers import verify_answer
from interop.signing.requests import sign_request
from interop.signing.wire import HttpAnswer, HttpRequest
from interop.usecases import receive as receiving
from tests.builders.two_provinces import Province
from tracker.domain.errors import DatabaseUnavailable

MESSAGES = "/interop/v1/messages"
IDS = [f"0199b0f2-0000-7000-8000-{number:012d}" for number in range(1, 99)]
Pair = tuple[Province, Province]


def signer(side: Province, use: Use) -> Any:
    return side.station.signer(use, side.book(), side.clock.now())


def a_record(side: Province, thing: int = 1, version: int = 1, **changes: Any) -> Record:
    given: dict[str, Any] = {
        "origin": side.name,
        "id": IDS[thing],
        "version": version,
        "prev": None,
        "schema": "site/1.0",
        "business_no": f"SITE-{thing}",
        "issued_at": side.clock.now(),
        "body": {"code": "S", "organisation": "O", "division": "420100", "roles": ["seller"]},
    }
    return Record(**given | changes)


def sealed(side: Province, record: Record) -> dict[str, Any]:
    return seal_record(record, [signer(side, Use.RECORD)])


def a_message(pair: Pair, *entries: Any, number: int = 1, **changes: Any) -> Message:
    ours, theirs = pair
    given: dict[str, Any] = {
        "message_id": IDS[number],
        "sender": ours.name,
        "receiver": theirs.name,
        "seq": number,
        "prev": None,
        "created_at": ours.clock.now(),
        "records": entries or (sealed(ours, a_record(ours)),),
    }
    return Message(**given | changes)


def a_request(
    pair: Pair,
    message: Message | None = None,
    *,
    method: str = "POST",
    target: str = MESSAGES,
    nonce: str | None = None,
    by: SoftwareSigner | None = None,
) -> HttpRequest:
    ours, theirs = pair
    post = message or a_message(pair)
    return sign_request(
        HttpRequest(method, target, (), post.body() if method == "POST" else b""),
        theirs.host,
        by or signer(ours, Use.TRANSPORT),
        ours.clock.now(),
        nonce or ours.station.nonce(),
        post.message_id if method == "POST" else None,
    )


def answered(pair: Pair, request: HttpRequest) -> HttpAnswer:
    found = (
        pair[1]
        .app.test_client()
        .open(
            request.target,
            method=request.method,
            headers=list(request.headers),
            data=request.body,
        )
    )
    return HttpAnswer(found.status_code, tuple(found.headers.items()), found.get_data())


def code_of(answer: HttpAnswer) -> str:
    return str(read_strictly(answer.body)["code"])


def results(answer: HttpAnswer) -> list[tuple[str, str | None]]:
    assert answer.status == 202, answer.body
    document: Any = read_signed(read_strictly(answer.body), 1 << 20).document
    return [(row["status"], row["code"]) for row in document["results"]]


def stored(side: Province) -> dict[str, int]:
    return {
        table: side.ask(f"SELECT count(*) FROM exchange_{table}")[0][0]
        for table in ("inbox", "arrival", "node", "record")
    }


def receipt_of(answer: HttpAnswer) -> Any:
    return read_signed(read_strictly(answer.body), 1 << 20).document


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


def test_n64_two_records_of_one_version_are_both_kept_and_the_first_stays(provinces: Pair) -> None:
    ours, theirs = provinces
    answered(provinces, a_request(provinces))
    other = a_record(ours, business_no="OTHER")
    message = a_message(provinces, sealed(ours, other), number=2)
    answer = answered(provinces, a_request(provinces, message))
    assert results(answer) == [("rejected", "version_conflict")]
    theirs.exchange(ours)
    assert set(theirs.things()) == {"SITE-1"}
    assert stored(theirs)["record"] == 2
    assert theirs.ask("SELECT code FROM exchange_incident") == [("version_conflict",)]


@pytest.mark.parametrize("order", [(1, 2, 3), (1, 3, 2), (3, 1, 2), (3, 2, 1)])
def test_n65_versions_come_into_force_in_order_however_they_come(
    provinces: Pair, order: tuple[int, ...]
) -> None:
    ours, theirs = provinces
    entries, prev = {}, None
    for version in (1, 2, 3):
        record = a_record(ours, version=version, prev=prev, body=_body(str(version)))
        entries[version] = sealed(ours, record)
        prev = read_record(entries[version]).digest
    for number, version in enumerate(order, 1):
        message = a_message(provinces, entries[version], number=number)
        assert results(answered(provinces, a_request(provinces, message))) == [("stored", None)]
        theirs.exchange(ours)
    assert theirs.things()["SITE-1"][0] == 3
    assert theirs.ask("SELECT DISTINCT state FROM exchange_arrival") == [(2,)]


def _body(code: str) -> dict[str, Any]:
    return {"code": code, "organisation": "O", "division": "420100", "roles": []}


def test_n66_a_version_that_does_not_continue_the_one_before_is_refused(provinces: Pair) -> None:
    ours = provinces[0]
    answered(provinces, a_request(provinces))
    broken = a_record(ours, version=2, prev="sha256:" + "0" * 64)
    message = a_message(provinces, sealed(ours, broken), number=2)
    assert results(answered(provinces, a_request(provinces, message))) == [
        ("rejected", "chain_broken")
    ]


def test_n67_an_unknown_schema_is_stored_and_waits_for_a_person(provinces: Pair) -> None:
    ours, theirs = provinces
    entry = sealed(ours, a_record(ours, schema="site/9.0", body={"new_form": "x"}))
    answer = answered(provinces, a_request(provinces, a_message(provinces, entry)))
    assert results(answer) == [("stored", None)]
    theirs.exchange(ours)
    assert theirs.things() == {}
    assert theirs.ask("SELECT kind, code FROM exchange_parked") == [("arrival", "schema_unknown")]


def test_n68_a_record_of_the_future_is_stored_with_a_flag(provinces: Pair) -> None:
    ours, theirs = provinces
    soon = ours.clock.now().replace(year=2030)
    entry = sealed(ours, a_record(ours, issued_at=soon))
    answered(provinces, a_request(provinces, a_message(provinces, entry)))
    assert theirs.ask("SELECT flags FROM exchange_arrival") == [(["issued_in_future"],)]


def test_n69_a_cancelled_record_takes_no_further_version(provinces: Pair) -> None:
    ours = provinces[0]
    first = sealed(ours, a_record(ours, state=State.CANCELLED, reason="void"))
    second = sealed(ours, a_record(ours, version=2, prev=read_record(first).digest))
    answer = answered(provinces, a_request(provinces, a_message(provinces, first, second)))
    assert results(answer) == [("stored", None), ("rejected", "state_final")]


def test_n93_one_poisoned_record_does_not_take_the_others_with_it(provinces: Pair) -> None:
    ours, theirs = provinces
    entries: list[Any] = [sealed(ours, a_record(ours, thing=n)) for n in range(1, 40)]
    entries[20] = {"record": {"v": 1}, "signatures": []}
    answer = answered(provinces, a_request(provinces, a_message(provinces, *entries)))
    found = results(answer)
    assert [place for place, row in enumerate(found) if row[0] != "stored"] == [20]
    theirs.exchange(ours)
    assert len(theirs.things()) == 38


def test_a_body_that_lacks_what_its_schema_asks_for_is_named_by_place(provinces: Pair) -> None:
    ours = provinces[0]
    entry = sealed(ours, a_record(ours, body={"code": "S"}))
    answer = answered(provinces, a_request(provinces, a_message(provinces, entry)))
    row = receipt_of(answer)["results"][0]
    assert row["code"] == "schema_invalid"
    assert "/records/0/record/body/roles" in row["pointers"]


def test_a_probe_is_verified_and_stores_nothing(provinces: Pair) -> None:
    request = a_request(provinces, target=f"{MESSAGES}?mode=probe")
    answer = answered(provinces, request)
    assert (answer.status, receipt_of(answer)["type"]) == (202, "probe")
    assert set(stored(provinces[1]).values()) == {0}


def test_n33_n34_n35_what_is_sent_twice_in_one_field_or_after_signing_is_refused(
    provinces: Pair,
) -> None:
    request = a_request(provinces)
    for name in ("Content-Digest", "Idempotency-Key", "Signature-Input"):
        line = next(value for key, value in request.headers if key.lower() == name.lower())
        twice = HttpRequest(
            request.method, request.target, (*request.headers, (name, line)), request.body
        )
        assert answered(provinces, twice).status in (400, 401, 415), name
    other = HttpRequest(request.method, request.target, request.headers, request.body + b" ")
    assert code_of(answered(provinces, other)) == "digest_mismatch"
    assert set(stored(provinces[1]).values()) == {0}


def test_n36_an_address_spelled_otherwise_is_refused(provinces: Pair) -> None:
    request = a_request(provinces)
    for target in ("/interop/v1/%6dessages", "/interop%2fv1/messages"):
        odd = HttpRequest(request.method, target, request.headers, request.body)
        assert code_of(answered(provinces, odd)) == "path_not_canonical"


def test_n41_more_than_the_limit_is_refused_unread(provinces: Pair) -> None:
    request = a_request(provinces)
    large = HttpRequest(request.method, request.target, request.headers, b" " * (1 << 20) + b"x")
    answer = answered(provinces, large)
    assert (answer.status, code_of(answer)) == (413, "too_large")


def test_n94_answers_tell_no_secret_and_unknown_callers_are_told_alike(provinces: Pair) -> None:
    ours, theirs = provinces
    stranger = SoftwareSigner("CN-36:t-2099z", signer(ours, Use.TRANSPORT).private)
    wrong = SoftwareSigner(signer(ours, Use.TRANSPORT).keyid, signer(ours, Use.RECORD).private)
    told = {answered(provinces, a_request(provinces, by=by)).body for by in (stranger, wrong)}
    assert len(told) == 1
    assert b"PRIVATE" not in told.pop()
    assert set(stored(theirs).values()) == {0}


def test_the_answer_is_signed_and_bound_to_its_request(provinces: Pair) -> None:
    ours, theirs = provinces
    request = a_request(provinces)
    answer = answered(provinces, request)
    verify_answer(answer, request, theirs.host, theirs.name, ours.book(), ours.clock.now())


def test_a_stored_receipt_is_given_again_and_what_never_came_is_not_found(provinces: Pair) -> None:
    answer = answered(provinces, a_request(provinces))
    again = a_request(provinces, method="GET", target=f"{MESSAGES}/{IDS[1]}")
    assert answered(provinces, again).body == answer.body
    never = a_request(provinces, method="GET", target=f"{MESSAGES}/{IDS[50]}")
    assert code_of(answered(provinces, never)) == "not_found"


def test_n86_what_is_committed_late_is_told_later_and_never_skipped(provinces: Pair) -> None:
    ours, theirs = provinces
    slow = theirs.house.sessions()
    slow.execute(_DUTY, {"province": theirs.number, "code": "EARLY"})  # a lower id, uncommitted
    theirs.site_changed("EARLY")
    theirs.site_changed("LATE")
    theirs.exchange(ours)
    sent = "SELECT count(*) FROM exchange_record WHERE origin = 'CN-36'"
    assert theirs.ask(sent) == [(2,)]
    slow.execute(text("UPDATE site SET name = '改' WHERE code = 'EARLY'"))
    slow.commit()
    slow.close()
    theirs.exchange(ours)
    assert theirs.ask(sent) == [(3,)]
    assert theirs.ask("SELECT seq FROM exchange_message ORDER BY seq") == [(1,), (2,)]


_DUTY = text(
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, 'site.changed', :code, 2)"
)


def test_n87_the_feed_is_read_again_and_an_altered_cursor_is_refused(provinces: Pair) -> None:
    ours, theirs = provinces
    theirs.site_changed("FAR-1")
    theirs.exchange(ours)
    feed = "/interop/v1/feed"
    first = answered(provinces, a_request(provinces, method="GET", target=feed))
    again = answered(provinces, a_request(provinces, method="GET", target=feed))
    assert first.body == again.body
    document: Any = read_strictly(first.body)
    assert [one["seq"] for one in document["messages"]] == [1]
    (body,) = theirs.ask("SELECT body FROM exchange_message")[0]
    assert canonical(document["messages"][0]) == bytes(body)
    cursor = document["cursor"]
    ask = a_request(provinces, method="GET", target=f"{feed}?cursor={cursor}")
    rest: Any = read_strictly(answered(provinces, ask).body)
    assert (rest["messages"], rest["has_more"]) == ([], False)
    for odd in (cursor[:-2] + "AA", "x", "A" * 40):
        ask = a_request(provinces, method="GET", target=f"{feed}?cursor={odd}")
        refused = answered(provinces, ask)
        assert (refused.status, code_of(refused)) == (400, "cursor_foreign"), odd
