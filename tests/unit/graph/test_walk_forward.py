"""Does a walk forward find what became of a unit, and how much of it is where?"""

from __future__ import annotations

from fractions import Fraction

from tests.builders.flows import Books, at
from tests.unit.graph.test_walk_back import BOX, INGOT, PASTE_1, mixed_ingot
from tracker.graph.facts import END, Instant
from tracker.graph.life import live, windows_of
from tracker.graph.lineage import Flow, Key, NodeKind, treatment_key, unit_key
from tracker.graph.mass_share import shares_along
from tracker.graph.walk_forward import walk_forward


def forward(books: Books, unit: int, known: Instant = END) -> Flow:
    windows = windows_of(unit, END, books)
    return walk_forward(books.things[unit], windows, live(windows, books), known, books)


def shares(flow: Flow) -> dict[Key, Fraction | None]:
    return shares_along(flow.start, flow.links).of


def test_a_battery_reaches_the_ingot_through_its_box() -> None:
    found = shares(forward(mixed_ingot(), 1))
    assert found[Key(NodeKind.UNIT, BOX, 1)] == Fraction(1, 3)
    assert found[treatment_key(5)] == Fraction(2, 9)
    assert found[unit_key(PASTE_1)] == Fraction(2, 9)
    assert found[unit_key(INGOT)] == Fraction(5, 36)


def test_forward_and_back_agree_on_every_share() -> None:
    books = mixed_ingot()
    total = sum(shares(forward(books, battery))[unit_key(INGOT)] or 0 for battery in range(1, 5))
    assert total == 1


def test_a_loose_battery_reaches_the_ingot_directly() -> None:
    found = shares(forward(mixed_ingot(), 3))
    assert found[unit_key(INGOT)] == Fraction(5, 24)


def test_a_battery_that_left_its_box_does_not_follow_it() -> None:
    books = Books()
    books.battery(1, 1_000)
    books.battery(2, 1_000)
    books.box(BOX, 1_000)
    books.lot(PASTE_1, 500)
    books.pack(1, BOX, 1, until=3)
    books.pack(2, BOX, 2)
    books.treat(5, [BOX], [PASTE_1])
    flow = forward(books, 1)
    assert treatment_key(5) not in flow.nodes
    assert list(flow.nodes) == [unit_key(1)]


def test_a_battery_has_its_share_of_the_box_that_it_is_still_in() -> None:
    books = Books()
    books.battery(1, 1_000)
    books.battery(2, 3_000)
    books.box(BOX, 4_000)
    books.pack(1, BOX, 1, 2)
    flow = forward(books, 1)
    assert shares(flow)[Key(NodeKind.UNIT, BOX, 1)] == Fraction(1, 4)
    assert flow.links[0].mass_g == 1_000


def test_what_came_into_the_box_after_it_was_last_seen_weighs_nothing() -> None:
    books = Books()
    books.battery(1, 1_000)
    books.battery(2, 3_000)
    books.box(BOX, 4_000)
    books.lot(PASTE_1, 2_000)
    books.pack(1, BOX, 1)
    books.pack(3, BOX, 2)
    books.treat(5, [BOX], [PASTE_1])
    box = Key(NodeKind.UNIT, BOX, 1)
    assert shares(forward(books, 1))[box] == Fraction(1, 4)
    assert shares(forward(books, 1, known=at(2)))[box] == 1


def test_a_box_within_a_box_takes_its_share_of_each() -> None:
    books = Books()
    books.battery(1, 4_000)
    books.battery(2, 6_000)
    books.battery(3, 30_000)
    books.box(11, 10_000)
    books.box(BOX, 40_000)
    books.lot(PASTE_1, 20_000)
    books.pack(1, 11, 1, 2)
    books.pack(2, BOX, 11, 3)
    books.treat(5, [BOX], [PASTE_1])
    assert shares(forward(books, 1))[unit_key(PASTE_1)] == Fraction(1, 10)


def test_a_box_with_a_battery_never_weighed_leaves_the_share_unknown() -> None:
    books = mixed_ingot()
    books.battery(9, None)
    books.pack(2, BOX, 9)
    found = shares(forward(books, 1))
    assert found[unit_key(INGOT)] is None


def test_a_circle_of_lots_ends_the_walk() -> None:
    books = Books()
    books.lot(21, 10)
    books.lot(22, 10)
    books.treat(1, [21], [22])
    books.treat(2, [22], [21])
    flow = forward(books, 21)
    assert shares_along(flow.start, flow.links).circular
    assert not flow.cut
    assert books.asked < 20


def test_a_voided_treatment_leads_nowhere() -> None:
    books = mixed_ingot()
    books.events[5] = books.events[5]._replace(voided=True)
    assert unit_key(PASTE_1) not in forward(books, 1).nodes
