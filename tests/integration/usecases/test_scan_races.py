"""Who wins when two people scan at the same moment, and is the other told?

Both threads meet at the clock, which a scan asks after it looked for an earlier answer and before
it reads any unit: so both believe to be the first. The slower one is judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from threading import Barrier, local
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import sessionmaker

from tests.builders import lives
from tests.builders.province import Firm, TheTown, build_the_town
from tests.fakes.clock import FixedClock
from tracker.domain.answer import ScanAnswer
from tracker.domain.booking import Booking, Move
from tracker.domain.errors import DomainError, SomeoneWasFaster
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S
from tracker.store.codes import SCAN_KIND
from tracker.store.engine import app_engine
from tracker.store.event_ids import event_id

PATIENCE_SECONDS = 30


class MeetingPoint(FixedClock):
    """A clock at which two scanners wait for each other, once."""

    def __init__(self) -> None:
        super().__init__()
        self._barrier = Barrier(2, timeout=PATIENCE_SECONDS)
        self._met = local()

    def now(self) -> datetime:
        if not hasattr(self._met, "before"):
            self._met.before = True
            self._barrier.wait()
        return super().now()


@pytest.fixture
def engine(own_database: str) -> Iterator[Engine]:
    engine = app_engine(own_database)
    yield engine
    engine.dispose()


@pytest.fixture
def busy_town(engine: Engine) -> TheTown:
    """The town in a database in which commits are real."""
    return build_the_town(sessionmaker(engine), FixedClock())


Attempt = Callable[[TheTown], ScanAnswer]


def at_once(town: TheTown, *attempts: Attempt) -> list[ScanAnswer | DomainError]:
    """What becomes of two scans made at the same moment."""
    crowded = replace(town, clock=MeetingPoint())

    def outcome(attempt: Attempt) -> ScanAnswer | DomainError:
        try:
            return attempt(crowded)
        except DomainError as error:
            return error

    with ThreadPoolExecutor(len(attempts)) as pool:
        return list(pool.map(outcome, attempts))


def scans(firm: Firm, kind: K, *codes: str, **fields: Any) -> Attempt:
    at = FixedClock().now()
    return lambda town: town.scan(firm, kind, *codes, at=at, **fields)


def events_of(engine: Engine, kind: K) -> int:
    with engine.connect() as connection:
        query = text("SELECT id FROM event WHERE kind = :kind")
        return len(connection.execute(query, {"kind": SCAN_KIND.number[kind]}).all())


def test_twins_of_one_request_book_once(busy_town: TheTown, engine: Engine) -> None:
    lives.in_use(busy_town, "B1")
    twin = scans(busy_town.point, K.COLLECT, "B1", client_id="phone-1")
    outcomes = at_once(busy_town, twin, twin)
    answers = [one for one in outcomes if isinstance(one, ScanAnswer)]
    assert len({one.event for one in answers}) == 1
    assert sorted(one.replayed for one in answers) == [False, True]
    assert events_of(engine, K.COLLECT) == 1


def test_of_two_scanners_one_books_the_battery_and_the_other_is_refused(
    busy_town: TheTown, engine: Engine
) -> None:
    lives.in_use(busy_town, "B1")
    scanner = scans(busy_town.point, K.COLLECT, "B1")
    outcomes = at_once(busy_town, scanner, scanner)
    answers = [one for one in outcomes if isinstance(one, ScanAnswer)]
    assert sorted(one.event is not None for one in answers) == [False, True]
    assert [dict(one.refused)["B1"].code for one in answers if one.refused] == ["wrong_state"]
    assert events_of(engine, K.COLLECT) == 1


def test_of_two_sites_of_one_keeper_the_slower_learns_whose_the_battery_is_now(
    busy_town: TheTown,
) -> None:
    lives.in_use(busy_town, "B1")
    outcomes = at_once(
        busy_town,
        scans(busy_town.point, K.COLLECT, "B1"),
        scans(busy_town.point, K.COLLECT, "B1", site="POINT-1B"),
    )
    findings = [[n.rule for n in one.findings] for one in outcomes if isinstance(one, ScanAnswer)]
    assert sorted(findings) == [[], ["collected_twice"]]


def test_of_two_boxes_one_gets_the_battery(busy_town: TheTown) -> None:
    lives.collected(busy_town, "B1")
    outcomes = at_once(
        busy_town,
        scans(busy_town.point, K.PACK, "B1", container=busy_town.box(1)),
        scans(busy_town.point, K.PACK, "B1", container=busy_town.box(2)),
    )
    refused = [one.refused for one in outcomes if isinstance(one, ScanAnswer) and one.refused]
    assert [faults["B1"].code for faults in refused] == ["inside_container"]


def test_of_two_who_name_a_new_code_one_learns_that_it_is_taken(
    busy_town: TheTown, engine: Engine
) -> None:
    maker = scans(busy_town.producer, K.REGISTER, "B1", model=busy_town.model)
    outcomes = at_once(busy_town, maker, maker)
    answers = [one for one in outcomes if isinstance(one, ScanAnswer)]
    assert sorted(len(one.refused) for one in answers) == [0, 1]
    assert events_of(engine, K.REGISTER) == 1
    assert busy_town.unit("B1").state is S.REGISTERED


def test_two_trucks_with_the_same_load_in_another_order_do_not_block_each_other(
    busy_town: TheTown,
) -> None:
    codes = [f"B{number}" for number in range(20)]
    lives.collected(busy_town, *codes)
    outcomes = at_once(
        busy_town,
        scans(busy_town.point, K.STORE, *codes),
        scans(busy_town.point, K.STORE, *reversed(codes)),
    )
    answers = [one for one in outcomes if isinstance(one, ScanAnswer)]
    assert sorted(len(one.refused) for one in answers) == [0, 20]


def test_who_changes_what_it_read_long_ago_is_told(busy_town: TheTown) -> None:
    lives.collected(busy_town, "B1", "B2")
    with busy_town.uow_factory() as slow:
        read = slow.units.found(["B1", "B2"])
        busy_town.scan(busy_town.point, K.STORE, "B2")
        booking = a_move_of(busy_town, [unit.id for unit in read.values()])
        slow.events.book(booking)
        with pytest.raises(SomeoneWasFaster):
            slow.commit()
    assert busy_town.unit("B1").state is S.COLLECTED


def test_who_locked_what_it_read_is_alone(busy_town: TheTown) -> None:
    lives.collected(busy_town, "B1")
    with busy_town.uow_factory() as work:
        work.units.found(["B1"])
        (unit,) = work.units.locked(["B1"]).values()
        work.events.book(a_move_of(busy_town, [unit.id]))
        work.commit()
    assert busy_town.unit("B1").state is S.IN_STORAGE


def a_move_of(town: TheTown, units: list[int]) -> Booking:
    site, at = town.point.sites["POINT-1"], town.clock.now()
    firm, actor = town.point.caller.organisation, town.point.caller.user
    assert firm is not None
    return Booking(
        id=event_id(at, 999),
        kind=K.STORE,
        happened_at=at,
        recorded_at=at,
        site=site,
        organisation=firm,
        actor=actor,
        units=units,
        pieces=len(units),
        touched=units,
        moves=[Move(units, S.IN_STORAGE, site)],
    )


def test_two_bookings_at_one_site_both_find_their_place_in_its_audit(
    busy_town: TheTown, engine: Engine
) -> None:
    lives.collected(busy_town, "B1", "B2")
    at_once(
        busy_town,
        scans(busy_town.point, K.STORE, "B1"),
        scans(busy_town.point, K.STORE, "B2"),
    )
    with engine.connect() as connection:
        numbers = connection.scalars(
            text("SELECT number FROM audit WHERE chain = :chain ORDER BY number"),
            {"chain": busy_town.point.sites["POINT-1"]},
        )
        assert list(numbers) == [1, 2, 3]
