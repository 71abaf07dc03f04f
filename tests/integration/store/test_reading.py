"""Does one answer come from one state of the books, and change nothing in them?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, sessionmaker

from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading

BATTERY = text(
    "INSERT INTO unit (id, since, pieces, version, province, kind, state, damaged)"
    " VALUES (1, now(), 1, 1, 42, 1, 1, false)"
)
CODE = text("INSERT INTO unit_code (unit_id, province, scheme, value) VALUES (1, 42, 5, 'B1')")


@pytest.fixture
def sessions_of_its_own(own_database: str) -> Iterator[sessionmaker[Session]]:
    engine = app_engine(own_database)
    yield sessionmaker(engine)
    engine.dispose()


def register(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        session.execute(BATTERY)
        session.execute(CODE)
        session.commit()


def test_what_others_book_meanwhile_is_not_in_the_answer(
    sessions_of_its_own: sessionmaker[Session],
) -> None:
    with SqlReading(sessions_of_its_own) as reading:
        assert reading.lineage.unit("B1") is None
        register(sessions_of_its_own)
        assert reading.lineage.unit("B1") is None
    with SqlReading(sessions_of_its_own) as reading:
        found = reading.lineage.unit("B1")
        assert found is not None
        assert found.codes == ["B1"]


def test_a_reading_cannot_write(sessions_of_its_own: sessionmaker[Session]) -> None:
    with (
        SqlReading(sessions_of_its_own) as reading,
        pytest.raises(DBAPIError, match="read-only transaction"),
    ):
        reading.session.execute(BATTERY)


def test_a_connection_can_write_again_after_a_reading(
    sessions_of_its_own: sessionmaker[Session],
) -> None:
    with SqlReading(sessions_of_its_own) as reading:
        reading.lineage.unit("B1")
    register(sessions_of_its_own)
