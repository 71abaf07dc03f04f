"""Is a single question asked without a transaction, and is everything as before afterwards?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.registers import an_organisation
from tracker.store.engine import app_engine
from tracker.store.one_question import one_question
from tracker.store.sessions import sessions_of

COUNT = text("SELECT count(*) FROM organisation")


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    """One connection, so that whoever comes next gets the same."""
    engine = app_engine(own_database, pool_size=1)
    yield engine
    engine.dispose()


def status(session: Session) -> TransactionStatus:
    reached = session.connection().connection.dbapi_connection
    assert reached is not None
    found: TransactionStatus = reached.info.transaction_status
    return found


def test_no_transaction_is_left_open_and_the_next_session_has_its_own(engine: Engine) -> None:
    sessions = sessions_of(engine)
    with one_question(sessions) as session:
        assert session.scalar(COUNT) == 0
        assert status(session) is TransactionStatus.IDLE
    with sessions() as session:
        session.add(an_organisation())
        session.flush()
        assert status(session) is TransactionStatus.INTRANS
        session.rollback()
    with one_question(sessions) as session:
        assert session.scalar(COUNT) == 0


def test_on_a_lent_connection_its_transaction_is_seen(sessions: sessionmaker[Session]) -> None:
    with sessions() as session:
        before = session.scalar(COUNT)
        session.add(an_organisation())
        session.commit()
    with one_question(sessions) as session:
        assert (session.scalar(COUNT) or 0) == (before or 0) + 1
