"""Does the database itself keep the application from rewriting facts?"""

from __future__ import annotations

import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from tracker.store.engine import APP_ROLE
from tracker.store.grants import FACTS, grants_of_the_house
from tracker.store.partitions import is_partition

_GRANTS = text(
    "SELECT table_name, privilege_type FROM information_schema.role_table_grants"
    " WHERE grantee = :role"
)


def refused(database: Connection, statement: str) -> bool:
    """Whether the database refuses this statement for want of rights."""
    with pytest.raises(ProgrammingError) as refusal, database.begin_nested():
        database.execute(text(statement))
    return isinstance(refusal.value.orig, InsufficientPrivilege)


def test_the_grants_in_the_database_are_those_of_the_house(database: Connection) -> None:
    found: dict[str, set[str]] = {}
    for table, right in database.execute(_GRANTS, {"role": APP_ROLE}):
        found.setdefault(table, set()).add(right)
    meant = {table: set(rights.split(", ")) for table, rights in grants_of_the_house().items()}
    assert found == meant | {"alembic_version": {"SELECT"}}


def test_the_months_of_the_events_are_reached_by_way_of_the_events_only(
    database: Connection,
) -> None:
    granted = {table for table, _ in database.execute(_GRANTS, {"role": APP_ROLE})}
    assert not any(is_partition(table) for table in granted)
    assert refused(database, "DELETE FROM event_other")


@pytest.mark.parametrize("table", FACTS)
@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET province = 43", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"],
)
def test_a_fact_is_not_changed_and_not_taken_away(
    database: Connection, table: str, statement: str
) -> None:
    assert refused(database, statement.format(table))


def test_a_unit_never_vanishes(database: Connection) -> None:
    assert refused(database, "DELETE FROM unit")


def test_the_application_makes_no_tables(database: Connection) -> None:
    assert refused(database, "CREATE TABLE mine (id bigint)")


def test_the_application_is_nobody_who_could_log_in_or_rule(database: Connection) -> None:
    row = database.execute(
        text("SELECT * FROM pg_roles WHERE rolname = :role"), {"role": APP_ROLE}
    ).one()
    powers = ("rolsuper", "rolcanlogin", "rolcreaterole", "rolcreatedb", "rolbypassrls")
    assert [power for power in powers if getattr(row, power)] == []
    assert database.scalar(text("SELECT current_user")) == APP_ROLE
