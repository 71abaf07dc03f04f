"""What becomes of a box and of what is inside when people pack and unpack?"""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import assert_containment_agrees, assert_history_explains_every_unit
from tests.builders.province import TheTown
from tests.integration.usecases.test_scan_refusals import refused_whole
from tracker.domain.scan import ScanKind as K
from tracker.domain.scan import Uncoded
from tracker.domain.unit import UnitKind
from tracker.domain.unit import UnitState as S


def test_packing_into_a_new_label_makes_the_box(town: TheTown, database: Connection) -> None:
    box = town.box()
    lives.packed(town, box, "B1", "B2")
    found = town.unit(box)
    assert (found.kind, found.state, found.mass_g) == (UnitKind.CONTAINER, S.IN_STORAGE, 30_000)
    assert found.site == town.point.sites["POINT-1"]
    assert town.unit("B1").state is S.PACKED
    assert town.unit("B1").container == found.id
    assert_containment_agrees(database)


def test_a_weighed_box_has_the_mass_of_the_scale(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.PACK, "B1", container=town.box(), mass_g=22_000)
    assert town.unit(town.box()).mass_g == 22_000


def test_a_box_of_batteries_never_weighed_has_no_mass(town: TheTown) -> None:
    town.scan(town.point, K.COLLECT, "UNSEEN")
    lives.packed(town, town.box(), "B1")
    town.scan(town.point, K.PACK, "UNSEEN", container=town.box(2))
    town.scan(town.point, K.COLLECT, uncoded=[Uncoded(1, 15_000, label="HEAP")])
    town.scan(town.point, K.PACK, "HEAP", container=town.box(2))
    assert town.unit(town.box(2)).mass_g is None


def test_more_is_packed_into_a_box_that_holds_some_already(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.packed(town, town.box(), "B2")
    assert town.unit(town.box()).mass_g == 30_000
    assert_history_explains_every_unit(town, database)


def test_only_what_was_packed_counts_in_the_mass_of_the_box(town: TheTown) -> None:
    lives.collected(town, "OURS")
    lives.in_use(town, "THEIRS")
    town.scan(town.other_point, K.COLLECT, "THEIRS")
    answer = town.scan(town.point, K.PACK, "OURS", "THEIRS", container=town.box())
    assert set(answer.refused) == {"THEIRS"}
    assert town.unit(town.box()).mass_g == 15_000


def test_what_was_received_stays_received_when_more_is_packed_into_it(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    lives.received(town, town.box())
    town.scan(town.recycler, K.COLLECT, uncoded=[Uncoded(1, 15_000, label="HEAP")])
    town.scan(town.recycler, K.PACK, "HEAP", container=town.box())
    assert town.unit(town.box()).state is S.RECEIVED
    assert_history_explains_every_unit(town, database)


def test_an_emptied_box_is_free_for_whoever_packs_it_next(
    town: TheTown, database: Connection
) -> None:
    box = town.box()
    lives.packed(town, box, "B1")
    lives.received(town, box)
    town.scan(town.recycler, K.UNPACK, container=box)
    assert (town.unit(box).state, town.unit(box).mass_g) == (S.REGISTERED, 0)
    lives.packed(town, box, "B2")
    assert town.unit(box).state is S.IN_STORAGE
    assert town.unit(box).site == town.point.sites["POINT-1"]
    assert_history_explains_every_unit(town, database)


def test_an_emptied_box_weighs_nothing_whatever_the_scale_said_before(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.PACK, "B1", container=town.box(), mass_g=22_000)
    town.scan(town.point, K.UNPACK, container=town.box())
    assert town.unit(town.box()).mass_g == 0
    town.scan(town.point, K.PACK, "B1", container=town.box())
    assert town.unit(town.box()).mass_g == 15_000


def test_unpacking_some_leaves_the_others_inside(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1", "B2", "B3")
    town.scan(town.point, K.UNPACK, "B1", container=town.box())
    assert town.unit("B1").state is S.IN_STORAGE
    assert town.unit("B2").state is S.PACKED
    assert (town.unit(town.box()).state, town.unit(town.box()).mass_g) == (S.IN_STORAGE, 30_000)
    assert_history_explains_every_unit(town, database)


def test_a_box_within_a_box_travels_with_it(town: TheTown, database: Connection) -> None:
    inner, outer = town.box(1), town.box(2)
    lives.packed(town, inner, "B1")
    town.scan(town.point, K.PACK, inner, container=outer)
    lives.received(town, outer)
    town.scan(town.recycler, K.UNPACK, container=outer)
    town.scan(town.recycler, K.UNPACK, container=inner)
    assert town.unit("B1").site == town.recycler.sites["SMELTER-1"]
    assert_history_explains_every_unit(town, database)


def test_moving_a_box_writes_no_row_for_what_is_inside(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1", "B2")
    before = database.scalar(text("SELECT count(*) FROM event_unit"))
    version = database.scalar(text("SELECT sum(version) FROM unit WHERE kind = 1"))
    town.scan(town.point, K.DISPATCH, town.box(), peer_site="SMELTER-1")
    assert database.scalar(text("SELECT count(*) FROM event_unit")) == before + 1
    assert database.scalar(text("SELECT sum(version) FROM unit WHERE kind = 1")) == version


def test_a_box_that_came_to_a_second_site_is_unpacked_there_without_a_finding(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1")
    town.scan(town.point, K.DISPATCH, town.box(), peer_site="POINT-1B")
    town.scan(town.carrier, K.LOAD, town.box(), site="POINT-1")
    town.scan(town.point, K.RECEIVE, town.box(), site="POINT-1B")
    answer = town.scan(town.point, K.UNPACK, container=town.box(), site="POINT-1B")
    assert answer.findings == []
    assert town.unit("B1").site == town.point.sites["POINT-1B"]


def test_a_box_unpacked_at_another_site_of_its_keeper_is_found_and_lies_there(
    town: TheTown, database: Connection
) -> None:
    lives.packed(town, town.box(), "B1", "B2")
    answer = town.scan(town.point, K.UNPACK, "B1", container=town.box(), site="POINT-1B")
    assert [(note.rule, note.subject) for note in answer.findings] == [("other_site", town.box())]
    assert town.unit(town.box()).site == town.point.sites["POINT-1B"]
    assert_history_explains_every_unit(town, database)


def test_a_box_goes_neither_into_itself_nor_into_what_it_holds(town: TheTown) -> None:
    inner, outer = town.box(1), town.box(2)
    lives.packed(town, inner, "B1")
    town.scan(town.point, K.PACK, inner, container=outer)
    lives.packed(town, town.box(3), "B2")
    itself = town.scan(town.point, K.PACK, town.box(3), container=town.box(3))
    assert itself.refused[town.box(3)].code == "into_itself"
    town.scan(town.point, K.UNPACK, container=outer)
    town.scan(town.point, K.PACK, outer, container=inner)
    assert town.unit(outer).state is S.REGISTERED  # an empty box is no load


def test_a_full_box_does_not_go_into_a_box_that_it_holds(
    town: TheTown, database: Connection
) -> None:
    inner, outer = town.box(1), town.box(2)
    lives.packed(town, inner, "B1")
    town.scan(town.point, K.PACK, inner, container=outer)
    with refused_whole(database, ("wrong_state", "/container")):
        town.scan(town.point, K.PACK, outer, container=inner)


def test_what_is_in_another_box_does_not_come_out_of_this_one(town: TheTown) -> None:
    lives.packed(town, town.box(1), "B1")
    lives.packed(town, town.box(2), "B2")
    lives.collected(town, "LOOSE")
    answer = town.scan(town.point, K.UNPACK, "B1", "B2", "LOOSE", container=town.box(1))
    assert {code: fault.code for code, fault in answer.refused.items()} == {
        "B2": "inside_container",
        "LOOSE": "wrong_state",
    }


def test_an_empty_box_cannot_be_unpacked(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1")
    town.scan(town.point, K.UNPACK, container=town.box())
    with refused_whole(database, ("empty_container", "/container")):
        town.scan(town.point, K.UNPACK, container=town.box())


def test_a_box_nobody_knows_cannot_be_unpacked(town: TheTown, database: Connection) -> None:
    with refused_whole(database, ("unknown_code", "/container")):
        town.scan(town.point, K.UNPACK, container=town.box())


@pytest.mark.parametrize("container", ["B1", "NO-LABEL"])
def test_a_battery_or_a_code_that_is_no_label_is_no_box(
    town: TheTown, database: Connection, container: str
) -> None:
    lives.collected(town, "B1", "B2")
    with refused_whole(database, ("not_a_container", "/container")):
        town.scan(town.point, K.PACK, "B2", container=container)


def test_a_box_of_another_organisation_is_left_alone(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1")
    town.scan(town.other_point, K.COLLECT, uncoded=[Uncoded(1, 15_000, label="HEAP")])
    with refused_whole(database, ("at_another_site", "/container")):
        town.scan(town.other_point, K.PACK, "HEAP", container=town.box())
    with refused_whole(database, ("at_another_site", "/container")):
        town.scan(town.other_point, K.UNPACK, container=town.box())


def test_a_box_on_the_road_cannot_be_packed_into(town: TheTown, database: Connection) -> None:
    lives.packed(town, town.box(), "B1")
    lives.on_the_road(town, town.box())
    lives.collected(town, "B2")
    with refused_whole(database, ("wrong_state", "/container")):
        town.scan(town.point, K.PACK, "B2", container=town.box())
