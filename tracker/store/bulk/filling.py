"""Is the database empty, and what goes on with its sequences while it is filled by COPY?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import sessionmaker

from tracker.store.bulk.copy_tables import CopyTables
from tracker.store.bulk.found_alarms import FoundAlarms
from tracker.store.bulk.found_explanations import FoundExplanations
from tracker.store.event_ids import SEQUENCE_SIZE
from tracker.store.unit_of_work import Sessions

_ANY = text("SELECT EXISTS (SELECT FROM organisation) OR EXISTS (SELECT FROM unit)")
_NEXT_UNIT = text("SELECT last_value + CAST(is_called AS integer) FROM unit_id_seq")
_NEXT_NUMBER = text("SELECT last_value + CAST(is_called AS integer) FROM event_number_seq")
_GO_ON = text("SELECT setval(CAST(:sequence AS regclass), :next, false)")


def holds_nothing(engine: Engine) -> bool:
    """Whether neither an organisation nor a unit is in the books."""
    with engine.connect() as connection:
        return not connection.scalar(_ANY)


def analyse(engine: Engine) -> None:
    """Tell the planner what there is now; nobody waits for autovacuum after a load."""
    with engine.begin() as connection:
        connection.execute(text("ANALYZE"))


class Filling:
    """A connection of the owner that fills the books: nobody else may write to them meanwhile."""

    def __init__(self, connection: Connection) -> None:
        self.tables = CopyTables(connection)
        self.alarms = FoundAlarms()
        self.explanations = FoundExplanations()
        self._connection = connection
        self.next_unit: int = connection.scalar(_NEXT_UNIT) or 1
        self.next_number: int = connection.scalar(_NEXT_NUMBER) or 0

    def finish(self, province: int, next_unit: int, next_number: int) -> None:
        """Write what waits, and let the sequences go on behind what was used."""
        self.tables.flush()
        self.alarms.write(self._connection, province)
        self.explanations.write(self._connection, province)
        self.next_unit, self.next_number = next_unit, next_number
        for sequence, value in (
            ("unit_id_seq", next_unit),
            ("event_number_seq", next_number % SEQUENCE_SIZE),
        ):
            self._connection.execute(_GO_ON, {"sequence": sequence, "next": value})


@contextmanager
def used(engine: Engine) -> Iterator[Engine]:
    """An engine whose connections are closed in the end, whatever happens."""
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def as_a_whole(engine: Engine) -> Iterator[tuple[Connection, Sessions]]:
    """One transaction: all of it is there in the end, or nothing.

    What sessions commit meanwhile are its savepoints.
    """
    with engine.begin() as connection:
        yield (
            connection,
            sessionmaker(
                connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
            ),
        )
