"""One statement that only asks: without a transaction, and without the toolkit around it.

A transaction would be two calls more, and a session of the toolkit takes eight times as long as
the database over a statement as short as the one that every request begins with: who is calling?
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, cast

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import Engine
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.expression import TextClause

from tracker.store.driver import Driver
from tracker.store.unit_of_work import Sessions

_DIALECT = dialect()  # type: ignore[no-untyped-call]  # the toolkit's own


@cache
def _placed(statement: TextClause) -> str:
    """The statement with the driver's placeholders: %(name)s for :name."""
    return str(statement.compile(dialect=_DIALECT))


def answer(sessions: Sessions, statement: TextClause, values: Mapping[str, object]) -> list[Any]:
    """The rows, by name. Two questions may see different books.

    Raises the toolkit's DBAPIError and its kin. On a connection that somebody lends us, its
    transaction decides what is seen.
    """
    bind = sessions.kw["bind"]
    if not isinstance(bind, Engine):
        with sessions() as session:
            return Driver(session).run(statement, values).fetchall()
    placed = _placed(statement)
    lent = bind.raw_connection()
    try:
        connection = cast("psycopg.Connection[Any]", lent.dbapi_connection)
        connection.autocommit = True
        try:
            cursor = connection.cursor(binary=True, row_factory=namedtuple_row)
            return cursor.execute(placed.encode(), values).fetchall()
        except psycopg.Error as error:
            raise DBAPIError.instance(
                placed, None, error, psycopg.Error, dialect=_DIALECT
            ) from error
        finally:
            if connection.closed:
                lent.invalidate()
            else:
                connection.autocommit = False
    finally:
        lent.close()
