"""Coming in and going out of the pages."""

from __future__ import annotations

import pytest

from tests.builders.province import TheTown
from tests.integration.pages.conftest import PASSWORD, Visitor


def test_whoever_is_not_logged_in_is_sent_to_the_door_and_back(visitor: Visitor) -> None:
    sent = visitor.open("/sites/POINT-1")

    assert sent.status_code == 302
    assert sent.location.startswith("/login?next=/sites/POINT-1")
    assert visitor.log_in(next="/sites/POINT-1").location == "/sites/POINT-1"
    assert visitor.open("/sites/POINT-1").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil"])
def test_the_door_leads_to_no_other_house(visitor: Visitor, elsewhere: str) -> None:
    assert visitor.log_in(next=elsewhere).location == "/"


def test_a_wrong_password_is_said_in_the_readers_language(visitor: Visitor) -> None:
    answer = visitor.log_in(password="wrong")

    assert answer.status_code == 401
    assert "登录" in answer.get_data(as_text=True)


def test_guessing_is_throttled(visitor: Visitor) -> None:
    for _ in range(6):
        visitor.log_in(password="wrong")

    assert visitor.log_in().status_code == 429


def test_a_form_from_elsewhere_is_refused(visitor: Visitor) -> None:
    answer = visitor.client.post("/login", data={"login": "clerk", "password": PASSWORD})

    assert answer.status_code == 403


def test_a_copy_of_the_cookie_is_worth_nothing_after_the_logout(visitor: Visitor) -> None:
    visitor.log_in()
    cookie = visitor.client.get_cookie("plumbline")
    assert cookie is not None
    visitor.client.post("/logout", data={"csrf": visitor.csrf("/")})

    visitor.client.set_cookie("plumbline", cookie.value)

    assert visitor.open("/").status_code == 302


def test_a_session_ends_after_a_working_day(visitor: Visitor, town: TheTown) -> None:
    visitor.log_in()
    town.clock.pass_by(hours=11)

    assert visitor.open("/").status_code == 302


def test_the_language_that_was_chosen_stays(visitor: Visitor) -> None:
    visitor.log_in()
    visitor.open("/?lang=en", language="zh")

    assert 'lang="en"' in visitor.open("/", language="zh").get_data(as_text=True)


def test_pages_allow_nothing_from_elsewhere(visitor: Visitor) -> None:
    headers = visitor.open("/login").headers

    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
