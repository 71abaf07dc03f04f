"""Where is a packing, unpacking, registration or treatment filed that arrives late?"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_history_explains_every_unit
from tests.builders.province import Firm, TheTown
from tests.integration.usecases.test_late_scan import rules
from tests.integration.usecases.test_scan_refusals import refused_whole
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.domain.unit import UnitState as S


def an_hour(town: TheTown) -> datetime:
    """A moment in the middle of two hours that pass."""
    moment = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    return moment


def test_a_packing_told_after_the_box_left_is_filed_before(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2")
    then = an_hour(town)
    lives.received(town, town.box())
    answer = town.scan(town.point, K.PACK, "B2", container=town.box(), at=then)
    assert (answer.refused, answer.findings) == ({}, [])
    box = town.unit(town.box())
    assert (box.state, box.site) == (S.RECEIVED, town.recycler.sites["SMELTER-1"])
    assert (town.unit("B2").state, town.unit("B2").container) == (S.PACKED, box.id)
    assert box.mass_g == 30_000
    assert_history_explains_every_unit(town, database)


def test_an_unpacking_told_after_the_box_left_is_filed_before(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1", "B2")
    then = an_hour(town)
    lives.received(town, town.box())
    answer = town.scan(town.point, K.UNPACK, "B1", container=town.box(), at=then)
    assert (answer.refused, answer.findings) == ({}, [])
    assert (town.unit("B1").state, town.unit("B1").owner) == (S.IN_STORAGE, town.point.organisation)
    assert (town.unit(town.box()).state, town.unit(town.box()).mass_g) == (S.RECEIVED, 15_000)
    assert_history_explains_every_unit(town, database)


def test_what_the_scale_said_since_stays(town: TheTown) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2")
    then = an_hour(town)
    town.scan(town.point, K.WEIGH, town.box(), mass_g=31_000)
    town.scan(town.point, K.PACK, "B2", container=town.box(), at=then)
    assert town.unit(town.box()).mass_g == 31_000


def test_what_was_seen_here_after_the_box_left_cannot_have_been_in_it(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2", "B3")
    then = an_hour(town)
    lives.on_the_road(town, town.box())
    town.scan(town.point, K.STOCK_TAKE, "B2", at=town.clock.pass_by(hours=1))
    answer = town.scan(town.point, K.PACK, "B2", "B3", container=town.box(), at=then)
    assert {code: fault.code for code, fault in answer.refused.items()} == {"B2": "seen_since"}
    assert town.unit("B3").state is S.PACKED
    assert_history_explains_every_unit(town, database)


def test_nothing_is_packed_late_into_a_box_that_was_emptied_since(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2")
    then = an_hour(town)
    lives.received(town, town.box())
    town.scan(town.recycler, K.UNPACK, container=town.box())
    town.scan(town.recycler, K.PACK, "B1", container=town.box())
    with refused_whole(database, ("at_another_site", "/container")):
        town.scan(town.point, K.PACK, "B2", container=town.box(), at=then)


def test_a_box_is_not_emptied_before_it_was_sent(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1")
    then = an_hour(town)
    lives.received(town, town.box())
    with refused_whole(database, ("at_another_site", "/container")):
        town.scan(town.point, K.UNPACK, container=town.box(), at=then)


def test_others_do_not_unpack_a_box_that_was_not_theirs_then(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1", "B2")
    then = an_hour(town)
    lives.received(town, town.box())
    with refused_whole(database, ("at_another_site", "/container")):
        town.scan(town.other_point, K.UNPACK, "B1", container=town.box(), at=then)


def test_all_that_was_inside_then_is_unpacked_and_nothing_else(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    then = an_hour(town)
    lives.packed(town, town.box(), "B2")
    answer = town.scan(town.point, K.UNPACK, container=town.box(), at=then)
    assert not answer.refused
    assert (town.unit("B1").state, town.unit("B2").state) == (S.IN_STORAGE, S.PACKED)
    assert_history_explains_every_unit(town, database)


def test_a_filed_packing_can_be_voided_again(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2")
    then = an_hour(town)
    lives.received(town, town.box())
    booked = town.scan(town.point, K.PACK, "B2", container=town.box(), at=then)
    answer = town.scan(town.point, K.VOID, event=booked.event, reason="another box")
    assert answer.findings == []
    assert (town.unit("B2").state, town.unit(town.box()).mass_g) == (S.COLLECTED, 15_000)
    assert_history_explains_every_unit(town, database)


def test_a_maker_and_a_shop_tell_afterwards_where_a_battery_came_from(
    town: TheTown, database: Connection
) -> None:
    made, sold, bought = (town.clock.pass_by(hours=1) for _ in range(3))
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.COLLECT, "B1")
    steps: tuple[tuple[Firm, K, datetime, dict[str, str]], ...] = (
        (town.producer, K.REGISTER, made, {"model": town.model}),
        (town.producer, K.SELL, sold, {"peer_site": "SHOP-1"}),
        (town.shop, K.SELL, bought, {}),
    )
    for firm, kind, at, fields in steps:
        answer = town.scan(firm, kind, "B1", at=at, **fields)
        assert (answer.refused, answer.findings) == ({}, []), kind
    assert (town.unit("B1").state, town.unit("B1").mass_g) == (S.COLLECTED, 15_000)
    lead = database.scalar(text("SELECT lead_share FROM unit WHERE model_id IS NOT NULL"))
    assert lead
    assert_history_explains_every_unit(town, database)


def test_a_registration_after_the_collection_is_refused(town: TheTown) -> None:
    town.scan(town.point, K.COLLECT, "B1")
    at = town.clock.pass_by(hours=1)
    answer = town.scan(town.producer, K.REGISTER, "B1", model=town.model, at=at)
    assert answer.refused["B1"].code == "wrong_state"


def test_a_treatment_told_late_counts_from_when_its_input_was_last_seen(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    then = an_hour(town)
    town.scan(town.recycler, K.STOCK_TAKE, "B1")
    paste = Output("PASTE", Material.PASTE, 9_000)
    answer = town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[paste], at=then)
    assert rules(answer.findings) == ["effect_before_cause"]
    assert town.unit("B1").state is S.DISMANTLED
    assert_history_explains_every_unit(town, database)
