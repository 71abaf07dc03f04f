"""Is the life of a battery told in order, through its boxes, as it stood at any moment?"""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.smelting import collect_weighed, mixed_ingot
from tests.fakes.clock import START
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass
from tracker.domain.unit import UnitState as S
from tracker.graph.facts import Part
from tracker.store.queries.reading import SqlReading
from tracker.usecases.tell_life import tell_life


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def test_a_battery_tells_its_own_events_and_those_of_its_box(
    town: TheTown, reading: SqlReading
) -> None:
    box = mixed_ingot(town)
    life = tell_life("B1", town.bureau, reading)
    assert [(event.kind, event.inside) for event in life.events] == [
        (K.REGISTER, None),
        (K.SELL, None),
        (K.SELL, None),
        (K.COLLECT, None),
        (K.PACK, None),
        (K.DISPATCH, box),
        (K.LOAD, box),
        (K.DELIVER, box),
        (K.RECEIVE, box),
        (K.DISMANTLE, box),
    ]
    assert life.hidden == 0


def test_the_state_of_a_battery_is_that_of_its_outermost_box(
    town: TheTown, reading: SqlReading
) -> None:
    box = mixed_ingot(town)
    unit = tell_life("B1", town.bureau, reading).unit
    assert (unit.state, unit.effective_state, unit.boxes) == (S.PACKED, S.DISMANTLED, (box,))
    assert unit.place is not None
    assert unit.place.code == "SMELTER-1"


def test_an_event_carries_its_evidence(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    life = tell_life("B3", town.bureau, reading)
    last = life.events[-1]
    assert (last.kind, last.part, last.own_mass_g, last.mass_g) == (
        K.DISMANTLE,
        Part.INPUT,
        15_000,
        45_000,
    )
    dispatch = next(event for event in life.events if event.kind is K.DISPATCH)
    assert (dispatch.site.code, dispatch.peer_site and dispatch.peer_site.code) == (
        "POINT-1",
        "SMELTER-1",
    )
    loading = next(event for event in life.events if event.kind is K.LOAD)
    assert loading.recorded_by == town.carrier.code
    assert loading.recorded_at == loading.happened_at


def test_state_and_place_are_told_as_of_a_moment(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    before = tell_life("B1", town.bureau, reading, as_of=START).unit
    assert (before.state, before.effective_state) == (S.COLLECTED, S.COLLECTED)
    assert before.place is not None
    assert before.place.code == "POINT-1"
    packed = tell_life("B1", town.bureau, reading, as_of=START.replace(hour=9)).unit
    assert (packed.state, packed.effective_state, packed.boxes) == (
        S.PACKED,
        S.IN_STORAGE,
        (box,),
    )
    arrived = tell_life("B1", town.bureau, reading, as_of=START.replace(hour=10)).unit
    assert (arrived.state, arrived.effective_state) == (S.PACKED, S.RECEIVED)


def test_an_unpacking_told_late_ends_the_stay_when_it_happened(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    opened = town.clock.pass_by(minutes=10)
    town.clock.pass_by(minutes=10)
    town.scan(town.point, K.WEIGH, box, mass_g=20_500)
    town.clock.pass_by(minutes=10)
    town.scan(town.point, K.UNPACK, "B1", container=box, at=opened)
    inside = {
        code: [event.kind for event in tell_life(code, town.bureau, reading).events][-2:]
        for code in ("B1", "B2")
    }
    assert inside == {"B1": [K.PACK, K.UNPACK], "B2": [K.PACK, K.WEIGH]}


def test_a_box_used_again_hands_down_each_time_only_what_happened_then(
    town: TheTown, reading: SqlReading
) -> None:
    lives.collected(town, "B1", "B2")
    box = town.box()
    for code in ("B1", "B2"):
        town.scan(town.point, K.PACK, code, container=box)
        town.scan(town.point, K.WEIGH, box, mass_g=16_000)
        town.scan(town.point, K.UNPACK, container=box)
    for code in ("B1", "B2"):
        events = tell_life(code, town.bureau, reading).events
        assert [event.kind for event in events][-3:] == [K.PACK, K.WEIGH, K.UNPACK]
        assert len(events) == 7


def test_a_voided_packing_takes_the_box_out_of_a_life(town: TheTown, reading: SqlReading) -> None:
    lives.collected(town, "B1")
    answer = town.scan(town.point, K.PACK, "B1", container=town.box())
    town.scan(town.point, K.WEIGH, town.box(), mass_g=16_000)
    town.scan(town.point, K.VOID, event=answer.event, reason="another box")
    life = tell_life("B1", town.bureau, reading)
    assert life.standing[-1].kind is K.COLLECT
    assert (life.unit.state, life.unit.boxes) == (S.COLLECTED, ())


def test_a_void_stands_in_the_life_beside_what_it_takes_back(
    town: TheTown, reading: SqlReading
) -> None:
    lives.collected(town, "B1")
    packed = town.scan(town.point, K.PACK, "B1", container=town.box())
    sent = town.scan(town.point, K.DISPATCH, town.box(), peer_site="SMELTER-1")
    town.clock.pass_by(hours=1)
    voids = [
        town.scan(town.point, K.VOID, event=one.event, reason="another box")
        for one in (sent, packed)
    ]
    told = {one.event: one for one in tell_life("B1", town.point.caller, reading).events}
    assert told[str(packed.event)].voided_by == str(voids[1].event)
    void = told[str(voids[1].event)]
    assert (void.kind, void.corrects) == (K.VOID, str(packed.event))
    assert void.details == {"reason": "another box"}


def test_a_voided_unpacking_stands_in_the_lives_of_what_it_took_out(
    town: TheTown, reading: SqlReading
) -> None:
    lives.collected(town, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    opened = town.scan(town.point, K.UNPACK, "B1", container=box)
    between = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    void = town.scan(town.point, K.VOID, event=opened.event, reason="another box")
    told = {
        code: [
            (event.kind, event.voided_by, event.corrects)
            for event in tell_life(code, town.bureau, reading).events
        ][-2:]
        for code in ("B1", "B2")
    }
    taken_back = (K.UNPACK, str(void.event), None)
    assert told["B1"] == [taken_back, (K.VOID, None, str(opened.event))]
    assert taken_back not in told["B2"]

    then = tell_life("B1", town.bureau, reading, known_at=between)
    assert (then.events[-1].kind, then.events[-1].voided_by) == (K.UNPACK, None)


def test_a_void_is_told_only_once_it_had_happened(town: TheTown, reading: SqlReading) -> None:
    lives.collected(town, "B1")
    stored = town.scan(town.point, K.STORE, "B1")
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.VOID, event=stored.event, reason="it never was there")
    before = tell_life("B1", town.bureau, reading, known_at=town.clock.pass_by(minutes=-1))
    assert [one.voided_by for one in before.events] == [None] * len(before.events)
    assert before.events[-1].kind is K.STORE


def test_a_battery_answers_to_its_new_label_with_its_whole_life(
    town: TheTown, reading: SqlReading
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.RELABEL, "B1", new_code="NEW-1")
    life = tell_life("NEW-1", town.bureau, reading)
    assert life.unit.codes == ("B1", "NEW-1")
    assert life.events[0].kind is K.REGISTER


def test_a_correction_stands_in_the_life_beside_what_it_corrects(
    town: TheTown, reading: SqlReading
) -> None:
    lives.packed(town, town.box(), "B1")
    sent = town.scan(town.point, K.DISPATCH, town.box(), peer_site="SMELTER-1", manifest="4200")
    town.clock.pass_by(hours=1)
    town.scan(town.carrier, K.LOAD, town.box(), site="POINT-1")
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.CORRECT, event=sent.event, manifest="4201", reason="misread")
    for asker in (town.bureau, town.point.caller, town.recycler.caller):
        last = tell_life("B1", asker, reading).events[-1]
        assert (last.kind, last.corrects, last.inside) == (K.CORRECT, str(sent.event), town.box())
        assert last.details == {"manifest": "4201", "reason": "misread"}
    before = tell_life("B1", town.bureau, reading, as_of=town.clock.pass_by(minutes=-1))
    assert before.events[-1].kind is K.LOAD


def test_a_battery_that_left_the_box_still_tells_that_its_road_was_corrected(
    town: TheTown, reading: SqlReading
) -> None:
    lives.packed(town, town.box(), "B1")
    weighed = town.scan(town.point, K.WEIGH, town.box(), mass_g=16_000)
    town.scan(town.point, K.UNPACK, container=town.box())
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.CORRECT, event=weighed.event, mass_g=15_500, reason="tare")
    last = tell_life("B1", town.bureau, reading).events[-1]
    assert (last.corrects, last.mass_g, last.own_mass_g) == (str(weighed.event), 15_500, None)


def test_what_a_scan_saw_of_a_battery_is_told_of_that_battery_only(
    town: TheTown, reading: SqlReading
) -> None:
    lives.collected(town, "B1", "B2")
    seen = {"B1": Detail(13_500, damaged=True, battery_class=BatteryClass.II)}
    town.scan(town.point, K.GRADE, "B1", "B2", details=seen)
    told = {code: tell_life(code, town.bureau, reading).events[-1] for code in ("B1", "B2")}
    assert told["B1"].own_mass_g == 13_500
    assert told["B1"].details == {"damaged": True, "battery_class": "II"}
    assert (told["B2"].own_mass_g, told["B2"].details) == (None, {})
