"""Is it said what ails a database that another state of Plumbline made, and how to mend it?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from tests.builders.books import rows_in_all_tables
from tests.integration.commands.test_commands import Terminal, terminal
from tracker.store.engine import owner_engine

__all__ = ["terminal"]

#: what another state did -> the statement, and what is said of it
ANOTHERS: dict[str, tuple[str, str]] = {
    "a newer version": ("UPDATE alembic_version SET version_num = '0999_later'", "0999_later"),
    "an unreleased one": ("ALTER TABLE alarm DROP COLUMN evidence", "alarm.evidence"),
    "a renumbered one": (
        "UPDATE alembic_version SET version_num = '0009_assessments'",
        "already exists",
    ),
    "somebody else": ("DELETE FROM alembic_version", "already exists"),
}


def broken(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {check["name"]: check for check in answer["checks"] if not check["ok"]}


@pytest.mark.parametrize("who", ANOTHERS)
def test_tables_that_another_state_made_are_left_alone_and_it_is_said_how_to_mend_it(
    terminal: Terminal, own_database: str, who: str
) -> None:
    statement, said = ANOTHERS[who]
    owner = owner_engine(own_database)
    with owner.begin() as connection:
        connection.execute(text(statement))
        before = rows_in_all_tables(connection)

    error = terminal.json("init", code=3)["error"]

    assert error["code"] == "tables_do_not_fit"
    assert said in error["detail"]
    assert "PLUMBLINE_HOME" in error["detail"]
    assert "Traceback" not in terminal.run("demo", "load").output
    with owner.connect() as connection:
        assert rows_in_all_tables(connection) == before


def test_the_doctor_names_the_version_that_it_does_not_know(
    terminal: Terminal, own_database: str
) -> None:
    with owner_engine(own_database).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0999_later'"))

    found = broken(terminal.json("doctor", code=4))

    assert list(found) == ["migrations"]
    assert "0999_later" in found["migrations"]["detail"]
    assert "PLUMBLINE_HOME" in found["migrations"]["mend"]


def test_the_doctor_names_columns_that_are_missing(terminal: Terminal, own_database: str) -> None:
    with owner_engine(own_database).begin() as connection:
        connection.execute(text("ALTER TABLE alarm DROP COLUMN evidence"))

    found = broken(terminal.json("doctor", code=4))

    assert "alarm.evidence" in found["migrations"]["detail"]


def test_tables_of_an_older_version_are_said_to_want_init(
    terminal: Terminal, own_database: str
) -> None:
    """The newest tables that older ones do not have do not trouble the doctor."""
    with owner_engine(own_database).begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001_the_house'"))
        connection.execute(text("DROP TABLE import_row, import_job CASCADE"))

    found = broken(terminal.json("doctor", code=4))

    assert found["migrations"]["mend"] == "Call plumbline init."
