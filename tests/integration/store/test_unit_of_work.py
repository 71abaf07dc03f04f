"""Is one unit of work one transaction, and is trouble in the database told in our words?"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.orm import sessionmaker

from tests.builders import lives
from tests.builders.books import rows_in_all_tables
from tests.builders.province import TheTown, build_the_town
from tests.conftest import UowFactory
from tests.fakes.clock import FixedClock
from tracker.domain.errors import DatabaseUnavailable, SomeoneWasFaster
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S
from tracker.store.engine import app_engine


@pytest.fixture
def impatient(own_database: str) -> Iterator[Engine]:
    """Waits for a lock only as long as it takes to see that it is held."""
    engine = app_engine(own_database)

    @event.listens_for(engine, "connect")
    def hurry(connection: object, _record: object) -> None:
        connection.execute("SET lock_timeout = '50ms'")  # type: ignore[attr-defined]
        connection.commit()  # type: ignore[attr-defined]

    yield engine
    engine.dispose()


def test_leaving_without_commit_undoes_everything(
    uow_factory: UowFactory, database: Connection
) -> None:
    before = rows_in_all_tables(database)
    with uow_factory() as uow:
        uow.duties.add("event.recorded", "1", 1)
    assert rows_in_all_tables(database) == before


def test_an_error_on_the_way_undoes_everything_and_is_passed_on(
    uow_factory: UowFactory, database: Connection
) -> None:
    before = rows_in_all_tables(database)
    with pytest.raises(ValueError, match="halfway"):
        _add_a_duty_and_stumble(uow_factory)
    assert rows_in_all_tables(database) == before


def _add_a_duty_and_stumble(uow_factory: UowFactory) -> None:
    with uow_factory() as uow:
        uow.duties.add("event.recorded", "1", 1)
        raise ValueError("halfway")


def test_a_lock_that_is_not_given_means_that_someone_was_faster(impatient: Engine) -> None:
    town = build_the_town(sessionmaker(impatient), FixedClock())
    lives.collected(town, "B1")
    with impatient.begin() as other:
        other.execute(text("SELECT 1 FROM unit FOR UPDATE"))
        with pytest.raises(SomeoneWasFaster):
            town.scan(town.point, K.STORE, "B1")
    assert town.unit("B1").state is S.COLLECTED


def test_a_connection_that_breaks_means_that_the_database_is_away(impatient: Engine) -> None:
    town: TheTown = build_the_town(sessionmaker(impatient), FixedClock())
    with pytest.raises(DatabaseUnavailable):
        _read_on_a_broken_connection(town, impatient)
    lives.registered(town, "B1")
    assert town.unit("B1").state is S.REGISTERED


def _read_on_a_broken_connection(town: TheTown, engine: Engine) -> None:
    with town.uow_factory() as uow:
        pid = uow.session.scalar(text("SELECT pg_backend_pid()"))
        with engine.connect() as other:
            other.execute(text("RESET ROLE"))
            other.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})
        uow.units.locked(["B1"])
