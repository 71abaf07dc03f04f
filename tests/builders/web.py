"""How does a test speak HTTP? Through Flask's client, as somebody of the town."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE
from tracker.app import create_app
from tracker.config import read_settings
from tracker.domain.caller import Caller
from tracker.domain.errors import NotAuthenticated
from tracker.http.house import House
from tracker.store.queries.reading import SqlReading

#: Describing all routes takes nearly a second, which each of a thousand tests would pay.
_BUILT: list[Flask] = []


def app_in(house: House) -> Flask:
    """The one application, moved into this house."""
    if not _BUILT:
        _BUILT.append(create_app(replace(house)))
    app = _BUILT[0]
    for part in fields(House):
        object.__setattr__(app.extensions["house"], part.name, getattr(house, part.name))
    app.secret_key = house.secret or b"of no house in particular"
    return app


class Web:
    """Requests by login name; the login stands for its token, so that tests need no passwords."""

    def __init__(
        self, sessions: sessionmaker[Session], town: TheTown, home: Path, *more: Caller
    ) -> None:
        firms = (
            town.producer,
            town.shop,
            town.other_shop,
            town.point,
            town.other_point,
            town.station,
            town.carrier,
            town.recycler,
        )
        self.callers = {firm.caller.login: firm.caller for firm in firms}
        self.callers |= {caller.login: caller for caller in (town.bureau, *more)}
        settings = read_settings(
            {"PLUMBLINE_HOME": str(home), "PLUMBLINE_PROVINCE": str(HOME_PROVINCE)}
        )
        house = House(
            settings,
            town.clock,
            sessions,
            town.uow_factory,
            lambda: SqlReading(sessions),
            self._who,
        )
        self.app = app_in(house)
        self.client: FlaskClient = self.app.test_client()

    def _who(self, token: str, _address: str) -> Caller:
        caller = self.callers.get(token)
        if caller is None:
            raise NotAuthenticated
        return caller

    def request(
        self, method: str, path: str, login: str | None, language: str = "en", **more: Any
    ) -> TestResponse:
        headers: dict[str, str] = {"Accept-Language": language, **more.pop("headers", {})}
        if login is not None:
            headers["Authorization"] = f"Bearer {login}"
        return self.client.open(f"/api/v1{path}", method=method, headers=headers, **more)

    def get(self, path: str, login: str | None, **more: Any) -> TestResponse:
        return self.request("GET", path, login, **more)

    def post(
        self, path: str, login: str | None, body: Mapping[str, Any], **more: Any
    ) -> TestResponse:
        return self.request("POST", path, login, json=dict(body), **more)

    def put(
        self, path: str, login: str | None, body: Mapping[str, Any], **more: Any
    ) -> TestResponse:
        return self.request("PUT", path, login, json=dict(body), **more)


def faults_of(answer: TestResponse) -> dict[str, str]:
    """pointer -> code of every fault in a problem."""
    assert answer.mimetype == "application/problem+json", answer.get_data(as_text=True)
    body = answer.get_json()
    assert body is not None
    return {fault["pointer"]: fault["code"] for fault in body["errors"]}
