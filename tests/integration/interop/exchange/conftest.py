"""Two provinces, each a whole application with its own database, shared by the tests of a run."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from tests.builders.two_bureaus import Bureaus, two_bureaus
from tests.builders.two_provinces import Province, a_province, join, keys_of
from tests.databases import Server
from tests.fakes.clock import START, FixedClock

Pair = tuple[Province, Province]
_WRITTEN = text(
    "SELECT string_agg(quote_ident(relname), ', ') FROM pg_class WHERE relkind = 'r'"
    " AND (relname LIKE 'exchange%' OR relname LIKE 'manifest%' OR relname IN"
    " ('duty', 'alarm', 'alarm_step', 'incoming', 'site', 'organisation', 'licence', 'unit',"
    " 'unit_code'))"
)


@pytest.fixture(scope="session")
def built(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pair]:
    """42 and 36 with keys; making them takes seconds, which each of sixty tests would pay."""
    clock, names = FixedClock(), [server.create(), server.create()]
    homes = [tmp_path_factory.mktemp("province") for _ in names]
    ours, theirs = (
        a_province(number, server.url(name), home, clock)
        for number, name, home in zip((42, 36), names, homes, strict=True)
    )
    for side in (ours, theirs):
        side.keys[:] = keys_of(side)
    yield ours, theirs
    for side, name in zip((ours, theirs), names, strict=True):
        side.house.sessions.kw["bind"].dispose()
        server.drop(name)


def begin_anew(built: Pair) -> None:
    """Both empty and joined, on the day on which tests begin."""
    for side in built:
        side.clock.moment = START
        side.weather.clear()
        with side.as_owner() as session:
            session.execute(text(f"TRUNCATE {session.scalar(_WRITTEN)} CASCADE"))
    join(*built)


@pytest.fixture
def provinces(built: Pair) -> Pair:
    """The two, joined and empty."""
    begin_anew(built)
    return built


@pytest.fixture(scope="session")
def bureaus(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bureaus]:
    """Two provinces with people in them; each test makes its own letters and loads."""
    with two_bureaus(server, tmp_path_factory.mktemp("bureaus")) as found:
        yield found
