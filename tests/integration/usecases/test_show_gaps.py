"""Does a trace show its missing legs, until somebody tells of them?"""

from __future__ import annotations

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.smelting import collect_weighed, mixed_ingot
from tracker.api.trace_words import trace_in_words
from tracker.domain.scan import Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.exports.picture import picture
from tracker.graph.gaps import GapReason
from tracker.graph.lineage import NodeKind
from tracker.graph.trace import Trace
from tracker.graph.view import Node
from tracker.store.queries.reading import SqlReading
from tracker.usecases.trace_unit import trace_unit


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def gaps(trace: Trace) -> list[Node]:
    views = (trace.behind, trace.ahead)
    return [n for v in views if v for n in v.nodes if n.kind is NodeKind.GAP]


def told(trace: Trace) -> list[tuple[GapReason | None, str | None]]:
    return [(gap.reason, gap.site.code if gap.site else None) for gap in gaps(trace)]


def test_a_shipment_without_a_receipt_is_a_gap_until_the_receipt_arrives(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    lives.on_the_road(town, box)
    for code in ("B1", box):
        open_ = trace_unit(code, "forward", town.bureau, reading)
        assert told(open_) == [(GapReason.NOT_RECEIVED, "SMELTER-1")]
        assert open_.counts.gaps == 1
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, box)
    assert told(trace_unit("B1", "both", town.bureau, reading)) == []


def test_a_box_that_came_without_a_shipment_has_a_gap_where_it_lay_before(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", container=box)
    town.clock.pass_by(hours=1)
    town.scan(town.station, K.RECEIVE, box)
    for code in (box, "B1"):
        assert told(trace_unit(code, "both", town.bureau, reading)) == [
            (GapReason.NOT_SENT, "POINT-1")
        ]
    assert told(trace_unit(box, "both", town.station.caller, reading)) == []


def test_a_box_on_its_way_to_another_province_has_its_receiver_as_owner(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    database.execute(text("UPDATE site SET division = '430100' WHERE code = 'SMELTER-1'"))
    collect_weighed(town, town.point, "B1")
    lives.on_the_road(town, "B1")
    trace = trace_unit("B1", "forward", town.bureau, reading)
    assert told(trace) == [(GapReason.LEFT_PROVINCE, "SMELTER-1")]


def test_a_heap_of_uncoded_batteries_has_a_gap_behind_it_wherever_it_went(
    town: TheTown, reading: SqlReading
) -> None:
    (label,) = town.scan(town.point, K.COLLECT, uncoded=[Uncoded(7, 85_000)]).labels
    lives.received(town, label)
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, label, outputs=paste)
    for code in (label, "PASTE-1"):
        trace = trace_unit(code, "back", town.bureau, reading)
        assert told(trace) == [(GapReason.NO_SINGLE_ORIGIN, "POINT-1")]


def test_a_lot_whose_dismantling_was_voided_says_that_its_making_is_not_recorded(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    second = int(trace_unit("B4", "forward", town.bureau, reading).life.events[-1].event)
    town.scan(town.recycler, K.VOID, event=second, reason="wrong heap")
    trace = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert told(trace) == [(GapReason.NO_TREATMENT, "SMELTER-1")]


def test_a_shop_that_does_not_see_the_last_leg_is_told_of_no_gap(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1")
    lives.on_the_road(town, "B1")
    assert gaps(trace_unit("B1", "both", town.shop.caller, reading)) == []


def test_every_edge_has_its_evidence(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    for code in ("INGOT-1", "B1"):
        trace = trace_unit(code, "both", town.bureau, reading)
        edges = [edge for view in (trace.behind, trace.ahead) if view for edge in view.edges]
        assert edges
        assert all(edge.evidence and edge.evidence[0].isdigit() for edge in edges)


def test_a_gap_is_in_the_answer_and_in_the_picture(town: TheTown, reading: SqlReading) -> None:
    collect_weighed(town, town.point, "B1")
    lives.on_the_road(town, "B1")
    trace = trace_unit("B1", "both", town.bureau, reading)
    (node,) = [n for n in trace_in_words(trace)["forward"]["nodes"] if n["kind"] == "gap"]
    assert (node["reason"], node["site"]["code"]) == ("not_received", "SMELTER-1")
    drawn = picture(trace, "en", lambda code: code)
    assert "not received yet" in drawn
    assert 'class="node gap"' in drawn
