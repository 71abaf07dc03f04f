"""Where is a scan filed that arrives after what happened later?"""

from __future__ import annotations

from sqlalchemy import Connection

from tests.builders import lives
from tests.builders.books import assert_history_explains_every_unit
from tests.builders.province import TheTown
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S


def rules(answer_findings: object) -> list[str]:
    assert isinstance(answer_findings, list)
    return [note.rule for note in answer_findings]


def test_a_loading_told_after_the_arrival_is_filed_before_it(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    loaded_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "B1")
    answer = town.scan(town.carrier, K.LOAD, "B1", site="POINT-1", at=loaded_at, manifest="M1")
    assert not answer.refused
    assert answer.findings == []
    assert town.unit("B1").state is S.RECEIVED
    assert town.unit("B1").site == town.recycler.sites["SMELTER-1"]
    assert_history_explains_every_unit(town, database)


def test_a_sale_told_after_the_collection_is_filed_before_it(
    town: TheTown, database: Connection
) -> None:
    lives.on_sale(town, "B1")
    sold_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(days=900)
    assert rules(town.scan(town.point, K.COLLECT, "B1").findings) == ["never_sold"]
    answer = town.scan(town.shop, K.SELL, "B1", at=sold_at)
    assert not answer.refused
    assert town.unit("B1").state is S.COLLECTED
    assert_history_explains_every_unit(town, database)


def test_a_weighing_told_after_the_packing_leaves_the_battery_in_its_box(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    weighed_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", container=town.box())
    answer = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000, at=weighed_at)
    assert not answer.refused
    assert (town.unit("B1").state, town.unit("B1").mass_g) == (S.PACKED, 14_000)
    assert_history_explains_every_unit(town, database)


def test_a_handheld_whose_clock_lags_does_not_undo_the_step_before(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    answer = town.scan(town.point, K.STORE, "B1", at=town.clock.now().replace(hour=7))
    assert rules(answer.findings) == ["effect_before_cause"]
    assert town.unit("B1").state is S.IN_STORAGE


def test_what_a_lagging_handheld_booked_counts_from_then_on_when_history_is_told_again(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.STORE, "B1", at=town.clock.now().replace(hour=7))
    town.clock.pass_by(hours=1)
    booked = town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    answer = town.scan(town.point, K.VOID, event=booked.event, reason="a slip")
    assert answer.findings == []
    assert town.unit("B1").state is S.IN_STORAGE
    assert_history_explains_every_unit(town, database)


def test_in_one_set_some_are_filed_in_the_past_and_some_count_from_now(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "STAYED", "MOVED")
    then = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.STORE, "STAYED")
    lives.on_the_road(town, "MOVED")
    town.scan(town.other_point, K.RECEIVE, "MOVED")
    town.scan(town.other_point, K.DISPATCH, "MOVED", peer_site="POINT-1")
    town.scan(town.carrier, K.LOAD, "MOVED", site="POINT-2")
    answer = town.scan(town.point, K.RECEIVE, "MOVED", at=then)
    assert rules(answer.findings) == ["effect_before_cause"]
    counted = town.scan(town.point, K.STOCK_TAKE, "STAYED", "MOVED", at=then)
    assert not counted.refused
    assert_history_explains_every_unit(town, database)


def test_a_late_scan_that_fits_nowhere_is_refused(town: TheTown) -> None:
    lives.collected(town, "B1")
    earlier = town.clock.now().replace(hour=7)
    answer = town.scan(town.shop, K.SELL, "B1", at=earlier)
    assert answer.refused["B1"].code == "wrong_state"


def test_a_late_scan_at_a_place_where_the_battery_was_not_is_refused(town: TheTown) -> None:
    lives.collected(town, "B1")
    then = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    lives.received(town, "B1")
    answer = town.scan(town.other_point, K.DISPATCH, "B1", peer_site="SMELTER-1", at=then)
    assert answer.refused["B1"].code == "at_another_site"


def test_in_one_set_the_late_and_the_timely_each_find_their_place(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "GONE", "HERE")
    town.scan(town.point, K.DISPATCH, "GONE", "HERE", peer_site="SMELTER-1")
    loaded_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "GONE")
    answer = town.scan(town.carrier, K.LOAD, "GONE", "HERE", site="POINT-1", at=loaded_at)
    assert not answer.refused
    assert (town.unit("GONE").state, town.unit("HERE").state) == (S.RECEIVED, S.IN_TRANSIT)
    assert_history_explains_every_unit(town, database)


def test_others_do_not_even_look_at_a_battery_that_was_not_theirs_then(town: TheTown) -> None:
    lives.collected(town, "B1")
    then = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    lives.received(town, "B1")
    answer = town.scan(town.other_point, K.WEIGH, "B1", mass_g=1_000, at=then)
    assert answer.refused["B1"].code == "at_another_site"


def test_a_late_scan_that_later_ones_contradict_is_judged_by_where_the_battery_stands(
    town: TheTown,
) -> None:
    lives.collected(town, "B1")
    then = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.STORE, "B1")
    answer = town.scan(town.point, K.LOSE, "B1", reason="not found", at=then)
    assert rules(answer.findings) == ["effect_before_cause"]
    assert town.unit("B1").state is S.LOST
