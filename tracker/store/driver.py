"""How do the statements of a scan reach the database? Past the toolkit, in a third of its time.

A scan is a dozen short statements, and for each the toolkit spends more than the database does. The
transaction stays the session's and errors are the toolkit's, so both ways may be mixed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import count, islice
from typing import Any, cast

import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy import text
from sqlalchemy.dialects.postgresql.psycopg import dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, SessionTransaction
from sqlalchemy.sql.expression import TextClause

from tracker.store.sent import Check, Info, sent_on, settle

_DIALECT = dialect()  # type: ignore[no-untyped-call]  # the toolkit's own
#: Lines that are sent together by ``copy``.
_PIECE = 500
_NOTHING: Mapping[str, object] = {}
_NUMBERS = count(1)
#: All rows of a stream will be read: the plan need not hurry to the first.
_TO_THE_END = text("SELECT set_config('cursor_tuple_fraction', '1', true)")


@cache
def _placed(statement: TextClause) -> str:
    """The statement with the driver's placeholders: %(name)s for :name."""
    return str(statement.compile(dialect=_DIALECT))


class Driver:
    """The driver's own cursors in the transaction of a session, one for each form of rows.

    What a statement answers must be fetched before the next one of the same form runs. What nobody
    waits for is sent ``later``.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._within: SessionTransaction | None = None
        self._connection: psycopg.Connection[tuple[Any, ...]]
        self._info: Info
        self._named: psycopg.Cursor[Any]
        self._plain: psycopg.Cursor[tuple[Any, ...]]

    def run(
        self, statement: TextClause, values: Mapping[str, object] = _NOTHING
    ) -> psycopg.Cursor[Any]:
        """Execute; the answer has ``rowcount``, ``fetchone()`` and ``fetchall()``, rows by name.

        Raises the toolkit's DBAPIError and its kin.
        """
        self._enter()
        return self._execute(self._named, statement, values)

    def rows(self, statement: TextClause, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        """All rows as plain tuples, for answers of thousands. Raises as ``run`` does."""
        self._enter()
        return self._execute(self._plain, statement, values).fetchall()

    def stream(
        self, statement: TextClause, values: Mapping[str, object], size: int
    ) -> Iterator[list[Any]]:
        """Rows by name in pages of ``size``: however many there are, one page is in memory. Other
        statements may run between pages, in the same transaction. Raises as ``run`` does."""
        self.run(_TO_THE_END)
        placed = _placed(statement)
        try:
            with self._connection.cursor(
                f"stream_{next(_NUMBERS)}", row_factory=namedtuple_row
            ) as cursor:
                cursor.execute(placed, values)
                while page := cursor.fetchmany(size):
                    yield page
        except psycopg.Error as error:
            raise as_toolkits(placed, error) from error

    def later(
        self,
        statement: TextClause,
        values: Mapping[str, object] = _NOTHING,
        check: Check | None = None,
    ) -> None:
        """Send without waiting; the order is kept. What goes wrong, and what ``check`` finds in
        the answer, is raised by whatever is done next on the connection, the commit included."""
        self._reach()
        cursor = sent_on(self._info, self._connection).cursor(check)
        self._execute(cursor, statement, values)

    def copy(self, table: str, columns: Iterable[str], lines: Iterable[str]) -> None:
        """COPY rows into a table; each line is one row in COPY's text format, with its line feed.

        Raises as ``run`` does.
        """
        self._enter()
        rest = iter(lines)
        statement = f"COPY {table} ({', '.join(columns)}) FROM STDIN"
        try:
            with self._plain.copy(statement.encode()) as copy:
                while piece := "".join(islice(rest, _PIECE)):
                    copy.write(piece)  # the server reads it while we write the next
        except psycopg.Error as error:
            raise as_toolkits(statement, error) from error

    def _enter(self) -> None:
        """Nothing is under way any more, and there are cursors for the next statement."""
        self._reach()
        try:
            settle(self._info)
        except psycopg.Error as error:
            raise as_toolkits("", error) from error

    def _reach(self) -> None:
        """New cursors whenever the session has begun a new transaction."""
        if self._within is None or self._within is not self._session.get_transaction():
            within = self._session.connection()
            reached = within.connection.dbapi_connection
            connection = cast("psycopg.Connection[tuple[Any, ...]]", reached)
            self._connection, self._info = connection, within.info
            self._within = self._session.get_transaction()
            self._named = connection.cursor(row_factory=namedtuple_row)
            self._plain = connection.cursor(binary=True)

    @staticmethod
    def _execute(
        cursor: psycopg.Cursor[Any], statement: TextClause, values: Mapping[str, object]
    ) -> psycopg.Cursor[Any]:
        placed = _placed(statement)
        try:
            return cursor.execute(placed, values)
        except psycopg.Error as error:
            raise as_toolkits(placed, error) from error


def as_toolkits(statement: str, error: psycopg.Error) -> BaseException:
    """The driver's error as the toolkit's, so that whoever catches knows one family only."""
    return DBAPIError.instance(statement, None, error, psycopg.Error, dialect=_DIALECT)
