"""Is what may be true but looks wrong booked all the same, with a finding and one alarm?"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import alarms
from tests.builders.province import Firm, TheTown
from tracker.domain.identifiers import platform_label
from tracker.domain.scan import Detail, Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material


def found(town: TheTown, firm: Firm, kind: K, *codes: str, **fields: Any) -> list[tuple[str, str]]:
    """(rule, subject) of what a scan that was booked found."""
    answer = town.scan(firm, kind, *codes, **fields)
    assert answer.event is not None
    assert not answer.refused
    return [(note.rule, note.subject) for note in answer.findings]


def test_an_orderly_life_raises_no_alarm(town: TheTown, database: Connection) -> None:
    box = town.box()
    lives.packed(town, box, "B1")
    lives.received(town, box)
    town.scan(town.recycler, K.UNPACK, container=box)
    paste = Output("PASTE-1", Material.PASTE, 9_000)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[paste])
    assert alarms(database) == []


def test_a_battery_that_nobody_sold_is_collected_with_a_finding(town: TheTown) -> None:
    assert found(town, town.point, K.COLLECT, "UNSEEN") == [("never_sold", "UNSEEN")]


def test_a_battery_under_our_own_label_needs_no_sale(town: TheTown) -> None:
    assert found(town, town.point, K.COLLECT, platform_label.build("42", 77)) == []


def test_uncoded_batteries_need_no_sale_whatever_their_label(town: TheTown) -> None:
    heap = Uncoded(1, 15_000, label="HEAP-7")
    assert found(town, town.point, K.COLLECT, "UNSEEN", "UNSEEN-2", uncoded=[heap]) == [
        ("never_sold", "UNSEEN"),
        ("never_sold", "UNSEEN-2"),
    ]


def test_selling_a_battery_twice_is_found(town: TheTown) -> None:
    lives.in_use(town, "B1")
    assert found(town, town.other_shop, K.SELL, "B1") == [("sold_twice", "B1")]


def test_collecting_what_lies_at_another_point_is_found(town: TheTown) -> None:
    lives.collected(town, "B1")
    assert found(town, town.other_point, K.COLLECT, "B1") == [("collected_twice", "B1")]


def test_an_exported_battery_that_comes_back_is_found(town: TheTown) -> None:
    lives.in_use(town, "B1")
    town.scan(town.shop, K.EXPORT, "B1", country="VN")
    assert found(town, town.point, K.COLLECT, "B1") == [("back_from_export", "B1")]


def test_loading_without_a_dispatch_is_found(town: TheTown) -> None:
    lives.collected(town, "B1")
    named = found(town, town.point, K.LOAD, "B1", manifest=lives.ON_PAPER)
    assert named == [("not_dispatched", "B1")]


def test_arrival_without_loading_is_found(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    assert found(town, town.recycler, K.RECEIVE, "B1") == [("not_loaded", "B1")]


def test_arrival_of_what_never_left_is_found(town: TheTown) -> None:
    lives.collected(town, "B1")
    assert found(town, town.recycler, K.RECEIVE, "B1") == [("received_without_shipment", "B1")]


def test_a_battery_counted_at_another_site_of_its_keeper_is_found(town: TheTown) -> None:
    lives.collected(town, "B1")
    assert found(town, town.point, K.STOCK_TAKE, "B1", site="POINT-1B") == [("other_site", "B1")]
    assert town.unit("B1").site == town.point.sites["POINT-1B"]


def test_damage_that_is_said_to_be_undone_is_found_and_stays(town: TheTown) -> None:
    lives.collected(town, "B1")
    town.scan(town.point, K.GRADE, "B1", details={"B1": Detail(damaged=True)})
    mended = {"B1": Detail(damaged=False)}
    assert found(town, town.point, K.GRADE, "B1", details=mended) == [("damage_undone", "B1")]
    assert town.unit("B1").damaged


def test_a_keeper_without_a_licence_on_that_day_is_found_under_the_law_of_that_day(
    town: TheTown, database: Connection
) -> None:
    before_the_licence = datetime.fromisoformat("2023-12-31T23:59:00+08:00")
    town.clock.moment = before_the_licence
    answer = town.scan(town.recycler, K.COLLECT, uncoded=[Uncoded(1, 15_000)])
    note = answer.findings[0]
    assert (note.rule, note.subject) == ("licence_missing", town.recycler.code)
    assert (note.law, note.article) == ("固体废物污染环境防治法", "第八十条")
    town.clock.pass_by(minutes=1)
    assert town.scan(town.recycler, K.COLLECT, uncoded=[Uncoded(1, 15_000)]).findings == []


def test_a_collection_point_needs_no_licence(town: TheTown, database: Connection) -> None:
    database.execute(text("UPDATE licence SET valid_until = '2025-01-01'"))
    assert found(town, town.point, K.COLLECT, uncoded=[Uncoded(1, 15_000)]) == []
    assert found(town, town.station, K.COLLECT, uncoded=[Uncoded(1, 15_000)]) == [
        ("licence_missing", town.station.code)
    ]


def test_the_same_wrong_is_alarmed_once_a_day(town: TheTown, database: Connection) -> None:
    lives.in_use(town, "B1")
    for _ in range(2):
        assert found(town, town.shop, K.SELL, "B1") == [("sold_twice", "B1")]
    assert alarms(database) == [("sold_twice", "B1")]
    town.clock.pass_by(days=1)
    found(town, town.shop, K.SELL, "B1")
    assert alarms(database) == [("sold_twice", "B1")] * 2


def test_an_alarm_names_its_event_its_site_and_its_law(town: TheTown, database: Connection) -> None:
    answer = town.scan(town.point, K.COLLECT, "UNSEEN")
    row = database.execute(text("SELECT * FROM alarm")).one()
    assert (row.event_id, row.site_id) == (answer.event, town.point.sites["POINT-1"])
    assert (row.state, row.severity, row.article) == ("raised", "notice", "A19")
