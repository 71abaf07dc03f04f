"""Is a statement past the toolkit part of its transaction, with the toolkit's errors?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from psycopg import Cursor
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.orm import Session

from tracker.domain.errors import SomeoneWasFaster
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


def test_a_stream_comes_in_pages_and_other_statements_run_between_them(session: Session) -> None:
    driver = Driver(session)
    for event in (1, 2, 3):
        driver.run(_ADD, {"event": event, "by_event": 9})
    seen: list[list[int]] = []
    for page in driver.stream(_FIND, {}, 2):
        driver.run(_ADD, {"event": 10 + len(seen), "by_event": 9})
        seen.append([row.event_id for row in page])
    assert seen == [[1, 2], [3]]
    assert len(driver.rows(_FIND, {})) == 5


def test_what_is_wrong_with_a_stream_is_the_toolkits_error(session: Session) -> None:
    with pytest.raises(DBAPIError):
        list(Driver(session).stream(text("SELECT 1 / 0"), {}, 2))


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


def test_what_is_sent_later_is_there_for_whoever_asks_next(session: Session) -> None:
    driver = Driver(session)
    driver.later(_ADD, {"event": 1, "by_event": 2})
    driver.later(_ADD, {"event": 3, "by_event": 4})
    assert Driver(session).rows(_FIND, {}) == [(1, 2), (3, 4)]
    driver.later(_ADD, {"event": 5, "by_event": 6})
    assert len(session.execute(_FIND).all()) == 3
    driver.later(_ADD, {"event": 7, "by_event": 8})
    session.commit()
    assert len(driver.rows(_FIND, {})) == 4


def test_what_went_wrong_with_it_is_told_by_the_commit_at_the_latest(session: Session) -> None:
    driver = Driver(session)
    driver.later(_ADD, {"event": 1, "by_event": 2})
    driver.later(_ADD, {"event": 1, "by_event": 3})
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
    assert driver.rows(_FIND, {}) == []


@pytest.mark.parametrize("by_the_toolkit", [True, False])
def test_what_went_wrong_with_it_is_told_by_the_next_question(
    session: Session, by_the_toolkit: bool
) -> None:
    driver = Driver(session)
    driver.later(_ADD, {"event": 1, "by_event": 2})
    driver.later(_ADD, {"event": 1, "by_event": 3})
    with pytest.raises(IntegrityError):
        session.execute(_FIND) if by_the_toolkit else driver.rows(_FIND, {})


def test_a_check_that_is_not_met_prevents_the_commit(session: Session) -> None:
    def never(_: Cursor[Any]) -> None:
        raise SomeoneWasFaster

    driver = Driver(session)
    driver.later(_ADD, {"event": 1, "by_event": 2}, never)
    with pytest.raises(SomeoneWasFaster):
        session.commit()
    session.rollback()
    assert driver.rows(_FIND, {}) == []


def test_what_was_sent_is_forgotten_with_its_transaction(session: Session) -> None:
    driver = Driver(session)
    driver.later(_ADD, {"event": 1, "by_event": 2})
    driver.later(_ADD, {"event": 1, "by_event": 3})
    session.rollback()
    assert driver.rows(_FIND, {}) == []


def test_a_connection_that_broke_on_the_way_is_told_by_the_commit(session: Session) -> None:
    driver = Driver(session)
    driver.run(text("RESET ROLE"))
    driver.later(_ADD, {"event": 1, "by_event": 2})
    driver.later(_END_MYSELF)
    with pytest.raises(OperationalError):
        session.commit()
    session.invalidate()
    assert driver.rows(_FIND, {}) == []
