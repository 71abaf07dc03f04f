"""Is history corrected by new events, and does everything stand where the rest of it leads?"""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_containment_agrees, assert_history_explains_every_unit
from tests.builders.province import Firm, TheTown
from tests.integration.usecases.test_scan_refusals import refused_whole
from tracker.domain.answer import ScanAnswer
from tracker.domain.scan import Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material, UnitKind
from tracker.domain.unit import UnitState as S


def void(town: TheTown, firm: Firm, booked: ScanAnswer) -> list[tuple[str, str]]:
    """(rule, subject) of what is found when ``firm`` takes an event back."""
    answer = town.scan(firm, K.VOID, event=booked.event, reason="a slip of the hand")
    assert answer.event is not None
    return [(note.rule, note.subject) for note in answer.findings]


def test_a_voided_event_stays_in_the_books_beside_the_one_that_voids_it(
    town: TheTown, database: Connection
) -> None:
    lives.in_use(town, "B1")
    booked = town.scan(town.point, K.COLLECT, "B1")
    answer = town.scan(town.point, K.VOID, event=booked.event, reason="the wrong one")
    rows = database.execute(
        text("SELECT id, subject_event, payload FROM event WHERE site_id = :site ORDER BY id"),
        {"site": town.point.sites["POINT-1"]},
    ).all()
    assert [row.id for row in rows] == [booked.event, answer.event]
    assert rows[1].subject_event == booked.event
    assert rows[1].payload == {"reason": "the wrong one"}
    voided = database.execute(text("SELECT event_id, by_event FROM voided_event")).one()
    assert tuple(voided) == (booked.event, answer.event)


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(K.STORE, {}), (K.DISPATCH, {"peer_site": "SMELTER-1"}), (K.LOSE, {"reason": "gone"})],
)
def test_voiding_the_last_step_leads_back_to_the_one_before(
    town: TheTown, database: Connection, kind: K, fields: dict[str, str]
) -> None:
    lives.collected(town, "B1")
    before = town.unit("B1")
    town.clock.pass_by(hours=1)
    booked = town.scan(town.point, kind, "B1", **fields)
    assert void(town, town.point, booked) == []
    assert town.unit("B1") == before
    assert_history_explains_every_unit(town, database)


def test_voiding_the_collection_of_an_unseen_battery_voids_the_battery(
    town: TheTown, database: Connection
) -> None:
    booked = town.scan(town.point, K.COLLECT, "UNSEEN")
    assert void(town, town.point, booked) == []
    assert (town.unit("UNSEEN").state, town.unit("UNSEEN").site) == (S.VOIDED, None)
    assert_history_explains_every_unit(town, database)


def test_a_voided_battery_is_collected_anew_when_it_really_comes(
    town: TheTown, database: Connection
) -> None:
    booked = town.scan(town.point, K.COLLECT, "UNSEEN", uncoded=[Uncoded(9, 1_000, label="HEAP")])
    ids = town.unit("UNSEEN").id, town.unit("HEAP").id
    void(town, town.point, booked)
    heap = Uncoded(4, 60_000, label="HEAP")
    answer = town.scan(town.other_point, K.COLLECT, "UNSEEN", uncoded=[heap])
    assert not answer.refused
    assert (town.unit("UNSEEN").id, town.unit("HEAP").id) == ids
    assert town.unit("UNSEEN").owner == town.other_point.organisation
    assert (town.unit("HEAP").pieces, town.unit("HEAP").mass_g) == (4, 60_000)
    assert_history_explains_every_unit(town, database)


def test_a_battery_registered_with_the_wrong_model_is_registered_again(
    town: TheTown, database: Connection
) -> None:
    booked = town.scan(town.producer, K.REGISTER, "B1", model=town.model)
    void(town, town.producer, booked)
    answer = town.scan(town.producer, K.REGISTER, "B1", model=town.heavy_model)
    assert not answer.refused
    assert (town.unit("B1").state, town.unit("B1").mass_g) == (S.REGISTERED, 22_000)


def test_voiding_a_sale_in_the_middle_breaks_the_chain_and_says_so(
    town: TheTown, database: Connection
) -> None:
    lives.registered(town, "B1")
    sale = town.scan(town.producer, K.SELL, "B1", peer_site="SHOP-1")
    town.scan(town.shop, K.SELL, "B1")
    town.scan(town.shop, K.SELL, "B1")
    assert void(town, town.producer, sale) == []  # a shop may sell what it had from the maker
    assert town.unit("B1").state is S.IN_USE
    collected = town.scan(town.point, K.COLLECT, "B1")
    town.scan(town.point, K.STORE, "B1")
    assert void(town, town.point, collected) == [("chain_broken", "B1")]
    assert town.unit("B1").state is S.IN_STORAGE


def test_voiding_the_packing_lets_everything_out(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2")
    booked = town.scan(town.point, K.PACK, "B1", "B2", container=town.box())
    assert void(town, town.point, booked) == []
    assert town.unit("B1").state is S.COLLECTED
    assert town.unit("B1").container is None
    assert town.unit(town.box()).state is S.VOIDED
    assert_history_explains_every_unit(town, database)


def test_a_voided_box_is_packed_again_under_the_same_label(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    booked = town.scan(town.point, K.PACK, "B1", container=town.box())
    void(town, town.point, booked)
    answer = town.scan(town.point, K.PACK, "B2", container=town.box())
    assert not answer.refused
    assert (town.unit(town.box()).state, town.unit(town.box()).mass_g) == (S.IN_STORAGE, 15_000)
    assert_history_explains_every_unit(town, database)


def test_voiding_a_second_packing_leaves_the_first_inside(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.collected(town, "B2")
    booked = town.scan(town.point, K.PACK, "B2", container=town.box())
    assert void(town, town.point, booked) == []
    assert town.unit(town.box()).state is S.IN_STORAGE
    assert (town.unit("B1").state, town.unit("B2").state) == (S.PACKED, S.COLLECTED)
    assert town.unit(town.box()).mass_g == 15_000
    assert_history_explains_every_unit(town, database)


def test_voiding_the_unpacking_puts_everything_back_into_the_box(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1", "B2")
    booked = town.scan(town.point, K.UNPACK, container=town.box())
    assert void(town, town.point, booked) == []
    assert town.unit("B1").container == town.unit(town.box()).id
    assert (town.unit(town.box()).state, town.unit(town.box()).mass_g) == (S.IN_STORAGE, 30_000)
    assert_history_explains_every_unit(town, database)


def test_a_box_that_was_emptied_cannot_be_put_back_into_the_box_it_came_out_of(
    town: TheTown, database: Connection
) -> None:
    inner, outer = town.box(1), town.box(2)
    lives.packed(town, inner, "B1")
    town.scan(town.point, K.PACK, inner, container=outer)
    booked = town.scan(town.point, K.UNPACK, container=outer)
    town.scan(town.point, K.UNPACK, container=inner)
    assert void(town, town.point, booked) == [("chain_broken", inner)]
    assert (town.unit(inner).state, town.unit(inner).container) == (S.REGISTERED, None)
    assert_history_explains_every_unit(town, database, but={inner})


def test_voiding_a_packing_after_the_box_left_breaks_the_chain_of_the_box(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    booked = town.scan(town.point, K.PACK, "B1", container=town.box())
    lives.received(town, town.box())
    assert void(town, town.point, booked) == [("chain_broken", town.box())]
    assert town.unit("B1").state is S.COLLECTED
    assert town.unit(town.box()).state is S.RECEIVED
    assert_history_explains_every_unit(town, database, but={town.box()})


def test_voiding_a_receipt_puts_the_load_back_on_the_road(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    lives.on_the_road(town, "B1")
    booked = town.scan(town.recycler, K.RECEIVE, "B1")
    assert void(town, town.recycler, booked) == []
    assert town.unit("B1").state is S.IN_TRANSIT
    assert town.unit("B1").site == town.point.sites["POINT-1"]
    assert_history_explains_every_unit(town, database)


def test_a_carrier_takes_back_its_own_loading_at_the_senders_gate(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    booked = town.scan(town.carrier, K.LOAD, "B1", site="POINT-1")
    town.scan(town.carrier, K.VOID, site="POINT-1", event=booked.event, reason="not ours")
    assert town.unit("B1").state is S.DISPATCHED


def test_voiding_a_dismantling_brings_back_the_battery_and_voids_the_lots(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    paste = Output("PASTE", Material.PASTE, 9_000)
    booked = town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[paste])
    assert void(town, town.recycler, booked) == []
    assert (town.unit("B1").state, town.unit("PASTE").state) == (S.RECEIVED, S.VOIDED)
    again = Output("PASTE", Material.PASTE, 8_000)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[again])
    assert (town.unit("PASTE").state, town.unit("PASTE").mass_g) == (S.IN_STORAGE, 8_000)
    assert town.unit("PASTE").kind is UnitKind.MATERIAL_LOT
    assert_history_explains_every_unit(town, database)


def test_voiding_a_dismantling_after_the_smelting_breaks_the_chain_of_the_lot(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.received(town, town.box())
    paste = Output("PASTE", Material.PASTE, 9_000)
    booked = town.scan(town.recycler, K.DISMANTLE, town.box(), outputs=[paste])
    ingot = Output("INGOT", Material.INGOT, 6_000)
    town.scan(town.recycler, K.SMELT, "PASTE", outputs=[ingot])
    assert void(town, town.recycler, booked) == [("chain_broken", "PASTE")]
    assert town.unit(town.box()).state is S.RECEIVED
    assert town.unit("PASTE").state is S.SMELTED
    assert town.unit("INGOT").state is S.IN_STORAGE
    assert_containment_agrees(database)


def test_a_void_moves_the_last_moment_of_a_battery_back(town: TheTown) -> None:
    lives.collected(town, "B1")
    noon = town.clock.pass_by(hours=4)
    booked = town.scan(town.point, K.STORE, "B1", at=noon)
    void(town, town.point, booked)
    answer = town.scan(town.point, K.STORE, "B1", at=town.clock.pass_by(hours=-1))
    assert answer.findings == []


def test_an_event_is_voided_once(town: TheTown, database: Connection) -> None:
    booked = town.scan(town.point, K.COLLECT, "UNSEEN")
    void(town, town.point, booked)
    with refused_whole(database, ("already_void", "/event")):
        town.scan(town.point, K.VOID, event=booked.event, reason="again")


def test_the_events_of_others_and_those_nobody_knows_cannot_be_voided(
    town: TheTown, database: Connection
) -> None:
    booked = town.scan(town.point, K.COLLECT, "UNSEEN")
    for event in (booked.event, 1):
        with refused_whole(database, ("unknown_event", "/event")):
            town.scan(town.other_point, K.VOID, event=event, reason="envy")


def test_a_void_cannot_be_voided(town: TheTown, database: Connection) -> None:
    booked = town.scan(town.point, K.COLLECT, "UNSEEN")
    mistake = town.scan(town.point, K.VOID, event=booked.event, reason="a slip")
    with refused_whole(database, ("not_voidable", "/event")):
        town.scan(town.point, K.VOID, event=mistake.event, reason="a slip of the slip")


def test_a_number_that_no_event_can_have_is_unknown(town: TheTown, database: Connection) -> None:
    with refused_whole(database, ("unknown_event", "/event")):
        town.scan(town.point, K.VOID, event=10**19 - 1, reason="a slip")
