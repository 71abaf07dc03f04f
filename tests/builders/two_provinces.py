"""How does a test get two whole applications, each with its database, joined by a link?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any

from flask import Flask
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from sqlalchemy import text
from sqlalchemy.orm import Session
from urllib3 import HTTPHeaderDict, HTTPResponse

from interop.keys.book import KeyBook
from interop.keys.files import make_key
from interop.keys.key import Key
from interop.keys.names import KeyName, Use
from interop.link import HttpLink
from interop.store.partners import Partner
from interop.usecases.station import Station
from interop.wired import exchange, station_of
from tests.builders.exchange import approved
from tests.fakes.clock import FixedClock
from tracker.app import create_app
from tracker.config import read_settings
from tracker.domain.caller import Caller
from tracker.domain.errors import NotAuthenticated
from tracker.http.house import House
from tracker.store.engine import APP_ROLE, app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork

#: What a link does with a request: the answer, or an error as a network gives it.
Carry = Callable[[PreparedRequest], Response]
#: Things that happen on the way; gets the request and what carries it.
Weather = Callable[[PreparedRequest, Carry], Response]


@dataclass
class Province:
    """One application with its database; ``weather`` is that of its way to the other."""

    number: int
    house: House
    app: Flask
    clock: FixedClock
    weather: list[Weather] = field(default_factory=list)
    keys: list[Key] = field(default_factory=list)

    @property
    def name(self) -> str:
        return f"CN-{self.number}"

    @property
    def host(self) -> str:
        return f"exchange-{self.number}.example"

    @property
    def station(self) -> Station:
        return station_of(self.house)

    def link_to(self, other: Province) -> HttpLink:
        return HttpLink(lambda _partner: _InProcess(other.app, self.weather))

    def exchange(self, other: Province) -> dict[str, int]:
        """Everything that is due now."""
        return exchange(self.station, self.link_to(other))

    def partner(self, other: Province) -> Partner:
        work = self.station.new_work()
        with work:
            found = work.partners.find(other.name)
        assert found is not None
        return found

    def book(self) -> KeyBook:
        work = self.station.new_work()
        with work:
            return work.partners.book()

    def ask(self, statement: str, **given: Any) -> list[tuple[Any, ...]]:
        """What stands in the database."""
        with self.house.sessions() as session:
            return [tuple(row) for row in session.execute(text(statement), given)]

    def do(self, statement: str, **given: Any) -> None:
        """One statement of the application's, committed; ``:province`` is this one."""
        with self.house.sessions() as session:
            session.execute(text(statement), {"province": self.number, **given})
            session.commit()

    @contextmanager
    def as_owner(self) -> Iterator[Session]:
        """What only the database's owner may do, as whoever restores it does; committed."""
        with self.house.sessions() as session:
            session.execute(text("SET SESSION ROLE NONE"))
            yield session
            session.execute(text(f"SET SESSION ROLE {APP_ROLE}"))
            session.commit()

    def restore(self, *statements: str) -> None:
        """Something that happens to the database behind the application's back."""
        with self.as_owner() as session:
            for statement in statements:
                session.execute(text(statement))

    def site_changed(self, code: str, name: str = "站点") -> None:
        """Somebody keeps a site: the row and its duty in one commit."""
        with self.house.sessions() as session:
            session.execute(_ORGANISATION, {"province": self.number, "code": f"ORG-{self.number}"})
            given = {"province": self.number, "code": code, "name": name}
            session.execute(_SITE, given | {"organisation": f"ORG-{self.number}"})
            session.execute(_DUTY, given)
            session.commit()

    def things(self, noun: str = "site") -> dict[str, tuple[int, Any]]:
        """Foreign things in force: version and body by what people call them."""
        rows = self.ask(
            "SELECT business_no, version, body FROM exchange_thing"
            " WHERE noun = :noun AND origin <> :us",
            noun=noun,
            us=self.name,
        )
        return {row[0]: (row[1], row[2]) for row in rows}


_ORGANISATION = text(
    "INSERT INTO organisation (province, code, name, division, version)"
    " VALUES (:province, :code, '甲公司', :province || '0100', 1) ON CONFLICT DO NOTHING"
)
_SITE = text(
    "INSERT INTO site (province, code, organisation_id, name, division, roles, version)"
    " SELECT :province, :code, id, :name, :province || '0100', '{collector}', 1"
    " FROM organisation WHERE code = :organisation"
    " ON CONFLICT (code) DO UPDATE SET name = :name, version = site.version + 1"
)
_DUTY = text(
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, 'site.changed', :code, 1)"
)


class _InProcess(BaseAdapter):
    """Calls the other application directly, through whatever weather there is."""

    def __init__(self, app: Flask, weather: list[Weather]) -> None:
        super().__init__()
        self._app = app
        self._weather = weather

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        weather = self._weather.pop(0) if self._weather else _fine
        return weather(request, self._carry)

    def close(self) -> None:
        """Nothing is held open."""

    def _carry(self, request: PreparedRequest) -> Response:
        url = str(request.url)
        target = "/" + url.partition("://")[2].partition("/")[2]
        body = request.body if isinstance(request.body, bytes) else b""
        answer = self._app.test_client().open(
            target, method=request.method, headers=dict(request.headers), data=body
        )
        return as_response(answer.status_code, list(answer.headers.items()), answer.get_data())


def as_response(status: int, headers: list[tuple[str, str]], body: bytes) -> Response:
    """An answer as the library hands it over."""
    response = Response()
    response.status_code = status
    response.raw = HTTPResponse(
        body=BytesIO(body), headers=HTTPHeaderDict(headers), status=status, preload_content=False
    )
    response.headers.update(dict(headers))
    return response


def _fine(request: PreparedRequest, carry: Carry) -> Response:
    return carry(request)


def a_province(
    number: int,
    url: str,
    home: Path,
    clock: FixedClock,
    callers: Mapping[str, Caller] = MappingProxyType({}),
) -> Province:
    """An application on the database of this URL, with keys of its own. ``callers`` may call its
    API; the login stands for the token."""
    settings = read_settings(
        {
            "PLUMBLINE_HOME": str(home),
            "PLUMBLINE_PROVINCE": str(number),
            "PLUMBLINE_PUBLIC_URL": f"https://exchange-{number}.example",
        }
    )
    sessions = sessions_of(app_engine(url))

    def known(token: str, _address: str) -> Caller:
        if token not in callers:
            raise NotAuthenticated
        return callers[token]

    house = House(
        settings,
        clock,
        sessions,
        lambda: SqlUnitOfWork(sessions, number),
        lambda: SqlReading(sessions),
        known,
        b"secret of %d" % number,
    )
    return Province(number, house, create_app(house), clock)


def keys_of(province: Province) -> list[Key]:
    """One fresh key for each use, in the province's own folder."""
    start = province.clock.now() - timedelta(days=30)
    return [
        make_key(
            province.house.settings.keys_dir,
            str(KeyName(province.name, use, start.year, "a")),
            "Ed25519",
            start,
            start + timedelta(days=390),
        )
        for use in Use
    ]


def join(one: Province, other: Province) -> None:
    """Each knows the other and trusts the keys of both."""
    keys = [*one.keys, *other.keys]
    for us, them in ((one, other), (other, one)):
        work = us.station.new_work()
        with work:
            before = work.partners.book()
            book = before
            for key in keys:
                book = approved(book, key, us.clock.now() - timedelta(days=29))
            work.partners.keep(before, book)
            work.partners.add(them.name, f"https://{them.host}", None)
            work.commit()
