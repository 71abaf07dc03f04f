"""Do the sums stay right, and does nobody get in anybody's way, when many scan at one site?"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.fakes.clock import FixedClock
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
