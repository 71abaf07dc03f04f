"""What was known of a flow at a moment? What had been recorded by then, and nothing told since."""

from __future__ import annotations

from datetime import datetime, timedelta
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.smelting import MASSES, SHARES, collect_weighed, mixed_ingot
from tests.integration.usecases.test_any_life import BATTERIES, Walk
from tests.integration.usecases.test_trace_unit import codes
from tracker.api.trace_words import trace_in_words
from tracker.domain.errors import UnknownCode
from tracker.domain.roles import Role
from tracker.domain.scan import Detail, Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.graph.trace import Trace
from tracker.store.queries.reading import SqlReading
from tracker.usecases.trace_unit import trace_unit

HOUR = timedelta(hours=1)


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def shares(trace: Trace) -> dict[str, Fraction | None]:
    return {one.code: one.share for one in trace.batteries}


def paste(code: str, mass_g: int) -> list[Output]:
    return [Output(code, Material.PASTE, mass_g)]


def test_a_late_packing_changes_a_mixed_pallet_and_the_old_answer_is_still_there(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2", "B3")
    box = town.box()
    packed = town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    told = town.clock.pass_by(hours=5)
    town.clock.pass_by(hours=1)
    late = town.scan(town.point, K.PACK, "B3", container=box, at=packed + HOUR)
    assert late.event is not None
    now = trace_unit(box, "back", town.bureau, reading, as_of=told)
    assert shares(now) == {"B1": Fraction(2, 9), "B2": Fraction(4, 9), "B3": Fraction(1, 3)}
    then = trace_unit(box, "back", town.bureau, reading, as_of=told, known_at=told)
    assert shares(then) == {"B1": Fraction(1, 3), "B2": Fraction(2, 3)}
    alone = trace_unit("B3", "forward", town.bureau, reading, known_at=told)
    assert alone.life.unit.boxes == ()
    assert codes(alone.ahead) == {"B3": 1}
    assert trace_unit("B3", "forward", town.bureau, reading).life.unit.boxes == (box,)


def test_a_late_unpacking_takes_the_battery_out_of_the_paste_but_not_out_of_what_was_known(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    packed = town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.clock.pass_by(hours=5)
    lives.received(town, box)
    told = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.UNPACK, "B1", container=box, at=packed + HOUR)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.DISMANTLE, box, outputs=paste("PASTE-1", 9_000))
    assert shares(trace_unit("PASTE-1", "back", town.bureau, reading)) == {"B2": Fraction(1)}
    then = trace_unit(box, "back", town.bureau, reading, known_at=told)
    assert shares(then) == {"B1": Fraction(1, 3), "B2": Fraction(2, 3)}
    assert trace_unit("B1", "back", town.bureau, reading, known_at=told).life.unit.boxes == (box,)
    with pytest.raises(UnknownCode):
        trace_unit("PASTE-1", "back", town.bureau, reading, known_at=told)


def test_a_voided_unpacking_still_empties_the_box_for_who_did_not_know_it_was_void(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.clock.pass_by(hours=1)
    out = town.scan(town.point, K.UNPACK, "B1", container=box)
    told = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.VOID, event=out.event, reason="the other one")
    then = trace_unit(box, "back", town.bureau, reading, known_at=told)
    assert shares(then) == {"B2": Fraction(1)}
    assert trace_unit("B1", "back", town.bureau, reading, known_at=told).life.unit.boxes == ()
    assert len(shares(trace_unit(box, "back", town.bureau, reading))) == 2


def test_a_corrected_dismantling_has_both_its_answers(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    second = int(trace_unit("B4", "forward", town.bureau, reading).life.events[-1].event)
    smelting = int(trace_unit("INGOT-1", "back", town.bureau, reading).life.events[-1].event)
    told = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.VOID, event=smelting, reason="its paste was weighed wrong")
    town.scan(town.recycler, K.VOID, event=second, reason="weighed wrong")
    half = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.DISMANTLE, "B4", outputs=paste("PASTE-2", 5_000))
    town.clock.pass_by(hours=1)
    ingot = Output("INGOT-1", Material.INGOT, 18_000)
    town.scan(town.recycler, K.SMELT, "PASTE-1", "PASTE-2", outputs=[ingot])
    now = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert codes(now.behind)["PASTE-2"] == Fraction(1, 5)
    assert shares(now)["B4"] == Fraction(1, 5)
    then = trace_unit("INGOT-1", "back", town.bureau, reading, known_at=told)
    assert shares(then) == SHARES
    lot = trace_unit("PASTE-2", "back", town.bureau, reading, known_at=told)
    assert lot.life.unit.mass_g == 12_000
    with pytest.raises(UnknownCode):
        trace_unit("INGOT-1", "back", town.bureau, reading, known_at=half)


def test_a_mass_that_was_corrected_later_is_not_known_yet(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.UNPACK, "B1", container=box)
    weighed = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    heavy = {"B1": Detail(40_000)}
    scanned = town.scan(town.point, K.WEIGH, "B1", details=heavy)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", container=box)
    then = trace_unit("B1", "back", town.bureau, reading, known_at=weighed)
    assert then.life.unit.mass_g == MASSES["B1"]
    assert trace_unit("B1", "back", town.bureau, reading).life.unit.mass_g == 40_000
    assert scanned.event is not None
    before = trace_unit(box, "back", town.bureau, reading, known_at=weighed, as_of=weighed - HOUR)
    assert {one.code: one.mass_g for one in before.batteries} == {"B2": MASSES["B2"]}


#: Hours after the first packing, and what is done to the box then.
STORY = ((1, K.PACK, "B2"), (2, K.UNPACK, "B2"), (3, K.PACK, "B3"))
#: Nobody can tell of an unpacking before anybody told of the packing.
ORDERS = [order for order in permutations(range(3)) if order.index(0) < order.index(1)]


@pytest.mark.parametrize("order", ORDERS)
def test_it_does_not_matter_in_which_order_the_books_learn_of_it(
    town: TheTown, reading: SqlReading, order: tuple[int, ...]
) -> None:
    collect_weighed(town, town.point, "B1", "B2", "B3")
    box = town.box()
    packed = town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", container=box)
    town.clock.pass_by(hours=5)
    for number in order:
        town.clock.pass_by(minutes=1)
        hours, kind, code = STORY[number]
        town.scan(town.point, kind, code, container=box, at=packed + hours * HOUR)
    held = [
        set(shares(trace_unit(box, "back", town.bureau, reading, as_of=packed + hour * HOUR)))
        for hour in range(4)
    ]
    assert held == [{"B1"}, {"B1", "B2"}, {"B1"}, {"B1", "B3"}]


def test_of_a_life_across_two_divisions_each_office_knows_its_own_half(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    database.execute(text("UPDATE site SET division = '420200' WHERE code = 'SMELTER-1'"))
    start = town.clock.now()
    mixed_ingot(town)
    here = a_caller(Role.BUREAU_CITY, organisation=None, division="420100")
    there = a_caller(Role.BUREAU_CITY, organisation=None, division="420200")
    near, far = (trace_unit("B1", "both", office, reading) for office in (here, there))
    assert [one.kind for one in near.life.events] == [
        *(K.REGISTER, K.SELL, K.SELL, K.COLLECT, K.PACK, K.DISPATCH, K.LOAD)
    ]
    assert [one.kind for one in far.life.events] == [K.DELIVER, K.RECEIVE, K.DISMANTLE]
    assert (near.counts.hidden_events, far.counts.hidden_events) == (3, 7)
    assert codes(near.ahead).keys() == {"B1", town.box()}
    assert codes(far.ahead)["INGOT-1"] == SHARES["B1"]
    first = trace_unit("B1", "both", here, reading, known_at=start + HOUR)
    assert (len(first.life.events), first.counts.hidden_events) == (5, 0)
    with pytest.raises(UnknownCode):
        trace_unit("B1", "both", there, reading, known_at=start + HOUR)


def asked(town: TheTown, reading: SqlReading, code: str, **when: Any) -> dict[str, Any] | None:
    """A whole answer, without the moments that it was asked for."""
    try:
        words = trace_in_words(trace_unit(code, "both", town.bureau, reading, **when))
    except UnknownCode:
        return None
    words["unit"].pop("pieces")  # a box counts what is in it now
    return {**words, "as_of": None, "known_at": None}


@pytest.mark.parametrize("seed", [11, 12])
def test_whatever_was_answered_once_can_be_asked_for_again(
    town: TheTown, reading: SqlReading, seed: int
) -> None:
    lives.collected(town, *BATTERIES)
    walk = Walk(town, seed)
    answers: list[tuple[datetime, str, dict[str, Any] | None]] = []
    for step in range(60):
        walk.step()
        if step % 6 == 5:
            told = town.clock.now()
            answers += [(told, code, asked(town, reading, code)) for code in walk.known]
    assert len(answers) > 40
    for told, code, before in answers:
        assert asked(town, reading, code, known_at=told) == before, (seed, told, code)


def test_what_is_known_only_grows(town: TheTown, reading: SqlReading) -> None:
    start = town.clock.now()
    mixed_ingot(town)
    heard: set[str] = set()
    for hour in range(8):
        answer = asked(town, reading, "B1", known_at=start + hour * HOUR)
        events = {event["event"] for event in answer["events"]} if answer else set()
        assert heard <= events
        heard = events
    assert len(heard) > 5
