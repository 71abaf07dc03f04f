"""A browser without eyes: Flask's client, logged in through the real form."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.builders.accounts import CHEAP
from tests.builders.province import TheTown
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.builders.web import app_in
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.callers import caller_for_token
from tracker.accounts.list_accounts import user_with_login
from tracker.accounts.sessions import begin_session
from tracker.config import read_settings
from tracker.http.house import House
from tracker.store.queries.reading import SqlReading

PASSWORD = "a long enough secret"


class Visitor:
    """Opens pages and sends forms as they were shown."""

    def __init__(self, client: FlaskClient, house: House) -> None:
        self.client = client
        self.house = house

    def enter(self, login: str) -> None:
        """As after a login, without the work that makes guessing passwords slow."""
        user = user_with_login(self.house.sessions, login)
        secret = begin_session(self.house.sessions, HOME_PROVINCE, user, self.house.clock)
        with self.client.session_transaction() as session:
            session["secret"] = secret

    def open(self, path: str, language: str = "en") -> TestResponse:
        return self.client.get(path, headers={"Accept-Language": language})

    def csrf(self, path: str = "/login") -> str:
        found = re.search(r'name="csrf" value="([^"]+)"', self.open(path).get_data(as_text=True))
        assert found is not None
        return found[1]

    def log_in(self, login: str = "clerk", password: str = PASSWORD, **more: str) -> TestResponse:
        form = {"csrf": self.csrf(), "login": login, "password": password} | more
        return self.client.post("/login", data=form)


@pytest.fixture
def visitor(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path) -> Visitor:
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    for login, roles, organisation in (
        ("clerk", ["collector"], town.point.code),
        ("officer", ["bureau_province"], None),
    ):
        new = NewUser(login, login, roles, organisation, "420000", PASSWORD)
        add_user(sessions, HOME_PROVINCE, new, 0, town.clock, CHEAP)
    house = House(
        read_settings({"PLUMBLINE_HOME": str(tmp_path)}),
        town.clock,
        sessions,
        town.uow_factory,
        lambda: SqlReading(sessions),
        lambda token, address: caller_for_token(sessions, token, town.clock, address),
        secret=b"only for this test",
    )
    return Visitor(app_in(house).test_client(), house)
