"""Is there one line of migrations, does it end in the models, and do old data live through it?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text
from sqlalchemy.orm import sessionmaker

import migrations
import tracker.store.models  # noqa: F401  fills the metadata
from tests.databases import Server
from tracker.domain.unit import UnitState as S
from tracker.store.base import Base
from tracker.store.engine import app_engine, owner_engine
from tracker.store.migrate import current_revision, migrate, newest_revision
from tracker.store.partitions import is_partition
from tracker.store.unit_of_work import SqlUnitOfWork

FIXTURES = Path(__file__).parent / "fixtures"
SCRIPTS = ScriptDirectory(str(Path(migrations.__file__).parent))
#: From the first to the newest.
REVISIONS = [script.revision for script in SCRIPTS.walk_revisions()][::-1]


@pytest.fixture
def empty_url(server: Server) -> Iterator[str]:
    """The owner's URL of a database without a single table."""
    name = server.create(empty=True)
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def owner(own_database: str) -> Iterator[Connection]:
    """The owner's connection to a migrated database."""
    with owner_engine(own_database).connect() as connection:
        yield connection


def tables(engine: Engine) -> list[str]:
    """Tables of the house, without the months of the events and without alembic's own."""
    names = inspect(engine).get_table_names()
    return [name for name in names if not is_partition(name) and name != "alembic_version"]


def counts(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalars(text(f"SELECT count(*) FROM {name}")).one()
            for name in tables(engine)
        }


def load(engine: Engine, fixture: Path) -> None:
    """Run a file of statements; the driver takes many at once when there are no parameters."""
    with engine.begin() as connection:
        connection.exec_driver_sql(fixture.read_text(encoding="utf-8").replace("%", "%%"))


def test_there_is_one_line_and_it_has_one_end() -> None:
    assert SCRIPTS.get_heads() == [newest_revision()]
    assert len(SCRIPTS.get_bases()) == 1


def test_migrations_are_numbered_without_a_gap_and_named_in_words() -> None:
    assert [int(revision[:4]) for revision in REVISIONS] == list(range(1, len(REVISIONS) + 1))
    assert all(re.fullmatch(r"\d{4}(_[a-z]+)+", revision) for revision in REVISIONS)


def test_a_migrations_file_is_called_what_it_is() -> None:
    files = {Path(script.path).stem for script in SCRIPTS.walk_revisions()}
    assert files == set(REVISIONS)


def test_the_migrated_tables_are_those_of_the_models(owner: Connection) -> None:
    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _to: object) -> bool:
        return not (kind == "table" and name is not None and is_partition(name))

    context = MigrationContext.configure(owner, opts={"include_object": ours})
    assert compare_metadata(context, Base.metadata) == []


def test_an_empty_database_has_no_revision_and_a_migrated_one_the_newest(empty_url: str) -> None:
    engine = owner_engine(empty_url)
    assert current_revision(engine) is None
    migrate(engine)
    assert current_revision(engine) == newest_revision()
    before = tables(engine)
    migrate(engine)
    assert tables(engine) == before


def test_rows_of_every_past_form_live_on_in_the_next_up_to_the_newest(empty_url: str) -> None:
    engine = owner_engine(empty_url)
    before: dict[str, int] = {}
    for revision in REVISIONS:
        migrate(engine, revision)
        after = counts(engine)
        assert {name: after.get(name) for name in before} == before, revision
        load(engine, FIXTURES / f"{revision}.sql")
        before = counts(engine)
        assert [name for name, rows in before.items() if rows == 0] == [], revision


def test_the_code_of_today_reads_the_rows_of_the_first_day(empty_url: str) -> None:
    engine = owner_engine(empty_url)
    migrate(engine, REVISIONS[0])
    load(engine, FIXTURES / f"{REVISIONS[0]}.sql")
    migrate(engine)
    reader = app_engine(empty_url)
    with SqlUnitOfWork(sessionmaker(reader), 42) as uow:
        battery = uow.units.locked(["B1"])["B1"]
        history = uow.events.history([101, 102])
        kept = uow.receipts.find(2, "phone-0001")
    reader.dispose()
    assert (battery.state, battery.container, battery.owner) == (S.PACKED, 102, 2)
    assert [event.kind.value for event in history[101]] == ["collect", "pack"]
    assert [event.kind.value for event in history[102]] == ["pack"]
    assert kept is not None
    assert [note.rule for note in kept[2].findings] == ["never_sold"]


def test_every_fixture_belongs_to_a_migration() -> None:
    assert {file.stem for file in FIXTURES.glob("*.sql")} == set(REVISIONS)
