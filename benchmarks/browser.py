"""How are pages opened in this process? The whole application, asked as its server asks it."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from flask import Flask, template_rendered
from jinja2 import Template
from werkzeug.test import EnvironBuilder, run_wsgi_app

from benchmarks.ground import Ground
from benchmarks.people import CITY, PROVINCE
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.list_accounts import user_with_login
from tracker.accounts.sessions import begin_session
from tracker.app import create_app
from tracker.commands.opened import opened
from tracker.config import read_settings
from tracker.domain.account import User
from tracker.domain.errors import Malformed
from tracker.http.house import House

ADDRESS = "127.0.0.1"
LOGIN, PASSWORD = "bench-officer", "the plumb line hangs still"
_CSRF = "shown with the form"


class Shown(NamedTuple):
    """What a request was answered with; ``seconds`` from the first byte asked to the last told."""

    seconds: float
    status: int
    body: bytes


class Browser:
    """An officer of the province with a password and an open session."""

    def __init__(self, app: Flask, house: House) -> None:
        self.house = house
        self._app = app
        self.user: User = _officer(house)
        self.secret = begin_session(house.sessions, PROVINCE, self.user, house.clock)
        self._cookie = self._signed()

    def open(self, path: str, form: dict[str, str] | None = None) -> Shown:
        """GET, or POST of a form as it was shown."""
        sent = None if form is None else form | {"csrf": _CSRF}
        headers = [("Cookie", self._cookie), ("Accept-Language", "zh")]
        method = "GET" if form is None else "POST"
        builder = EnvironBuilder(path, method=method, data=sent, headers=headers)
        environ = builder.get_environ() | {"REMOTE_ADDR": ADDRESS}
        start = time.perf_counter()
        told, status, _ = run_wsgi_app(self._app, environ, buffered=True)
        body = b"".join(told)
        return Shown(time.perf_counter() - start, int(status[:3]), body)

    @contextmanager
    def rendering(self, path: str) -> Iterator[Callable[[], str]]:
        """Renders the template of a page with what the page gave it, and does nothing else."""
        seen: list[tuple[Template, dict[str, Any]]] = []

        def note(_app: Flask, template: Template, context: dict[str, Any], **_more: Any) -> None:
            seen.append((template, dict(context)))

        with template_rendered.connected_to(note, self._app):
            self.open(path)
        with self._app.test_request_context(path):
            yield lambda: "".join(template.render(context) for template, context in seen)

    def _signed(self) -> str:
        """The cookie of somebody who has opened the login page and a session."""
        client = self._app.test_client()
        with client.session_transaction() as session:
            session.update(csrf=_CSRF, secret=self.secret)
        cookie = client.get_cookie("plumbline")
        if cookie is None:
            raise RuntimeError("the application set no cookie")
        return f"plumbline={cookie.value}"


@contextmanager
def opened_browser(ground: Ground, url: str) -> Iterator[Browser]:
    """On this database."""
    settings = {"PLUMBLINE_HOME": str(ground.folder / "home"), "PLUMBLINE_DATABASE_URL": url}
    with opened(read_settings(settings)) as house:
        parts = house.parts()
        yield Browser(create_app(parts), parts)


def _officer(house: House) -> User:
    new = NewUser(LOGIN, LOGIN, ["bureau_province"], None, CITY[:2] + "0000", PASSWORD)
    try:
        add_user(house.sessions, PROVINCE, new, 0, house.clock)
    except Malformed as error:  # there since the figure before
        if error.faults[0].code != "login_taken":
            raise
    return user_with_login(house.sessions, LOGIN)
