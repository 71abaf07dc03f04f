"""Do the tables of a database fit this version? Those of another state of Plumbline may not."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Engine, text

import tracker.store.models  # noqa: F401  fills the metadata
from tracker.store.base import Base

_COLUMNS = text(
    "SELECT table_name, column_name FROM information_schema.columns"
    " WHERE table_schema = current_schema()"
)


class TablesDoNotFit(Exception):
    """The tables cannot be brought to the newest form.

    ``revision`` is the one they are marked with, None when they bear no mark. ``missing`` names
    tables and columns; ``detail`` says in words of the database what else does not fit. Without
    either, this version has never heard of the revision.
    """

    code = "tables_do_not_fit"

    def __init__(self, revision: str | None, detail: str = "", missing: Sequence[str] = ()) -> None:
        super().__init__(revision, detail, missing)
        self.revision, self.detail, self.missing = revision, detail, tuple(missing)


def lacking(engine: Engine) -> list[str]:
    """Tables and columns (``table.column``) that the models have and the database has not."""
    with engine.connect() as connection:
        there = {(table, column) for table, column in connection.execute(_COLUMNS)}
    tables = {table for table, _ in there}
    meant = Base.metadata.tables.values()
    missing = [table.name for table in meant if table.name not in tables]
    for table in meant:
        if table.name in tables:
            names = (column.name for column in table.columns)
            missing += [f"{table.name}.{name}" for name in names if (table.name, name) not in there]
    return sorted(missing)
