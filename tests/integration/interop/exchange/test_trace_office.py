"""Does the bureau's desk ask other provinces, by page, API and command, and see what was told?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.builders.two_provinces import Province
from tests.builders.two_towns import Side, a_side, sent_off, taken_in
from tests.builders.weather import lose_request
from tracker.accounts.list_accounts import user_with_login
from tracker.accounts.sessions import begin_session

HTTPS = "https://localhost"


@dataclass
class Desk:
    """The bureau's browser and token in our province; ``theirs`` is the one that is asked."""

    ours: Side
    theirs: Side
    client: FlaskClient

    def open(self, path: str) -> str:
        answer = self.client.get(path, base_url=HTTPS, headers={"Accept-Language": "en"})
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True)

    def press(self, path: str, page: str) -> int:
        """The button of a form on that page."""
        found = re.search(r'name="csrf" value="([^"]+)"', self.open(page))
        assert found is not None
        form = {"csrf": found[1]}
        return self.client.post(
            path, base_url=HTTPS, data=form, headers={"Referer": f"{HTTPS}{page}"}
        ).status_code

    def api(self, method: str, path: str, **more: Any) -> Any:
        headers = {"Authorization": "Bearer bureau", "Accept-Language": "en"}
        answer = self.client.open(
            f"/api/v1{path}", method=method, base_url=HTTPS, headers=headers, **more
        )
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()


@pytest.fixture
def desk(provinces: tuple[Province, Province], monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    ours, theirs = (a_side(one) for one in provinces)
    house = ours.province.house
    before = house.identify
    object.__setattr__(house, "identify", lambda _token, _address: ours.town.bureau)
    link = ours.province.link_to(theirs.province)
    monkeypatch.setattr("interop.wired.HttpLink", lambda **_: link)
    client = ours.province.app.test_client()
    user = user_with_login(house.sessions, "bureau")
    secret = begin_session(house.sessions, 42, user, house.clock)
    with client.session_transaction(base_url=HTTPS) as session:
        session["secret"] = secret
    yield Desk(ours, theirs, client)
    object.__setattr__(house, "identify", before)


def test_the_page_asks_shows_the_answer_and_says_when_nobody_answered(desk: Desk) -> None:
    sent_off(desk.ours, "B1")
    taken_in(desk.theirs, "B1")
    page = "/units/B1"
    assert "Ask CN-36 about the missing legs" in desk.open(page)
    desk.ours.province.weather[:] = [lose_request]
    assert desk.press(f"{page}/partners", page) == 303
    assert "no answer" in desk.open(page)
    assert desk.press(f"{page}/partners", page) == 303
    shown = desk.open(page)
    assert "CN-36: receive" in shown  # in the picture
    assert "signed answer of" in shown
    assert "SMELTER-1" in shown


def test_the_api_asks_lists_and_gives_the_signed_answer(desk: Desk) -> None:
    sent_off(desk.ours, "B1")
    taken_in(desk.theirs, "B1")
    answer = desk.api("POST", "/partner-questions", json={"code": "B1"})
    ((one,), left) = answer["asked"], answer["left"]
    assert (one["authority"], one["outcome"], left) == ("CN-36", "answered", 0)
    (gap,) = [n for n in desk.api("GET", "/trace/B1")["forward"]["nodes"] if n["abroad"]]
    assert (gap["kind"], gap["abroad"]["question"]) == ("abroad", one["question"])
    assert [step["kind"] for step in gap["abroad"]["steps"]] == ["receive"]
    (item,) = desk.api("GET", "/partner-questions?limit=1")["items"]
    assert (item["id"], item["codes"]) == (one["question"], ["B1"])
    signed = desk.api("GET", f"/partner-questions/{one['question']}/answer")
    assert set(signed) == {"payload", "signatures"}


def test_the_other_bureau_sees_what_was_told_page_by_page(desk: Desk) -> None:
    for number in range(3):
        desk.ours.province.do(
            "INSERT INTO exchange_disclosure (province, partner, question, subject, told, at)"
            " VALUES (:province, 'CN-36', 'trace_back', :code, '{load 2026-10-01 420100}', :at)",
            code=f"B{number}",
            at=desk.ours.province.clock.now(),
        )
    first = desk.api("GET", "/exchange/disclosures?limit=2")
    second = desk.api("GET", f"/exchange/disclosures?limit=2&cursor={first['next']}")
    assert [row["subject"] for row in (*first["items"], *second["items"])] == ["B2", "B1", "B0"]
    assert second["next"] is None
    assert desk.api("GET", "/exchange/disclosures?partner=CN-37")["items"] == []
    page = desk.open("/exchange/disclosures")
    assert "load 2026-10-01 420100" in page
    assert "B0" in desk.open(f"/exchange/disclosures?before={first['items'][-1]['id']}")
