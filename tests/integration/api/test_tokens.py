"""Tokens over HTTP: got with a password, shown once, listed and revoked by their holder."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.registers import HOME_PROVINCE
from tests.builders.web import app_in
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.callers import caller_for_token
from tracker.config import read_settings
from tracker.http.house import House
from tracker.store.queries.reading import SqlReading

PASSWORD = "a long enough secret"


@pytest.fixture
def client(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path) -> FlaskClient:
    """The real way in: passwords and tokens as in service."""
    new = NewUser(
        login="clerk",
        name="Clerk",
        roles=["collector"],
        organisation=town.point.code,
        password=PASSWORD,
    )
    add_user(sessions, HOME_PROVINCE, new, 0, town.clock)
    house = House(
        read_settings({"PLUMBLINE_HOME": str(tmp_path)}),
        town.clock,
        sessions,
        town.uow_factory,
        lambda: SqlReading(sessions),
        lambda token, address: caller_for_token(sessions, token, town.clock, address),
    )
    return app_in(house).test_client()


def log_in(client: FlaskClient, **more: object) -> dict[str, str]:
    answer = client.post("/api/v1/tokens", json={"login": "clerk", "password": PASSWORD, **more})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    body = answer.get_json()
    return {"Authorization": f"Bearer {body['token']}", "id": body["id"]}


def test_a_password_gets_a_token_that_lets_scan(client: FlaskClient, town: TheTown) -> None:
    body = {
        "client_id": "first-scan",
        "kind": "collect",
        "site": "POINT-1",
        "at": town.clock.now().isoformat(),
        "codes": ["B1"],
    }
    headers = {"Authorization": log_in(client)["Authorization"]}

    assert client.post("/api/v1/scans", json=body, headers=headers).status_code == 201


def test_a_token_is_good_for_its_scopes_only(client: FlaskClient) -> None:
    headers = {"Authorization": log_in(client, scopes=["read"])["Authorization"]}

    assert client.get("/api/v1/tokens", headers=headers).status_code == 200
    assert client.post("/api/v1/scans", json={}, headers=headers).status_code == 403


def test_a_revoked_token_is_not_taken(client: FlaskClient) -> None:
    token = log_in(client)
    headers = {"Authorization": token["Authorization"]}

    assert client.delete(f"/api/v1/tokens/{token['id']}", headers=headers).status_code == 204
    assert client.get("/api/v1/tokens", headers=headers).status_code == 401


def test_an_expired_token_is_not_taken(client: FlaskClient, town: TheTown) -> None:
    headers = {"Authorization": log_in(client)["Authorization"]}
    town.clock.pass_by(days=400)

    assert client.get("/api/v1/tokens", headers=headers).status_code == 401


@pytest.mark.parametrize("number", ["0", "24366160203632619520", "one"])
def test_a_token_that_is_not_ours_is_not_found(client: FlaskClient, number: str) -> None:
    headers = {"Authorization": log_in(client)["Authorization"]}

    assert client.delete(f"/api/v1/tokens/{number}", headers=headers).status_code == 404


def test_a_wrong_password_is_refused_and_then_throttled(client: FlaskClient) -> None:
    tries = [
        client.post("/api/v1/tokens", json={"login": "clerk", "password": "wrong"})
        for _ in range(7)
    ]

    assert tries[0].status_code == 401
    assert tries[-1].status_code == 429
    assert int(tries[-1].headers["Retry-After"]) > 0
