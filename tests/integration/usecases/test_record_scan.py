"""Does the whole life of a battery, from the maker to the ingot, end in the books?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_history_explains_every_unit
from tests.builders.province import TheTown
from tests.builders.scans import a_scan, digest_of
from tracker.domain.errors import NotAllowed
from tracker.domain.identifiers import platform_label
from tracker.domain.scan import Detail, Output, ReceiptCategory, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass, Material, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.store.event_ids import recorded_at
from tracker.usecases.record_scan import record_scan

PASTE = Output("PASTE-1", Material.PASTE, 20_000, lead_share=750_000)
INGOT = Output("INGOT-1", Material.INGOT, 14_000, lead_share=999_900)


def test_a_battery_in_a_box_lives_from_the_maker_to_the_ingot(
    town: TheTown, database: Connection
) -> None:
    box = town.box()
    lives.packed(town, box, "B1", "B2")
    lives.received(town, box)
    town.scan(town.recycler, K.DISMANTLE, box, outputs=[PASTE])
    town.scan(town.recycler, K.SMELT, "PASTE-1", outputs=[INGOT])
    town.scan(town.recycler, K.SELL, "INGOT-1")
    assert town.unit("B1").state is S.PACKED
    assert town.unit(box).state is S.DISMANTLED
    assert town.unit("PASTE-1").state is S.SMELTED
    assert town.unit("INGOT-1").state is S.SOLD
    assert_history_explains_every_unit(town, database)


def test_a_loose_battery_lives_from_the_maker_to_the_smelter_by_way_of_the_station(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.STORE, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="STATION-1")
    town.scan(town.carrier, K.LOAD, "B1", site="POINT-1")
    town.scan(town.carrier, K.HAND_OVER, "B1", site="POINT-1")
    town.scan(town.carrier, K.DELIVER, "B1", site="STATION-1")
    town.scan(town.station, K.RECEIVE, "B1")
    town.scan(town.station, K.STORE, "B1")
    lives.received(town, "B1", sender=town.station)
    assert town.unit("B1").state is S.RECEIVED
    assert town.unit("B1").site == town.recycler.sites["SMELTER-1"]
    assert_history_explains_every_unit(town, database)


def test_an_unpacked_battery_is_dismantled_by_itself(town: TheTown, database: Connection) -> None:
    box = town.box()
    lives.packed(town, box, "B1", "B2")
    lives.received(town, box)
    town.scan(town.recycler, K.UNPACK, container=box)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[PASTE])
    assert town.unit("B1").state is S.DISMANTLED
    assert town.unit("B2").state is S.IN_STORAGE
    assert town.unit("B2").site == town.recycler.sites["SMELTER-1"]
    assert town.unit(box).state is S.REGISTERED
    assert_history_explains_every_unit(town, database)


def test_side_ways_of_life_are_booked(town: TheTown, database: Connection) -> None:
    lives.on_sale(town, "UNSOLD", "EXPORTED", "STOLEN")
    town.scan(town.shop, K.TAKE_BACK, "UNSOLD", category=ReceiptCategory.UNSOLD_STOCK)
    town.scan(town.shop, K.SELL, "EXPORTED")
    town.scan(town.shop, K.EXPORT, "EXPORTED", country="VN")
    town.scan(town.shop, K.LOSE, "STOLEN", stolen=True, reason="broken into")
    lives.collected(town, "LOST", "TURNED-BACK")
    town.scan(town.point, K.LOSE, "LOST", reason="fell off")
    lives.on_the_road(town, "TURNED-BACK")
    town.scan(town.recycler, K.REJECT, "TURNED-BACK", reason="not on the manifest")
    states = {
        "UNSOLD": S.IN_STORAGE,
        "EXPORTED": S.EXPORTED,
        "STOLEN": S.STOLEN,
        "LOST": S.LOST,
        "TURNED-BACK": S.IN_STORAGE,
    }
    assert {code: town.unit(code).state for code in states} == states
    assert town.unit("TURNED-BACK").site == town.point.sites["POINT-1"]
    assert_history_explains_every_unit(town, database)


def test_what_was_stolen_and_is_found_belongs_to_who_found_it(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.LOSE, "B1", stolen=True, reason="at night")
    town.scan(town.other_point, K.FIND, "B1")
    assert town.unit("B1").owner == town.other_point.organisation
    assert_history_explains_every_unit(town, database)


def test_a_registered_battery_takes_mass_class_and_lead_share_from_its_model(
    town: TheTown, database: Connection
) -> None:
    lives.registered(town, "B1")
    row = database.execute(text("SELECT mass_g, lead_share, battery_class FROM unit")).one()
    assert tuple(row) == (15_000, 620_000, 1)


def test_what_was_seen_of_single_batteries_is_kept(town: TheTown, database: Connection) -> None:
    seen = {"B1": Detail(mass_g=14_200, damaged=True, battery_class=BatteryClass.II)}
    lives.in_use(town, "B1", "B2")
    town.scan(town.point, K.COLLECT, "B1", "B2", details=seen)
    assert (town.unit("B1").mass_g, town.unit("B1").damaged) == (14_200, True)
    assert (town.unit("B2").mass_g, town.unit("B2").damaged) == (15_000, False)
    assert database.scalar(text("SELECT count(*) FROM unit WHERE battery_class = 2")) == 1


def test_one_event_holds_the_set_in_the_order_it_was_scanned(
    town: TheTown, database: Connection
) -> None:
    lives.in_use(town, "B3", "B1", "B2")
    answer = town.scan(town.point, K.COLLECT, "B2", "B3", "B1")
    row = database.execute(
        text("SELECT units, pieces, mass_g FROM event WHERE id = :id"), {"id": answer.event}
    ).one()
    assert row.units == [town.unit(code).id for code in ("B2", "B3", "B1")]
    assert (row.pieces, row.mass_g) == (3, 45_000)


def test_an_event_lies_in_the_partition_of_the_month_it_was_recorded_in(
    town: TheTown, database: Connection
) -> None:
    town.clock.moment = datetime(2024, 2, 29, 23, 59, tzinfo=UTC)
    answer = town.scan(town.producer, K.REGISTER, "B1", model=town.model)
    assert answer.event is not None
    assert recorded_at(answer.event) == town.clock.now()
    assert database.scalar(text("SELECT tableoid::regclass::text FROM event")) == "event_y2024m02"


def test_uncoded_batteries_get_labels_of_ours_one_for_each_heap(town: TheTown) -> None:
    heaps = [Uncoded(1, 15_000), Uncoded(40, 600_000, BatteryClass.II)]
    answer = town.scan(town.point, K.COLLECT, uncoded=heaps)
    single, heap = (town.unit(label) for label in answer.labels)
    assert all(platform_label.parse(label) for label in answer.labels)
    assert (single.kind, single.pieces) == (UnitKind.BATTERY, 1)
    assert (heap.kind, heap.pieces, heap.mass_g) == (UnitKind.UNCODED_LOT, 40, 600_000)
    assert answer.findings == []


def test_uncoded_batteries_under_a_printed_label_keep_it(town: TheTown) -> None:
    answer = town.scan(town.point, K.COLLECT, uncoded=[Uncoded(2, 30_000, label="HEAP-7")])
    assert answer.labels == ["HEAP-7"]
    assert town.unit("HEAP-7").state is S.COLLECTED


def test_a_lot_of_uncoded_batteries_goes_the_way_of_all_batteries(
    town: TheTown, database: Connection
) -> None:
    heap = Uncoded(40, 600_000, label="HEAP-7")
    town.scan(town.point, K.COLLECT, uncoded=[heap])
    lives.received(town, "HEAP-7")
    town.scan(town.recycler, K.DISMANTLE, "HEAP-7", outputs=[PASTE])
    assert town.unit("HEAP-7").state is S.DISMANTLED
    assert_history_explains_every_unit(town, database)


def test_what_is_right_is_booked_and_what_is_wrong_is_listed(town: TheTown) -> None:
    lives.collected(town, "GOOD")
    lives.in_use(town, "NOT-HERE-YET")
    answer = town.scan(town.point, K.STORE, "GOOD", "NOT-HERE-YET", "NOBODY-KNOWS")
    assert answer.event is not None
    assert {code: fault.code for code, fault in answer.refused.items()} == {
        "NOT-HERE-YET": "wrong_state",
        "NOBODY-KNOWS": "unknown_code",
    }
    assert town.unit("GOOD").state is S.IN_STORAGE
    assert town.unit("NOT-HERE-YET").state is S.IN_USE


def test_a_battery_answers_to_every_code_it_carries(town: TheTown) -> None:
    lives.collected(town, "OLD")
    town.scan(town.point, K.RELABEL, "OLD", new_code="NEW")
    town.scan(town.point, K.STORE, "NEW")
    assert town.unit("OLD").id == town.unit("NEW").id
    assert town.unit("OLD").state is S.IN_STORAGE


def test_a_weighed_battery_has_the_mass_of_the_scale(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.WEIGH, "B1", mass_g=14_870)
    assert town.unit("B1").mass_g == 14_870


def test_a_battery_sold_across_the_counter_lies_where_the_shop_sold_it(town: TheTown) -> None:
    lives.registered(town, "B1")
    town.scan(town.producer, K.SELL, "B1", peer_site="SHOP-1")
    assert town.unit("B1").site == town.shop.sites["SHOP-1"]
    town.scan(town.other_shop, K.SELL, "B1")
    assert town.unit("B1").site == town.other_shop.sites["SHOP-2"]


def test_who_belongs_to_no_organisation_does_not_scan(town: TheTown) -> None:
    request = a_scan()
    with pytest.raises(NotAllowed):
        record_scan(request, digest_of(request), town.bureau, town.uow_factory(), town.clock)
