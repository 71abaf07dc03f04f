"""Is nothing told behind a writer that is still at it?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.fakes.clock import FixedClock
from tracker.domain.scan import ScanKind as K
from tracker.store.capture_work import all_or_nothing
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine
from tracker.store.queries.told_pages import Asked, page_of_ids
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import SqlUnitOfWork


@pytest.fixture
def sessions(own_database: str) -> Iterator[sessionmaker[Session]]:
    with ExitStack() as closing:
        engine = app_engine(own_database)
        closing.callback(engine.dispose)
        yield sessions_of(engine)


@pytest.fixture
def town(sessions: sessionmaker[Session]) -> TheTown:
    return build_the_town(sessions, FixedClock(SystemClock().now() - AGO))


AGO = timedelta(hours=1)


def told(sessions: sessionmaker[Session]) -> int:
    with sessions() as session:
        return len(page_of_ids(session, Asked.of_a_province(), 100).ids)


def test_what_is_recorded_while_somebody_still_writes_waits_for_him(
    sessions: sessionmaker[Session], town: TheTown
) -> None:
    town = replace(town, clock=FixedClock(SystemClock().now()))
    with all_or_nothing(sessions) as inside:
        slow = replace(town, uow_factory=lambda: SqlUnitOfWork(inside, 42))
        slow.scan(town.point, K.COLLECT, "SLOW-1")
        town.scan(town.other_point, K.COLLECT, "FAST-1")
        assert told(sessions) == 0
    assert told(sessions) == 2


def test_what_was_recorded_long_before_waits_for_nobody(
    sessions: sessionmaker[Session], town: TheTown
) -> None:
    town.scan(town.point, K.COLLECT, "OLD-1")
    now = FixedClock(SystemClock().now())
    with all_or_nothing(sessions) as inside:
        slow = replace(town, clock=now, uow_factory=lambda: SqlUnitOfWork(inside, 42))
        slow.scan(town.point, K.COLLECT, "SLOW-1")
        assert told(sessions) == 1
