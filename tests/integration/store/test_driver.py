"""Is a statement past the toolkit part of its transaction, with the toolkit's errors?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tracker.store.driver import Driver
from tracker.store.engine import app_engine

_ADD = text(
    "INSERT INTO voided_event (event_id, by_event, province) VALUES (:event, :by_event, 42)"
)
_FIND = text("SELECT event_id, by_event FROM voided_event ORDER BY event_id")

_END_MYSELF = text("SELECT pg_terminate_backend(pg_backend_pid())")


@pytest.fixture
def session(own_database: str) -> Iterator[Session]:
    engine = app_engine(own_database)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_rows_have_names_or_come_plain(session: Session) -> None:
    driver = Driver(session)
    assert driver.run(_ADD, {"event": 1, "by_event": 2}).rowcount == 1
    assert [row.by_event for row in driver.run(_FIND)] == [2]
    assert driver.rows(_FIND, {}) == [(1, 2)]


def test_what_was_not_committed_is_undone_with_the_session(session: Session) -> None:
    driver = Driver(session)
    driver.run(_ADD, {"event": 1, "by_event": 2})
    session.rollback()
    assert driver.rows(_FIND, {}) == []


def test_after_a_commit_the_next_statement_is_in_the_next_transaction(session: Session) -> None:
    driver = Driver(session)
    driver.run(_ADD, {"event": 1, "by_event": 2})
    session.commit()
    driver.run(_ADD, {"event": 3, "by_event": 4})
    session.rollback()
    assert driver.rows(_FIND, {}) == [(1, 2)]


def test_a_broken_promise_is_the_toolkits_integrity_error(session: Session) -> None:
    driver = Driver(session)
    driver.run(_ADD, {"event": 1, "by_event": 2})
    with pytest.raises(IntegrityError) as refused:
        driver.run(_ADD, {"event": 1, "by_event": 3})
    assert getattr(refused.value.orig, "sqlstate", None) == "23505"


def test_a_broken_connection_is_the_toolkits_operational_error(session: Session) -> None:
    driver = Driver(session)
    driver.run(text("RESET ROLE"))
    with pytest.raises(OperationalError):
        driver.run(_END_MYSELF)
    session.invalidate()
