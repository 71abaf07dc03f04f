"""How do rows of many tables get into the database by COPY over one connection?

A connection copies into one table at a time, so rows wait in memory until there are enough of a
table. Order between tables does not matter: facts have no foreign keys.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from tracker.store.copy_text import COLUMNS

#: Rows of a table that wait at most; some 10 MB.
MOST_WAITING = 100_000


class CopyTables:
    """Collects lines and copies them in heaps. Commits nothing: that is for the caller."""

    def __init__(self, connection: Connection) -> None:
        self._cursor = connection.connection.cursor()
        self._waiting: dict[str, list[str]] = {table: [] for table in COLUMNS}

    def add(self, table: str, line: str) -> None:
        """One row: its fields in the order of COLUMNS, with tabs between them."""
        waiting = self._waiting[table]
        waiting.append(line)
        if len(waiting) >= MOST_WAITING:
            self._copy(table)

    def extend(self, table: str, lines: Iterable[str]) -> None:
        """Many rows of one table."""
        waiting = self._waiting[table]
        waiting.extend(lines)
        if len(waiting) >= MOST_WAITING:
            self._copy(table)

    def flush(self) -> None:
        """Copy all that still waits."""
        for table in COLUMNS:
            self._copy(table)

    def _copy(self, table: str) -> None:
        waiting = self._waiting[table]
        if not waiting:
            return
        columns = ", ".join(COLUMNS[table])
        with self._cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
            copy.write("\n".join(waiting) + "\n")
        waiting.clear()
