"""Is bad input told clearly by a real server, in both languages, and is nothing written?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from sqlalchemy import Engine

from tests.builders.books import rows_in_all_tables
from tests.builders.province import build_the_town
from tests.builders.registers import CITY, a_division
from tests.builders.served import Served, a_token
from tests.databases import Server
from tests.fakes.clock import FixedClock
from tracker.domain.scan import ScanKind as K
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of

SCANS = "/api/v1/scans"
LONG_NUMBER = "1" * 20


class Asked(NamedTuple):
    """The server, a clerk's token at POINT-1, and the owner's view of the books."""

    server: Served
    token: str
    owner: Engine


@pytest.fixture(scope="module")
def asked(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """One server for all questions: none of them may change anything."""
    name = server.create()
    engine = app_engine(server.url(name))
    sessions = sessions_of(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    town = build_the_town(sessions, FixedClock())
    town.scan(town.point, K.COLLECT, "HERE")
    town.scan(town.other_point, K.COLLECT, "THEIRS")
    token = a_token(sessions, town.point.code, "scan", "read", "edit_own")
    engine.dispose()
    served = Served(server.url(name), tmp_path_factory.mktemp("home"))
    yield Asked(served, token, owner_engine(server.url(name)))
    served.kill()
    server.drop(name)


def rows(asked: Asked) -> dict[str, int]:
    """Rows of all tables; that a refusal is kept, and repeated for ever, is no booking."""
    with asked.owner.connect() as connection:
        found = rows_in_all_tables(connection)
    return {table: count for table, count in found.items() if table != "receipt"}


def told(
    asked: Asked, content: bytes, method: str = "POST", path: str = SCANS, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Status, code and faults by pointer, the same in both languages and said in each."""
    answers = {}
    before = rows(asked)
    for language in ("zh", "en"):
        sent = headers | {"Accept_Language": language}
        status, media_type, body = asked.server.send(method, path, asked.token, content, **sent)
        assert media_type == "application/problem+json", body
        assert status < 500
        problem = json.loads(body)
        sentences = [problem["title"], *(fault["detail"] for fault in problem["errors"])]
        assert all(sentence.isascii() == (language == "en") for sentence in sentences), sentences
        faults = {fault["pointer"]: fault["code"] for fault in problem["errors"]}
        answers[language] = (status, str(problem["code"]), faults)
    assert rows(asked) == before
    assert answers["zh"] == answers["en"]
    return answers["zh"]


def a_body(**changes: Any) -> bytes:
    body: dict[str, Any] = {
        "client_id": f"bad-{abs(hash(repr(changes)))}",
        "kind": "store",
        "site": "POINT-1",
        "at": "2026-11-01T08:00:00+08:00",
        "codes": ["HERE"],
    }
    return json.dumps(body | changes).encode()


BAD: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "unknown code": ({"codes": ["NOBODY"]}, {"/codes/0": "unknown_code"}),
    "wrong state": ({"kind": "reject", "reason": "x"}, {"/site": "", "/codes/0": "wrong_state"}),
    "another's battery": ({"codes": ["THEIRS"]}, {"/codes/0": "at_another_site"}),
    "wrong role": ({"kind": "hand_over"}, {"/site": "site_lacks_role"}),
    "somebody else's site": ({"site": "POINT-2"}, {"/site": "unknown_site"}),
    "negative mass": ({"kind": "weigh", "mass_kg": -1}, {"/mass_kg": "mass_not_positive"}),
    "absurd mass": ({"kind": "weigh", "mass_kg": 10**9}, {"/mass_kg": "mass_absurd"}),
    "future time": ({"at": "2199-01-01T00:00:00+08:00"}, {"/at": "time_in_future"}),
    "time without offset": ({"at": "2026-11-01T08:00:00"}, {"/at": "time_without_offset"}),
    "5,001 codes": ({"codes": [f"C{n}" for n in range(5_001)]}, {"/codes": "too_many_codes"}),
    "twice the same": ({"codes": ["HERE", "HERE"]}, {"/codes/1": "duplicate_code"}),
    "20 digits as event": (
        {"kind": "void", "codes": None, "event": LONG_NUMBER, "reason": "x"},
        {"/event": "wrong_form"},
    ),
    "20 digits as code": ({"codes": [LONG_NUMBER]}, {"/codes/0": "unknown_code"}),
    "20 digits as number": ({"codes": [int(LONG_NUMBER)]}, {"/codes/0": "not_a_text"}),
    "NUL": ({"codes": ["HE\x00RE"]}, {"/codes/0": "code_control_characters"}),
    "emoji": ({"codes": ["HERE\U0001f50b"]}, {"/codes/0": "code_not_ascii"}),
    "full-width digits": ({"codes": ["\uff11\uff12"]}, {"/codes/0": "unknown_code"}),
    "all at once": (
        {"at": "noon", "codes": ["HERE", "", "HERE", 7], "colour": "red", "site": None},
        {
            "/at": "time_not_a_time",
            "/codes/1": "code_empty",
            "/codes/2": "duplicate_code",
            "/codes/3": "not_a_text",
            "/colour": "unknown_field",
            "/site": "required",
        },
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_told_whole_and_writes_nothing(asked: Asked, case: str) -> None:
    changes, meant = BAD[case]
    body = {name: value for name, value in json.loads(a_body(**changes)).items() if value}

    status, _, faults = told(asked, json.dumps(body).encode())

    assert status == 422
    assert faults == {pointer: code for pointer, code in meant.items() if code}


@pytest.mark.parametrize(
    ("content", "headers", "status", "code"),
    [
        (b'{"client_id": ', {}, 400, "broken_json"),
        (b"\xff\xfe", {}, 400, "broken_json"),
        (b"", {}, 400, "broken_json"),
        (b"[]", {}, 422, "malformed"),
        (b"kind=store", {"Content_Type": "application/x-www-form-urlencoded"}, 415, None),
        (b"{}", {"Content_Type": "text/plain"}, 415, None),
    ],
    ids=str,
)
def test_what_cannot_be_read_is_said_to_be_so(
    asked: Asked, content: bytes, headers: dict[str, str], status: int, code: str | None
) -> None:
    found = told(asked, content, **headers)

    assert found[:2] == (status, code or "wrong_content_type")


def test_a_stale_version_is_told_beside_the_current_one(asked: Asked) -> None:
    path = "/api/v1/sites/POINT-1"
    entry = json.loads(asked.server.request("GET", path, asked.token)[1])
    sent = {name: value for name, value in entry.items() if name != "warnings"}

    found = told(asked, json.dumps(sent | {"version": 7}).encode(), "PUT", path)

    assert found == (409, "someone_was_faster", {"/version": "stale_version"})


@pytest.mark.parametrize("code", ["%00", "%F0%9F%94%8B", "%EF%BC%91", "%FF", LONG_NUMBER])
def test_a_strange_code_in_an_address_is_not_found(asked: Asked, code: str) -> None:
    assert told(asked, b"", "GET", f"/api/v1/sites/{code}")[0] == 404


@pytest.mark.parametrize("path", [SCANS, "/api/v1/nothing", "/api/v1/organisations/X/Y"])
def test_a_body_that_nobody_reads_does_not_break_the_answer(asked: Asked, path: str) -> None:
    status, _, _ = told(asked, b" " * 6_000_000, path=path)
    assert status == (413 if path == SCANS else 404)
