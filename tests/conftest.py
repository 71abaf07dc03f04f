"""What every test may ask for: databases, units of work, a clock, a town full of people.

``database`` is undone after each test and shared by nobody else; ``own_database`` is for tests that
need real commits, threads or another process.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Engine
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.databases import Ground, Server, break_ground, clear_ground
from tests.fakes.clock import FixedClock
from tracker.store.engine import app_engine
from tracker.store.unit_of_work import SqlUnitOfWork

HOME_PROVINCE = 42
GROUND = pytest.StashKey[Ground]()
UowFactory = Callable[[], SqlUnitOfWork]


def pytest_configure(config: pytest.Config) -> None:
    """The leader breaks the ground; a worker of pytest-xdist is told where it is."""
    told = getattr(config, "workerinput", None)
    ground = Ground(Path(told["folder"]), told["prefix"]) if told else break_ground()
    config.stash[GROUND] = ground


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    ground = node.config.stash[GROUND]
    node.workerinput.update(folder=str(ground.folder), prefix=ground.prefix)


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        clear_ground(config.stash[GROUND])


@pytest.fixture(scope="session")
def server(pytestconfig: pytest.Config) -> Iterator[Server]:
    """The database server of this run, with its template ready to be copied."""
    found = Server(pytestconfig.stash[GROUND])
    found.make_template()
    yield found
    found.close()


@pytest.fixture(scope="session")
def _worker_engine(server: Server) -> Iterator[Engine]:
    name = server.create()
    engine = app_engine(server.url(name))
    yield engine
    engine.dispose()
    server.drop(name)


@pytest.fixture(scope="session")
def _lived_in(server: Server) -> Iterator[tuple[Engine, TheTown]]:
    """A database with the town in it: two thousand tests would else write it anew."""
    name = server.create()
    engine = app_engine(server.url(name))
    yield engine, build_the_town(sessionmaker(engine), FixedClock())
    engine.dispose()
    server.drop(name)


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """A connection in the application's role; whatever is committed on it is undone at the end.
    The books are empty, or those of the town when the test asks for it."""
    if "_lived_in" in request.fixturenames:
        engine: Engine = request.getfixturevalue("_lived_in")[0]
    else:
        engine = request.getfixturevalue("_worker_engine")
    with engine.connect() as connection, connection.begin() as everything:
        yield connection
        everything.rollback()


@pytest.fixture
def own_database(server: Server) -> Iterator[str]:
    """The owner's URL of a fresh, migrated database in which commits are real."""
    name = server.create()
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def sessions(database: Connection) -> sessionmaker[Session]:
    """Sessions on ``database``; their commits are savepoints."""
    return sessionmaker(bind=database, join_transaction_mode="create_savepoint")


@pytest.fixture
def uow_factory(sessions: sessionmaker[Session]) -> UowFactory:
    return lambda: SqlUnitOfWork(sessions, HOME_PROVINCE)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def town(
    sessions: sessionmaker[Session], clock: FixedClock, _lived_in: tuple[Engine, TheTown]
) -> TheTown:
    """A producer, shops, keepers, a carrier and a recycler, each with a site and a person."""
    return replace(
        _lived_in[1], uow_factory=lambda: SqlUnitOfWork(sessions, HOME_PROVINCE), clock=clock
    )
