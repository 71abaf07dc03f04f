"""One statement that only asks, without a transaction around it: that would be two calls more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tracker.store.unit_of_work import Sessions


@contextmanager
def one_question(sessions: Sessions) -> Iterator[Session]:
    """A session that commits each statement by itself; two statements may see different books.

    On a connection that somebody lends us, its transaction decides.
    """
    with sessions() as session:
        if isinstance(session.get_bind(), Engine):
            session.connection(execution_options={"isolation_level": "AUTOCOMMIT"})
        yield session
