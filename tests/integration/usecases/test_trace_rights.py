"""Does a trace tell each caller what it may know, count the rest, and let nothing slip?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.smelting import collect_weighed, mixed_ingot
from tracker.domain.errors import NotAllowed, UnknownCode
from tracker.domain.roles import Role
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.domain.unit import UnitState as S
from tracker.graph.lineage import NodeKind
from tracker.graph.view import Node
from tracker.store.queries.reading import SqlReading
from tracker.usecases.tell_life import tell_life
from tracker.usecases.trace_unit import trace_unit


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def test_a_unit_of_which_a_caller_sees_nothing_is_unknown_to_it(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    for code in ("B4", "INGOT-1", "PASTE-1"):
        with pytest.raises(UnknownCode):
            trace_unit(code, "both", town.point.caller, reading)


def test_a_shop_sees_its_own_sale_and_how_many_steps_are_hidden(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    life = tell_life("B1", town.shop.caller, reading)
    assert [event.kind for event in life.events] == [K.SELL, K.SELL]  # to it, and by it
    assert life.hidden == 8
    unit = life.unit
    assert (unit.state, unit.effective_state, unit.place, unit.boxes) == (None, None, None, ())


def test_a_collection_point_sees_its_box_leave_and_no_more(
    town: TheTown, reading: SqlReading
) -> None:
    box = mixed_ingot(town)
    trace = trace_unit("B1", "forward", town.point.caller, reading)
    assert trace.ahead is not None
    shown = [node for node in trace.ahead.nodes if not node.hidden]
    assert [node.code for node in shown] == ["B1", box]
    # two treatments and three lots
    assert trace.ahead.hidden == 5
    hidden = [node for node in trace.ahead.nodes if node.hidden]
    assert all(node[4:] == hidden[0][4:] for node in hidden)
    assert hidden[0][4:] == Node(0, 0, NodeKind.UNIT, hidden=True)[4:]
    masses = [edge for edge in trace.ahead.edges if edge.mass_g is not None]
    assert [(edge.source, edge.target) for edge in masses] == [(0, 1)]


def test_a_smelter_sees_shares_but_not_where_foreign_batteries_were_collected(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    trace = trace_unit("INGOT-1", "back", town.recycler.caller, reading)
    assert trace.origins is not None
    (origin,) = trace.origins
    assert (origin.site, origin.hidden, origin.pieces) == (None, True, 4)
    assert origin.share == 1
    assert len(trace.batteries) == 4  # what it took apart itself it may name
    assert trace.counts.hidden_nodes == 0


def test_a_buyer_of_an_ingot_knows_the_ingot_and_how_much_is_hidden_behind_it(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    town.scan(town.recycler, K.SELL, "INGOT-1", peer_site=town.producer.site)
    trace = trace_unit("INGOT-1", "back", town.producer.caller, reading)
    assert trace.behind is not None
    assert [node.code for node in trace.behind.nodes if not node.hidden] == ["INGOT-1"]
    assert trace.behind.hidden == 6
    assert (trace.batteries, trace.origins, trace.counts.batteries) == ((), (), 0)
    assert all(edge.mass_g is None and edge.share is None for edge in trace.behind.edges)
    assert trace.life.unit.state is S.SOLD


def test_a_bureau_sees_what_happens_in_its_division_and_nothing_beyond(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    here = a_caller(Role.BUREAU_CITY, organisation=None, division="420100")
    assert tell_life("B1", here, reading).hidden == 0
    elsewhere = a_caller(Role.BUREAU_CITY, organisation=None, division="420500")
    with pytest.raises(UnknownCode):
        tell_life("B1", elsewhere, reading)


def test_an_evaluator_of_the_province_sees_everything_in_it(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    evaluator = a_caller(Role.EVALUATOR, organisation=None, division="420000")
    trace = trace_unit("INGOT-1", "back", evaluator, reading)
    assert (trace.counts.hidden_nodes, trace.counts.hidden_events) == (0, 0)
    assert trace.unexplained == 0


def test_an_administrator_does_not_trace(town: TheTown, reading: SqlReading) -> None:
    lives.registered(town, "B1")
    office = a_caller(Role.ADMINISTRATOR, organisation=None, division="420000")
    with pytest.raises(NotAllowed):
        trace_unit("B1", "both", office, reading)


def test_a_box_that_others_filled_again_looks_as_its_packer_last_saw_it(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", container=box)
    lives.received(town, box)
    town.scan(town.recycler, K.UNPACK, container=box)
    lives.collected(town, "B5")
    lives.received(town, "B5")
    town.scan(town.recycler, K.PACK, "B5", container=box)
    trace = trace_unit(box, "back", town.point.caller, reading)
    assert [one.code for one in trace.batteries] == ["B1"]
    assert (trace.life.unit.state, trace.life.unit.mass_g) == (None, None)
    own = trace_unit(box, "back", town.recycler.caller, reading)
    assert [one.code for one in own.batteries] == ["B5"]


def test_a_box_that_others_carry_on_still_shows_what_its_packer_put_in(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    lives.received(town, box)
    town.scan(town.recycler, K.STORE, box)
    trace = trace_unit(box, "back", town.point.caller, reading)
    assert {one.code: one.share for one in trace.batteries} == {
        "B1": Fraction(1, 3),
        "B2": Fraction(2, 3),
    }
    assert trace.life.unit.place is None


def test_a_carrier_knows_what_was_in_the_box_it_drove(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    life = tell_life("B1", town.carrier.caller, reading)
    assert [(event.kind, event.inside) for event in life.events] == [
        (K.LOAD, box),
        (K.DELIVER, box),
    ]


def test_a_lot_that_changed_hands_is_known_by_its_sale_and_its_maker_is_not(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B3")
    lives.received(town, "B3")
    slag = [Output("SLAG-1", Material.SLAG, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, "B3", outputs=slag)
    town.scan(town.recycler, K.SELL, "SLAG-1", peer_site=town.station.site)
    trace = trace_unit("B3", "forward", town.recycler.caller, reading)
    assert trace.ahead is not None
    assert trace.ahead.hidden == 0
    with pytest.raises(UnknownCode):
        trace_unit("B3", "forward", town.station.caller, reading)
