"""Do the sums stay right, and does nobody get in anybody's way, when many scan at one site?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.fakes.clock import FixedClock
from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import DomainError
from tracker.domain.scan import ScanKind as K
from tracker.store.codes import SCAN_KIND
from tracker.store.engine import app_engine
from tracker.store.queries.rollups import Differing, differing_rollups

PEOPLE = 4
SCANS = 12


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = app_engine(own_database, pool_size=PEOPLE)
    yield engine
    engine.dispose()


def works(town: TheTown, person: int) -> int:
    """Collects at one site of the point and takes every third one back at the other; answers how
    many collections remain. Any refusal ends the test."""
    here, there = [*town.point.sites][:: -1 if person % 2 else 1]
    remaining = 0
    for number in range(SCANS):
        booked = town.scan(town.point, K.COLLECT, f"B-{person}-{number}", site=here)
        if number % 3:
            remaining += 1
            continue
        town.scan(town.point, K.VOID, site=there, event=booked.event, reason="a slip")
    return remaining


def test_nobody_is_refused_and_the_sums_are_those_of_the_events(engine: Engine) -> None:
    sessions = sessionmaker(engine)
    town = build_the_town(sessions, FixedClock())
    with ThreadPoolExecutor(PEOPLE) as pool:
        remaining = list(pool.map(lambda person: works(town, person), range(PEOPLE)))
    with engine.connect() as connection:
        counted = connection.scalar(
            text("SELECT sum(events) FROM monthly_rollup WHERE kind = :kind"),
            {"kind": SCAN_KIND.number[K.COLLECT]},
        )
    assert counted == sum(remaining) == PEOPLE * SCANS * 2 // 3
    assert differing_rollups(sessions) == Differing(days=0, months=0)


def test_an_event_that_two_people_take_back_at_once_is_taken_back_once(engine: Engine) -> None:
    sessions = sessionmaker(engine)
    town = build_the_town(sessions, FixedClock())
    booked = town.scan(town.point, K.COLLECT, "B-1").event
    ready = Barrier(2)

    def takes_back(site: str) -> ScanAnswer | DomainError:
        ready.wait()
        try:
            return town.scan(town.point, K.VOID, site=site, event=booked, reason="a slip")
        except DomainError as error:
            return error

    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(takes_back, town.point.sites))
    kinds = sorted(type(outcome).__name__ for outcome in outcomes)
    assert kinds in (["Malformed", "ScanAnswer"], ["ScanAnswer", "SomeoneWasFaster"])
    assert differing_rollups(sessions) == Differing(days=0, months=0)
