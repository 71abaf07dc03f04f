"""What do the books say? For tests that must look behind the answers."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from tests.builders.province import TheTown
from tracker.store.base import Base
from tracker.usecases.past_lives import outcome_of


def rows_in_all_tables(database: Connection | Session) -> dict[str, int]:
    """How many rows each table holds."""
    return {name: _one(database, f"SELECT count(*) FROM {name}") for name in Base.metadata.tables}


def alarms(database: Connection | Session) -> list[tuple[str, str]]:
    """(rule, subject) of every alarm."""
    query = "SELECT rule, subject FROM alarm ORDER BY rule, subject"
    return [(rule, subject) for rule, subject in database.execute(text(query))]


def assert_history_explains_every_unit(
    town: TheTown, database: Connection, but: Collection[str] = ()
) -> None:
    """What stands in a unit's row is what its events lead to; containment says the same.

    Histories are unbroken, ``but`` those of the units with these codes.
    """
    codes = list(database.scalars(text("SELECT value FROM unit_code")))
    for code in codes:
        unit = town.unit(code)
        with town.uow_factory() as uow:
            outcome = outcome_of(unit, uow.events.history([unit.id]).get(unit.id, []))
        stands = (unit.state, unit.site, unit.container)
        assert (outcome.state, outcome.site, outcome.container) == stands, code
        assert outcome.broken == (code in but), code
    assert_containment_agrees(database)


def assert_containment_agrees(database: Connection) -> None:
    """A unit is in a container if, and only if, one open interval says so."""
    query = (
        "SELECT u.id FROM unit u FULL JOIN (SELECT * FROM containment WHERE to_event IS NULL) k"
        " ON k.child_id = u.id WHERE u.container_id IS DISTINCT FROM k.parent_id"
    )
    assert list(database.scalars(text(query))) == []


def _one(database: Connection | Session, query: str) -> Any:
    return database.scalar(text(query))
