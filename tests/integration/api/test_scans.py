"""Scans over HTTP: what is answered to right ones and to wrong ones."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest
from sqlalchemy import Connection

from tests.builders.books import rows_in_all_tables
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import MOST_CODES, ScanKind

_numbers = count(1)


def a_body(town: TheTown, **changes: Any) -> dict[str, Any]:
    """A collection of two batteries at POINT-1; a value of None takes the field out."""
    body = {
        "client_id": f"client-{next(_numbers):06d}",
        "kind": "collect",
        "site": "POINT-1",
        "at": town.clock.now().isoformat(),
        "codes": ["B1", "B2"],
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def test_a_scan_is_answered_code_by_code(web: Web, town: TheTown) -> None:
    answer = web.post("/scans", "point", a_body(town))

    assert answer.status_code == 201
    body = answer.get_json()
    assert body["accepted"] == 2
    assert [result["status"] for result in body["results"]] == ["accepted", "accepted"]
    assert {finding["rule"] for finding in body["findings"]} == {"never_sold"}


def test_right_codes_are_booked_although_others_are_refused(web: Web, town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1")

    answer = web.post("/scans", "point", a_body(town, kind="store", codes=["B1", "NOBODY-KNOWS"]))

    body = answer.get_json()
    assert (answer.status_code, body["accepted"], body["refused"]) == (201, 1, 1)
    refused = body["results"][1]
    assert (refused["status"], refused["reason"]["code"]) == ("refused", "unknown_code")


def test_when_nothing_can_be_booked_the_problem_names_every_code(web: Web, town: TheTown) -> None:
    answer = web.post("/scans", "point", a_body(town, kind="store"))

    assert answer.status_code == 422
    assert answer.get_json()["code"] == "nothing_accepted"
    assert faults_of(answer) == {"/codes/0": "unknown_code", "/codes/1": "unknown_code"}


def test_the_same_request_gets_the_same_answer_for_ever(web: Web, town: TheTown) -> None:
    body = a_body(town)
    first = web.post("/scans", "point", body)
    town.scan(town.point, ScanKind.STORE, "B1", "B2")

    again = web.post("/scans", "point", body)

    assert again.get_json() == first.get_json()
    assert (again.status_code, again.headers["Idempotent-Replay"]) == (201, "true")


def test_a_refusal_too_is_repeated_and_not_tried_again(web: Web, town: TheTown) -> None:
    body = a_body(town, kind="store")
    first = web.post("/scans", "point", body)
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2")

    again = web.post("/scans", "point", body)

    assert (again.status_code, again.get_json()) == (first.status_code, first.get_json())


def test_a_client_id_cannot_name_another_request(web: Web, town: TheTown) -> None:
    body = a_body(town)
    web.post("/scans", "point", body)

    answer = web.post("/scans", "point", body | {"codes": ["B3"]})

    assert (answer.status_code, answer.get_json()["code"]) == (409, "client_id_reused")


def test_a_dry_run_answers_and_writes_nothing(
    web: Web, town: TheTown, database: Connection
) -> None:
    before = rows_in_all_tables(database)

    answer = web.post("/scans", "point", a_body(town, dry_run=True))

    assert answer.status_code == 200
    assert (answer.get_json()["accepted"], answer.get_json()["event"]) == (2, None)
    assert rows_in_all_tables(database) == before


def test_full_width_digits_are_what_the_keyboard_made_of_them(web: Web, town: TheTown) -> None:
    answer = web.post("/scans", "point", a_body(town, codes=["Ｂ１２３４５"]))

    assert answer.get_json()["results"][0]["code"] == "B12345"


def test_a_twenty_digit_code_is_a_text_like_any_other(web: Web, town: TheTown) -> None:
    answer = web.post("/scans", "point", a_body(town, codes=["24366160203632619520"]))

    assert answer.status_code == 201


WRONG_FIELDS: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"client_id": None}, {"/client_id": "required"}),
    ({"kind": "steal"}, {"/kind": "not_one_of"}),
    ({"colour": "red"}, {"/colour": "unknown_field"}),
    ({"at": "2030-01-01T00:00:00+08:00"}, {"/at": "time_in_future"}),
    ({"at": "2026-10-01T08:00:00"}, {"/at": "time_without_offset"}),
    ({"at": "noon"}, {"/at": "time_not_a_time"}),
    ({"at": 20261001}, {"/at": "time_not_a_time"}),
    ({"at": "1999-12-31T00:00:00+08:00"}, {"/at": "time_too_old"}),
    ({"at": "0001-01-01T00:00:00+14:00"}, {"/at": "time_not_a_time"}),
    ({"codes": "B1"}, {"/codes": "not_a_list"}),
    ({"codes": []}, {"/codes": "empty_set"}),
    ({"codes": ["B1", "B1"]}, {"/codes/1": "duplicate_code"}),
    ({"codes": ["B1", 7, None]}, {"/codes/1": "not_a_text", "/codes/2": "not_a_text"}),
    ({"codes": ["B\x001"]}, {"/codes/0": "code_control_characters"}),
    ({"codes": ["B🔋"]}, {"/codes/0": "code_not_ascii"}),
    ({"codes": [""]}, {"/codes/0": "code_empty"}),
    ({"codes": ["4.2e+19"]}, {"/codes/0": "code_scientific"}),
    ({"codes": ["B" * 129]}, {"/codes/0": "code_too_long"}),
    ({"details": {"B1": {"mass_kg": -1}}}, {"/details/B1/mass_kg": "mass_not_positive"}),
    ({"uncoded": [{"pieces": 1, "mass_kg": 99_999}]}, {"/uncoded/0/mass_kg": "mass_absurd"}),
    ({"uncoded": [{"pieces": 0, "mass_kg": 1}]}, {"/uncoded/0/pieces": "out_of_range"}),
    ({"uncoded": [{"pieces": 1, "mass_kg": "1.2吨"}]}, {"/uncoded/0/mass_kg": "mass_not_a_number"}),
    ({"uncoded": [{"pieces": 1, "mass_kg": True}]}, {"/uncoded/0/mass_kg": "mass_not_a_number"}),
    ({"outputs": []}, {"/outputs": "not_for_this_kind"}),
    ({"kind": "pack"}, {"/container": "needed_for_this_kind"}),
    ({"client_id": "client\x00id"}, {"/client_id": "text_control_characters"}),
    ({"site": "A\x00"}, {"/site": "text_control_characters"}),
    ({"reason": "\x00"}, {"/reason": "text_control_characters"}),
    ({"kind": "load", "vehicle": "🚚\x00"}, {"/vehicle": "text_control_characters"}),
    ({"site": "ATLANTIS"}, {"/site": "unknown_site"}),
    ({"site": "POINT-2"}, {"/site": "unknown_site"}),
    ({"kind": "dispatch", "peer_site": "ATLANTIS"}, {"/peer_site": "unknown_peer_site"}),
    ({"model": "NO-SUCH-MODEL"}, {"/model": "unknown_model"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG_FIELDS, ids=lambda v: str(v)[:40])
def test_what_is_wrong_is_named_with_its_place(
    web: Web, town: TheTown, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post("/scans", "point", a_body(town, **changes))

    assert answer.status_code == 422
    assert faults_of(answer).items() >= faults.items()


def test_all_faults_are_named_at_once(web: Web, town: TheTown) -> None:
    answer = web.post(
        "/scans", "point", a_body(town, at="2026-10-01", codes=["B1", "B1", ""], colour="red")
    )

    assert faults_of(answer) == {
        "/at": "time_without_offset",
        "/codes/1": "duplicate_code",
        "/codes/2": "code_empty",
        "/colour": "unknown_field",
    }


def test_all_that_is_named_and_not_registered_is_told_at_once(web: Web, town: TheTown) -> None:
    body = a_body(town, site="ATLANTIS", kind="register", peer_site=None, model="NO-SUCH-MODEL")

    answer = web.post("/scans", "point", {k: v for k, v in body.items() if v is not None})

    assert faults_of(answer) == {"/site": "unknown_site", "/model": "unknown_model"}


def test_one_code_too_many_is_refused_whole(web: Web, town: TheTown, database: Connection) -> None:
    before = rows_in_all_tables(database)
    codes = [f"B{number}" for number in range(MOST_CODES + 1)]

    answer = web.post("/scans", "point", a_body(town, codes=codes))

    assert faults_of(answer) == {"/codes": "too_many_codes"}
    assert rows_in_all_tables(database) == before


def test_as_many_codes_as_are_allowed_are_booked(web: Web, town: TheTown) -> None:
    codes = [f"B{number}" for number in range(MOST_CODES)]

    answer = web.post("/scans", "point", a_body(town, codes=codes))

    assert (answer.status_code, answer.get_json()["accepted"]) == (201, MOST_CODES)


@pytest.mark.parametrize(
    ("data", "content_type", "status", "code"),
    [
        (b'{"client_id": ', "application/json", 400, "broken_json"),
        (b"\xff\xfe", "application/json", 400, "broken_json"),
        (b'{"a": NaN}', "application/json", 400, "broken_json"),
        (b"[" * 100_000, "application/json", 400, "broken_json"),
        (b"[]", "application/json", 422, "malformed"),
        (b"kind=collect", "application/x-www-form-urlencoded", 415, "wrong_content_type"),
        (b"{}", "text/plain", 415, "wrong_content_type"),
        (b" " * 4_000_001, "application/json", 413, "too_large"),
    ],
)
def test_a_body_that_cannot_be_read_is_said_to_be_so(
    web: Web, data: bytes, content_type: str, status: int, code: str
) -> None:
    answer = web.request("POST", "/scans", "point", data=data, content_type=content_type)

    assert (answer.status_code, answer.get_json()["code"]) == (status, code)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_refusals_speak_the_users_language(web: Web, town: TheTown, language: str) -> None:
    answer = web.post("/scans", "point", a_body(town, at="noon"), language=language)

    detail = answer.get_json()["errors"][0]["detail"]
    assert detail.isascii() == (language == "en")


def test_a_role_that_may_not_take_a_step_is_told_so(web: Web, town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1")

    answer = web.post("/scans", "shop", a_body(town, kind="smelt", site="SHOP-1"))

    assert faults_of(answer)["/outputs"] == "needed_for_this_kind"
    outputs = [{"code": "I1", "material": "ingot", "mass_kg": 1}]
    answer = web.post("/scans", "shop", a_body(town, kind="smelt", site="SHOP-1", outputs=outputs))
    assert faults_of(answer) == {"/site": "site_lacks_role"}


def test_an_office_does_not_scan(web: Web, town: TheTown) -> None:
    assert web.post("/scans", "bureau", a_body(town)).status_code == 403


def test_without_a_token_nothing_is_said(web: Web, town: TheTown) -> None:
    for login in (None, "stranger"):
        answer = web.post("/scans", login, a_body(town))
        assert (answer.status_code, answer.get_json()["code"]) == (401, "not_authenticated")
        assert "WWW-Authenticate" in answer.headers
