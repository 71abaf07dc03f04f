"""Do books from before there were sums by day and month get theirs, and the right ones?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from tests.databases import Server
from tests.integration.migrations.test_migrations import FIXTURES, load
from tracker.store.engine import owner_engine
from tracker.store.migrate import migrate
from tracker.store.queries.rollups import Differing, differing_rollups


@pytest.fixture
def old_books(server: Server) -> Iterator[Engine]:
    """As they were before the sums: two events that count, one that is void."""
    name = server.create(empty=True)
    engine = owner_engine(server.url(name))
    migrate(engine, "0002_import_jobs")
    load(engine, FIXTURES / "0001_the_house.sql")
    yield engine
    server.drop(name)


def test_they_are_filled_from_the_events_that_are_there(old_books: Engine) -> None:
    migrate(old_books)
    with old_books.connect() as connection:
        kinds = connection.execute(text("SELECT kind, events FROM daily_rollup ORDER BY kind"))
        assert [tuple(row) for row in kinds] == [(4, 1), (8, 1)]
    assert differing_rollups(sessionmaker(old_books)) == Differing(days=0, months=0)
