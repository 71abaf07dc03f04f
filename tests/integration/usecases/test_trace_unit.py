"""Does a trace find everything behind and ahead of a unit, with the right shares?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.smelting import MASSES, SHARES, collect_weighed, mixed_ingot
from tests.fakes.clock import START
from tracker.domain.errors import Malformed, UnknownCode
from tracker.domain.scan import Detail, Output, ScanKind, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.graph.trace import Counts, Trace
from tracker.graph.view import FlowView
from tracker.store.codes import SCAN_KIND
from tracker.store.queries.reading import SqlReading
from tracker.usecases.trace_unit import trace_unit


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def codes(view: FlowView | None) -> dict[str, Fraction | None]:
    """The units of a view with their shares."""
    assert view is not None
    return {node.code: node.share for node in view.nodes if node.code}


def origins(trace: Trace) -> dict[str | None, Fraction | None]:
    assert trace.origins is not None
    return {one.site.code if one.site else None: one.share for one in trace.origins}


def last_event(connection: Connection, kind: ScanKind) -> int:
    """The id of the last event of this kind."""
    number = {"kind": SCAN_KIND.number[kind]}
    found = connection.scalar(text("SELECT max(id) FROM event WHERE kind = :kind"), number)
    return int(found or 0)


def test_the_shares_behind_a_mixed_ingot_are_exact(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    trace = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert codes(trace.behind) == {
        "INGOT-1": 1,
        "PASTE-1": Fraction(5, 8),
        "PASTE-2": Fraction(3, 8),
        box: Fraction(5, 12),
    }
    assert {one.code: (one.mass_g, one.share) for one in trace.batteries} == {
        code: (MASSES[code], share) for code, share in SHARES.items()
    }
    assert origins(trace) == {"POINT-1": Fraction(5, 8), "POINT-2": Fraction(3, 8)}
    assert trace.unexplained == 0
    assert trace.ahead is None


def test_the_counts_and_the_evidence_of_a_trace_are_told(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    trace = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert trace.counts == Counts(4, 3, 3, 0, 0)
    assert trace.behind is not None
    smelting = next(n for n in trace.behind.nodes if n.scan is K.SMELT)
    assert smelting.event == trace.life.events[0].event
    assert smelting.event is not None
    assert smelting.event.isdigit()
    assert smelting.site is not None
    assert smelting.site.code == "SMELTER-1"


def test_a_battery_in_a_box_reaches_the_ingot(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    trace = trace_unit("B1", "forward", town.bureau, reading)
    assert codes(trace.ahead) == {
        "B1": 1,
        box: Fraction(1, 3),
        "PASTE-1": Fraction(2, 9),
        "GRID-1": Fraction(2, 9),
        "INGOT-1": SHARES["B1"],
    }
    assert trace.behind is None
    assert trace.origins is None


def test_both_sides_of_a_lot_are_told_at_once(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    trace = trace_unit("PASTE-1", "both", town.bureau, reading)
    assert codes(trace.behind).keys() == {"PASTE-1", box}
    assert codes(trace.ahead) == {"PASTE-1": 1, "INGOT-1": Fraction(5, 8)}


def test_every_battery_comes_on_exactly_one_page(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    seen, cursor, pages = [], None, 0
    while pages == 0 or cursor:
        trace = trace_unit("INGOT-1", "back", town.bureau, reading, cursor=cursor, limit=1)
        seen += [one.code for one in trace.batteries]
        cursor, pages = trace.next_cursor, pages + 1
    assert sorted(seen) == ["B1", "B2", "B3", "B4"]
    assert pages == 4


def test_a_battery_comes_from_the_site_that_collected_it(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    trace = trace_unit("B4", "back", town.bureau, reading)
    assert origins(trace) == {"POINT-2": 1}
    assert trace.batteries == ()


def test_origins_are_left_out_on_demand(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    trace = trace_unit("INGOT-1", "back", town.bureau, reading, with_origins=False)
    assert (trace.origins, trace.unexplained) == (None, None)
    assert len(trace.batteries) == 4


def test_a_voided_dismantling_disappears_and_leaves_its_part_unexplained(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    mixed_ingot(town)
    second = int(trace_unit("B4", "forward", town.bureau, reading).life.events[-1].event)
    town.scan(town.recycler, K.VOID, event=second, reason="wrong heap")
    trace = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert codes(trace.behind)["PASTE-2"] == Fraction(3, 8)
    assert {one.code for one in trace.batteries} == {"B1", "B2", "B3"}
    assert origins(trace) == {"POINT-1": Fraction(5, 8)}
    assert trace.unexplained == Fraction(3, 8)
    assert codes(trace_unit("B4", "forward", town.bureau, reading).ahead) == {"B4": 1}


def test_a_lot_whose_treatment_was_voided_is_unknown(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    mixed_ingot(town)
    smelting = last_event(database, K.SMELT)
    town.scan(town.recycler, K.VOID, event=smelting, reason="never happened")
    with pytest.raises(UnknownCode):
        trace_unit("INGOT-1", "back", town.bureau, reading)


def test_a_battery_unpacked_before_the_dismantling_is_not_in_its_paste(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    lives.received(town, box)
    town.scan(town.recycler, K.UNPACK, "B1", container=box)
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, box, outputs=paste)
    trace = trace_unit("PASTE-1", "back", town.bureau, reading)
    assert {one.code: one.share for one in trace.batteries} == {"B2": Fraction(1)}
    assert codes(trace_unit("B1", "forward", town.bureau, reading).ahead) == {"B1": 1}


def test_a_box_in_a_box_is_opened_too(town: TheTown, reading: SqlReading) -> None:
    collect_weighed(town, town.point, "B1", "B2", "B3")
    inner, outer = town.box(1), town.box(2)
    town.scan(town.point, K.PACK, "B1", "B2", container=inner)
    town.scan(town.point, K.PACK, inner, "B3", container=outer)
    lives.received(town, outer)
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, outer, outputs=paste)
    trace = trace_unit("PASTE-1", "back", town.bureau, reading)
    assert codes(trace.behind) == {"PASTE-1": 1, outer: 1, inner: Fraction(2, 3)}
    assert {one.code: one.share for one in trace.batteries} == {
        "B1": Fraction(2, 9),
        "B2": Fraction(4, 9),
        "B3": Fraction(1, 3),
    }
    assert origins(trace) == {"POINT-1": 1}
    ahead = trace_unit("B1", "forward", town.bureau, reading)
    assert codes(ahead.ahead)["PASTE-1"] == Fraction(2, 9)
    assert ahead.life.unit.boxes == (inner, outer)


def test_a_heap_of_uncoded_batteries_has_a_share_and_an_origin(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B3")
    answer = town.scan(town.point, K.COLLECT, uncoded=[Uncoded(7, 85_000)])
    (label,) = answer.labels
    lives.received(town, label, "B3")
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, label, "B3", outputs=paste)
    trace = trace_unit("PASTE-1", "back", town.bureau, reading)
    assert codes(trace.behind)[label] == Fraction(85, 100)
    assert [(one.code, one.share) for one in trace.batteries] == [("B3", Fraction(15, 100))]
    assert origins(trace) == {"POINT-1": 1}
    assert trace.origins is not None
    assert [(one.pieces, one.mass_g) for one in trace.origins] == [(8, 100_000)]


def test_a_battery_never_weighed_leaves_shares_unknown_and_says_so(
    town: TheTown, reading: SqlReading
) -> None:
    town.scan(town.point, K.COLLECT, "B8", "B9", details={"B9": Detail(4_000)})
    lives.received(town, "B8", "B9")
    paste = [Output("PASTE-1", Material.PASTE, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, "B8", "B9", outputs=paste)
    trace = trace_unit("PASTE-1", "back", town.bureau, reading)
    assert [one.share for one in trace.batteries] == [None, None]
    assert origins(trace) == {"POINT-1": None}
    assert trace.unexplained is None
    ahead = trace_unit("B9", "forward", town.bureau, reading).ahead
    assert ahead is not None
    assert ahead.unknown_shares == 1


def test_as_of_a_moment_the_later_is_not_known(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    then = START.replace(hour=8)
    trace = trace_unit("B1", "both", town.bureau, reading, as_of=then)
    assert codes(trace.ahead) == {"B1": 1}
    assert trace.life.unit.boxes == ()
    with pytest.raises(UnknownCode):
        trace_unit("INGOT-1", "back", town.bureau, reading, as_of=then)


def test_what_is_in_a_box_is_told_as_of_the_moment(town: TheTown, reading: SqlReading) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    packed = town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.UNPACK, "B1", container=box)
    now = trace_unit(box, "back", town.bureau, reading)
    assert [one.code for one in now.batteries] == ["B2"]
    then = trace_unit(box, "back", town.bureau, reading, as_of=packed)
    assert {one.code: one.share for one in then.batteries} == {
        "B1": Fraction(1, 3),
        "B2": Fraction(2, 3),
    }


def test_a_circle_in_the_books_does_not_hang_a_trace(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    mixed_ingot(town)
    # The ingot is made to go into the dismantling that one of its own pastes came out of.
    database.execute(
        text(
            "INSERT INTO event_unit (unit_id, event_id, mass_g, province, part)"
            " SELECT i.unit_id, m.event_id, 5000, 42, 1 FROM unit_code i, unit_code p"
            " JOIN event_unit m ON m.unit_id = p.unit_id AND m.part = 2"
            " WHERE i.value = 'INGOT-1' AND p.value = 'PASTE-2'"
        )
    )
    for code in ("INGOT-1", "PASTE-2"):
        trace = trace_unit(code, "both", town.bureau, reading)
        assert trace.behind is not None
        assert trace.ahead is not None
        assert trace.behind.circular
        assert trace.ahead.circular
        assert not trace.behind.cut
    assert codes(trace.behind)["PASTE-1"] is None


def test_a_code_that_nobody_knows_is_unknown(town: TheTown, reading: SqlReading) -> None:
    with pytest.raises(UnknownCode):
        trace_unit("NOTHING", "both", town.bureau, reading)


@pytest.mark.parametrize("given", [{"cursor": "not ours"}, {"direction": "sideways"}])
def test_what_cannot_be_understood_is_refused(
    town: TheTown, reading: SqlReading, given: dict[str, str]
) -> None:
    direction, cursor = given.get("direction", "back"), given.get("cursor")
    with pytest.raises(Malformed):
        trace_unit("B1", direction, town.bureau, reading, cursor=cursor)
