"""Is a single question asked without a transaction, and is everything as before afterwards?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.registers import an_organisation
from tracker.store.engine import app_engine, owner_engine
from tracker.store.one_question import answer
from tracker.store.sessions import sessions_of

COUNT = text("SELECT count(*) AS number FROM organisation WHERE name <> :name")
NOBODY = {"name": "nobody"}


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    """One connection, so that whoever comes next gets the same."""
    engine = app_engine(own_database, pool_size=1)
    yield engine
    engine.dispose()


def reached(session: Session) -> psycopg.Connection[object]:
    found = session.connection().connection.dbapi_connection
    return cast("psycopg.Connection[object]", found)


def test_the_next_session_has_a_transaction_of_its_own_again(engine: Engine) -> None:
    sessions = sessions_of(engine)
    (row,) = answer(sessions, COUNT, NOBODY)
    assert row.number == 0
    with sessions() as session:
        session.add(an_organisation())
        session.flush()
        assert reached(session).info.transaction_status is TransactionStatus.INTRANS
        session.rollback()
    assert answer(sessions, COUNT, NOBODY) == [row]


def test_a_question_that_fails_leaves_the_connection_as_it_was(engine: Engine) -> None:
    sessions = sessions_of(engine)
    with pytest.raises(DBAPIError):
        answer(sessions, text("SELECT 1 / :nothing"), {"nothing": 0})
    assert answer(sessions, COUNT, NOBODY)[0].number == 0
    with sessions() as session:
        assert not reached(session).autocommit


def test_a_connection_that_broke_is_not_used_again(engine: Engine, own_database: str) -> None:
    sessions = sessions_of(engine)
    (used,) = answer(sessions, text("SELECT pg_backend_pid() AS pid"), {})
    with owner_engine(own_database).connect() as owner:
        owner.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": used.pid})
    with pytest.raises(OperationalError):
        answer(sessions, COUNT, NOBODY)
    assert answer(sessions, COUNT, NOBODY)[0].number == 0


def test_on_a_lent_connection_its_transaction_is_seen(sessions: sessionmaker[Session]) -> None:
    before = answer(sessions, COUNT, NOBODY)[0].number
    with sessions() as session:
        session.add(an_organisation())
        session.commit()
    assert answer(sessions, COUNT, NOBODY)[0].number == before + 1
