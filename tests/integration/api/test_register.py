"""What every register does over HTTP: list, show, register, amend, refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy import Connection, text
from werkzeug.test import TestResponse

from tests.builders.books import rows_in_all_tables
from tests.builders.entries import BODIES, a_body, a_change, registered
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.registers import REGISTERS

pytestmark = pytest.mark.usefixtures("atlas")

ALL = sorted(BODIES)
LONG_NUMBER = 24366160203632619520
NONSENSE: tuple[object, ...] = (LONG_NUMBER, "\x00", [], {}, -1, True)


def sent(web: Web, method: str, path: str, login: str, body: dict[str, Any]) -> TestResponse:
    """With numbers that our own writer of JSON would refuse."""
    text_ = json.dumps(body)
    return web.request(method, path, login, data=text_, content_type="application/json")


def test_every_register_has_a_body_to_test_it_with() -> None:
    assert {register.plural for register in REGISTERS} == set(ALL)


@pytest.mark.parametrize("plural", ALL)
def test_what_is_registered_can_be_read_and_sent_back(web: Web, town: TheTown, plural: str) -> None:
    entry = registered(web, town, plural)

    shown = web.get(f"/{plural}/{entry['code']}", "bureau").get_json()
    sent_back = web.put(f"/{plural}/{entry['code']}", "bureau", shown)

    assert shown == {name: value for name, value in entry.items() if name != "warnings"}
    assert (sent_back.status_code, sent_back.get_json()["version"]) == (200, 1)


@pytest.mark.parametrize("plural", ALL)
def test_registering_leaves_a_line_in_the_trail_and_a_duty(
    web: Web, town: TheTown, database: Connection, plural: str
) -> None:
    before = rows_in_all_tables(database)

    registered(web, town, plural)

    after = rows_in_all_tables(database)
    assert after["audit"] - before["audit"] == 1
    topic = database.scalar(text("SELECT topic FROM duty ORDER BY id DESC LIMIT 1"))
    assert topic == next(r.topic for r in REGISTERS if r.plural == plural)


@pytest.mark.parametrize("plural", ALL)
def test_a_code_that_is_taken_is_refused(web: Web, town: TheTown, plural: str) -> None:
    registered(web, town, plural)

    answer = web.post(f"/{plural}", "bureau", a_body(town, plural))

    assert (answer.status_code, answer.get_json()["code"]) == (409, "already_exists")
    assert faults_of(answer) == {"/code": "code_taken"}


@pytest.mark.parametrize("plural", ALL)
def test_every_missing_field_is_named_at_once(web: Web, town: TheTown, plural: str) -> None:
    answer = web.post(f"/{plural}", "bureau", {})

    register = next(r for r in REGISTERS if r.plural == plural)
    needed = {f"/{field.name}": "required" for field in register.fields if field.needed}
    assert (answer.status_code, faults_of(answer)) == (422, needed)


@pytest.mark.parametrize("plural", ALL)
def test_nonsense_in_every_field_is_refused_calmly(
    web: Web, town: TheTown, database: Connection, plural: str
) -> None:
    before = rows_in_all_tables(database)
    for wrong in NONSENSE:
        body = dict.fromkeys(a_body(town, plural), wrong)

        answer = sent(web, "POST", f"/{plural}", "bureau", body)

        assert answer.status_code == 422
        assert len(faults_of(answer)) >= len(body) - 1  # a truth may stand in one of them
    assert rows_in_all_tables(database) == before


def test_faults_of_the_body_and_of_its_references_are_told_together(
    web: Web, town: TheTown
) -> None:
    body = a_body(
        town,
        "take-back-agreements",
        organisation="NOBODY",
        collector="NOBODY-EITHER",
        route="by ship",
        valid_until="2020-01-01",
        colour="red",
    )

    answer = web.post("/take-back-agreements", "bureau", body)

    assert faults_of(answer) == {
        "/organisation": "unknown_organisation",
        "/collector": "unknown_organisation",
        "/route": "not_one_of",
        "/valid_until": "until_before_from",
        "/colour": "unknown_field",
    }


def test_a_body_that_is_no_json_is_told_where_it_breaks(web: Web) -> None:
    answer = web.request(
        "POST", "/sites", "bureau", data='{"code": ', content_type="application/json"
    )

    assert (answer.status_code, answer.get_json()["code"]) == (400, "broken_json")


def test_a_form_is_no_entry(web: Web) -> None:
    answer = web.request("POST", "/sites", "bureau", data={"code": "X"})

    assert (answer.status_code, answer.get_json()["code"]) == (415, "wrong_content_type")


@pytest.mark.parametrize("plural", ALL)
def test_a_stale_version_is_refused_and_changes_nothing(
    web: Web, town: TheTown, plural: str
) -> None:
    entry = registered(web, town, plural)
    field, value = a_change(plural)
    path = f"/{plural}/{entry['code']}"
    sent = {name: entry[name] for name in entry if name != "warnings"} | {field: value}
    amended = web.put(path, "bureau", sent).get_json()

    answer = web.put(path, "bureau", sent)

    assert (amended["version"], amended[field]) == (2, value)
    assert (answer.status_code, answer.get_json()["code"]) == (409, "someone_was_faster")
    assert faults_of(answer) == {"/version": "stale_version"}
    assert web.get(path, "bureau").get_json() == amended


def test_an_amendment_names_every_fault(web: Web, town: TheTown) -> None:
    body = {"code": "OTHER", "name": "", "division": "429999", "version": LONG_NUMBER}

    answer = sent(web, "PUT", "/sites/POINT-1", "point", body)

    assert faults_of(answer) == {
        "/code": "fixed_field",
        "/name": "text_empty",
        "/division": "unknown_division",
        "/roles": "required",
        "/version": "not_a_whole_number",
    }


def test_the_trail_keeps_what_was_there_before(
    web: Web, town: TheTown, database: Connection
) -> None:
    site = web.get("/sites/POINT-1", "point").get_json()

    web.put("/sites/POINT-1", "point", site | {"division": "420106", "name": "迁址"})

    line = database.scalar(
        text("SELECT line FROM audit WHERE chain = :site"), {"site": town.point.sites["POINT-1"]}
    )
    assert line.endswith(
        f'site code=POINT-1 version=2 {{"division":["420100","420106"],'
        f'"name":["{site["name"]}","迁址"]}}'
    )


@pytest.mark.parametrize("plural", ALL)
def test_pages_follow_each_other_without_gap_or_repetition(
    web: Web, town: TheTown, plural: str
) -> None:
    registered(web, town, plural)
    whole = [entry["code"] for entry in web.get(f"/{plural}", "bureau").get_json()["items"]]

    seen, cursor = [], None
    while True:
        query = {"limit": 1} | ({"cursor": cursor} if cursor else {})
        page = web.get(f"/{plural}", "bureau", query_string=query).get_json()
        seen += [entry["code"] for entry in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break

    assert seen == whole


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({"limit": "0"}, {"/limit": "not_a_whole_number"}),
        ({"limit": str(LONG_NUMBER)}, {"/limit": "not_a_whole_number"}),
        ({"limit": "１０"}, {"/limit": "not_a_whole_number"}),
        ({"cursor": "\x00🔋"}, {"/cursor": "not_a_cursor"}),
        ({"cursor": "WyJcdTAwMDAiXQ"}, {"/cursor": "not_a_cursor"}),
        ({"cursor": "WzFd"}, {"/cursor": "not_a_cursor"}),
        ({"cursor": "e30"}, {"/cursor": "not_a_cursor"}),
        ({"q": "\x00"}, {"/q": "text_control_characters"}),
        ({"division": "99"}, {"/division": "unknown_division"}),
        ({"colour": "red"}, {"/colour": "unknown_field"}),
    ],
    ids=repr,
)
def test_a_list_cannot_be_asked_for_in_any_way(
    web: Web, query: dict[str, str], faults: dict[str, str]
) -> None:
    answer = web.get("/sites", "bureau", query_string=query)

    assert (answer.status_code, faults_of(answer)) == (422, faults)


@pytest.mark.parametrize("code", ["%00", "%F0%9F%94%8B", "%FF", str(LONG_NUMBER), "A" * 5_000])
def test_strange_codes_in_addresses_find_nothing(web: Web, town: TheTown, code: str) -> None:
    shown = web.get(f"/sites/{code}", "bureau")
    amended = web.put(f"/sites/{code}", "bureau", a_body(town, "sites") | {"version": 1})

    assert (shown.status_code, amended.status_code) == (404, 404)


def test_faults_are_told_in_chinese_unless_english_is_asked_for(web: Web, town: TheTown) -> None:
    body = a_body(town, "sites", roles=["thief"])

    answer = web.post("/sites", "bureau", body, language="zh")

    assert answer.get_json()["errors"][0]["detail"].startswith("此处须为以下之一")
