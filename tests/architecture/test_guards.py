"""No route is open by accident: each says which right it asks for, and asks for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web
from tracker.domain.roles import Role
from tracker.http.blueprint import PUBLIC

#: Partners' applications bring no token but a signature: ``interop/v1`` alone.
SIGNED = "signed"

#: Every route that anybody may call, one by one.
OPEN_TO_ALL = {
    ("health.healthz", "GET"),
    ("health.readyz", "GET"),
    ("api-docs.openapi_json", "GET"),
    ("tokens.post_token", "POST"),
    ("pages.login", "GET"),
    ("pages.post_login", "POST"),
    ("pages.static", "GET"),
}


@pytest.fixture
def web(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path) -> Web:
    nobody = a_caller(Role.PARTNER, login="rightless", rights=frozenset())
    return Web(sessions, town, tmp_path, nobody)


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, path with every value filled in) of every route."""
    found = []
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            values = dict.fromkeys(rule.arguments, "1")
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
            methods = (rule.methods or set()) - {"HEAD", "OPTIONS"}
            found += [(rule.endpoint, method, path) for method in sorted(methods)]
    return found


def test_every_route_names_its_right(web: Web) -> None:
    guards = web.app.extensions["guards"]
    for endpoint, method, path in routes(web.app):
        assert (endpoint, method) in guards, path


def test_only_the_listed_routes_are_open(web: Web) -> None:
    guards = web.app.extensions["guards"]
    assert {route for route, right in guards.items() if right == PUBLIC} == OPEN_TO_ALL


def test_only_routes_of_the_exchange_ask_for_a_signature(web: Web) -> None:
    for endpoint, method, path in routes(web.app):
        asked = web.app.extensions["guards"].get((endpoint, method))
        assert (asked == SIGNED) == path.startswith("/interop/v1/"), path


def test_every_route_of_the_exchange_turns_away_who_does_not_sign(web: Web) -> None:
    for endpoint, method, path in routes(web.app):
        if endpoint.startswith("exchange."):
            answer = web.client.open(path, method=method, content_type="application/json")
            assert answer.status_code == 401, path
            assert answer.get_json()["code"] == "sig_missing"


def test_every_other_route_turns_a_stranger_away(web: Web) -> None:
    for endpoint, method, path in routes(web.app):
        if (endpoint, method) not in OPEN_TO_ALL and not endpoint.startswith("exchange."):
            answer = web.client.open(path, method=method)
            if not endpoint.startswith("pages."):
                assert answer.status_code == 401, path
            elif method == "GET":
                assert answer.status_code == 302, path
                assert answer.location.startswith("/login?"), path
            else:  # a form that was never shown
                assert answer.status_code == 403, path


def test_every_route_of_the_api_turns_away_who_lacks_the_right(web: Web) -> None:
    headers = {"Authorization": "Bearer rightless"}
    for endpoint, method, path in routes(web.app):
        if (endpoint, method) not in OPEN_TO_ALL and not endpoint.startswith(
            ("pages.", "exchange.")
        ):
            answer = web.client.open(path, method=method, headers=headers)
            assert answer.status_code == 403, path
