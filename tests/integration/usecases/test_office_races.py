"""When several people write at the same moment, does each get what is due, and nothing twice?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.fakes.clock import START, FixedClock
from tracker.domain.errors import AlreadyExists, DomainError, SomeoneWasFaster
from tracker.domain.programme import AttachmentKind
from tracker.domain.register import Values
from tracker.domain.registers import VEHICLES
from tracker.domain.weighing import Weighing
from tracker.store.engine import app_engine
from tracker.usecases.bring_attachment import bring_attachment
from tracker.usecases.issue_labels import LabelOrder, issue_labels
from tracker.usecases.keep_register import amend_entry, register_entry
from tracker.usecases.record_weighing import record_weighing

T = TypeVar("T")
PATIENCE_SECONDS = 30


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = app_engine(own_database)
    yield engine
    engine.dispose()


@pytest.fixture
def town(engine: Engine) -> TheTown:
    """The town in a database in which commits are real."""
    return build_the_town(sessionmaker(engine), FixedClock())


def at_once(attempts: list[Callable[[], T]]) -> list[T | DomainError]:
    """What becomes of these attempts, begun at the same moment."""
    start = Barrier(len(attempts), timeout=PATIENCE_SECONDS)

    def outcome(attempt: Callable[[], T]) -> T | DomainError:
        start.wait()
        try:
            return attempt()
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(outcome, attempts))


def a_vehicle(**changes: object) -> Values:
    return {"code": "鄂A12345", "tight": False} | changes


def test_printers_that_ask_at_once_get_different_labels(town: TheTown) -> None:
    def order() -> list[str]:
        wanted = LabelOrder(site="POINT-1", waste="900-052-31", count=20)
        return issue_labels(wanted, town.point.caller, town.uow_factory(), town.clock)

    answers = at_once([order] * 6)

    labels = [label for answer in answers if isinstance(answer, list) for label in answer]
    assert sorted(label[-3:] for label in labels) == [f"{serial:03d}" for serial in range(1, 121)]


def test_of_two_who_amend_the_same_version_one_is_told(town: TheTown) -> None:
    caller, clock = town.carrier.caller, town.clock
    register_entry(VEHICLES, a_vehicle(), (), caller, town.uow_factory(), clock)

    def amend(permit: str) -> Callable[[], Any]:
        given = a_vehicle(permit=permit)
        return lambda: amend_entry(
            VEHICLES, "鄂A12345", 1, given, (), caller, town.uow_factory(), clock
        )

    outcomes = at_once([amend("one"), amend("other")])

    (told,) = [outcome for outcome in outcomes if isinstance(outcome, DomainError)]
    assert isinstance(told, SomeoneWasFaster)
    assert told.faults[0].params == {"yours": 1, "current": 2}


def test_of_two_who_register_the_same_code_one_is_told(town: TheTown, engine: Engine) -> None:
    def register() -> Any:
        return register_entry(
            VEHICLES, a_vehicle(), (), town.carrier.caller, town.uow_factory(), town.clock
        )

    outcomes = at_once([register, register])

    assert sum(isinstance(outcome, AlreadyExists) for outcome in outcomes) == 1
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM vehicle")) == 1


def test_a_ticket_that_comes_twice_at_once_is_booked_once(town: TheTown, engine: Engine) -> None:
    weighing = Weighing("T-1", "bridge", "SMELTER-1", START, gross_g=30_000, tare_g=10_000)

    def weigh() -> Any:
        caller = town.recycler.caller
        return record_weighing(weighing, caller, town.uow_factory(), town.clock)

    refused = [answer for answer in at_once([weigh] * 4) if isinstance(answer, DomainError)]

    assert all(isinstance(error, SomeoneWasFaster) for error in refused)
    assert weigh().replayed
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM weighing")) == 1


def test_a_file_that_comes_twice_at_once_is_written_down_once(town: TheTown) -> None:
    def bring() -> Any:
        kind, caller = AttachmentKind.PHOTO, town.point.caller
        return bring_attachment(
            "0" * 64, 9, "image/png", "a.png", kind, caller, town.uow_factory(), town.clock
        )

    answers = at_once([bring] * 4)

    assert sorted(new for _, new in answers) == [False, False, False, True]  # type: ignore[misc]
