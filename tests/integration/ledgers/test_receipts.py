"""Does a record book of receipts find what was sent, and begin the life of what nobody knew?"""

from __future__ import annotations

from typing import Any

from tests.builders.ledgers import DAY, RECEIPT_HEADS, Counter, workbook
from tests.builders.lives import in_use, on_the_road, packed
from tests.builders.province import TheTown
from tracker.domain.unit import UnitKind, UnitState


def book(*rows: tuple[Any, ...]) -> bytes:
    return workbook(RECEIPT_HEADS, *rows)


def test_a_lot_without_single_codes_is_counted_and_weighed(counter: Counter, town: TheTown) -> None:
    content = book((DAY, "LOT-1", 80, "1.2吨", None, "澄湖二手车行"))
    job = counter.bring(content, town.point.caller, site="POINT-1")
    assert (job.booked, job.refused) == (1, 0)
    lot = town.unit("LOT-1")
    assert (lot.kind, lot.pieces, lot.mass_g) == (UnitKind.UNCODED_LOT, 80, 1_200_000)
    assert lot.state is UnitState.COLLECTED


def test_a_battery_that_was_sold_is_collected_by_its_code(counter: Counter, town: TheTown) -> None:
    in_use(town, "B1")
    town.clock.pass_by(days=2)
    content = book(("2026-11-01", "B1", None, "14.8kg", None, None))
    job = counter.bring(content, town.point.caller, site="POINT-1")
    assert (job.booked, job.refused) == (1, 0)
    assert town.unit("B1").state is UnitState.COLLECTED
    assert town.unit("B1").mass_g == 14_800


def test_what_is_on_the_road_is_received(counter: Counter, town: TheTown) -> None:
    box = town.box()
    packed(town, box, "B1")
    on_the_road(town, box)
    town.clock.pass_by(days=2)
    content = book(("2026-11-01", box, None, None, None, "POINT-1"))
    job = counter.bring(content, town.recycler.caller, site="SMELTER-1")
    assert (job.booked, job.refused) == (1, 0)
    assert town.unit(box).state is UnitState.RECEIVED


def test_what_is_said_to_be_received_must_be_known(counter: Counter, town: TheTown) -> None:
    content = book((DAY, "NOBODY", None, "15kg", "接收", None))
    job = counter.bring(content, town.recycler.caller, site="SMELTER-1")
    assert [fault[1:3] for fault in job.faults or []] == [["code", "not_announced"]]


def test_equal_rows_without_a_code_are_different_heaps(counter: Counter, town: TheTown) -> None:
    row = (DAY, None, 4, "60kg", None, None)
    job = counter.bring(book(row, row), town.point.caller, site="POINT-1")
    assert (job.booked, job.refused) == (2, 0)
    again = counter.bring(book(row, row, row), town.point.caller, site="POINT-1")
    assert (again.booked, again.known) == (1, 2)


def test_a_lot_without_its_mass_is_asked_for_it(counter: Counter, town: TheTown) -> None:
    job = counter.bring(
        book((DAY, "LOT-1", 80, None, None, None)), town.point.caller, site="POINT-1"
    )
    assert [fault[1:3] for fault in job.faults or []] == [["mass", "required"]]


def test_a_label_that_is_taken_does_not_hold_up_the_others(counter: Counter, town: TheTown) -> None:
    counter.bring(book((DAY, "LOT-1", 8, "0.1吨", None, None)), town.point.caller, site="POINT-1")
    content = book((DAY, "LOT-1", 9, "0.2吨", None, None), (DAY, "LOT-2", 9, "0.2吨", None, None))
    job = counter.bring(content, town.other_point.caller, site="POINT-2")
    assert (job.booked, job.refused) == (1, 1)
