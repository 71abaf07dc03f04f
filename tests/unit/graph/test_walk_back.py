"""Does a walk back find every treatment, lot and box behind a unit, and come to its end?"""

from __future__ import annotations

from fractions import Fraction

from tests.builders.flows import Books, at
from tracker.domain.unit import UnitKind
from tracker.graph.facts import END, BoxAt
from tracker.graph.lineage import MOST_LEVELS, Flow, Heap, Key, NodeKind, treatment_key, unit_key
from tracker.graph.mass_share import shares_along
from tracker.graph.walk_back import walk_back

BOX, PASTE_1, PASTE_2, INGOT = 10, 21, 22, 30


def mixed_ingot() -> Books:
    """The ingot of the walk-through: PASTE_1 of a box (10 + 20 kg) and a loose battery of 15 kg,
    PASTE_2 of a loose one of 30 kg; 20 and 12 kg of them went into the ingot."""
    books = Books()
    for battery, mass in ((1, 10_000), (2, 20_000), (3, 15_000), (4, 30_000)):
        books.battery(battery, mass)
    books.box(BOX, 30_000)
    books.lot(PASTE_1, 20_000)
    books.lot(PASTE_2, 12_000)
    books.lot(INGOT, 18_000)
    books.pack(1, BOX, 1, 2)
    books.treat(5, [BOX, 3], [PASTE_1])
    books.treat(6, [4], [PASTE_2])
    books.treat(7, [PASTE_1, PASTE_2], [INGOT])
    return books


def back(books: Books, unit: int) -> Flow:
    return walk_back(books.things[unit], None, books)


def test_the_shares_of_a_mixed_ingot_are_exact() -> None:
    flow = back(mixed_ingot(), INGOT)
    shares = shares_along(flow.start, flow.links).of
    assert shares[unit_key(PASTE_1)] == Fraction(5, 8)
    assert shares[unit_key(PASTE_2)] == Fraction(3, 8)
    assert shares[treatment_key(5)] == Fraction(5, 8)
    assert shares[Key(NodeKind.UNIT, BOX, 5)] == Fraction(5, 12)


def test_batteries_are_heaps_of_their_box_or_treatment() -> None:
    assert back(mixed_ingot(), INGOT).heaps == {
        treatment_key(5): Heap(1, 15_000, 45_000),
        treatment_key(6): Heap(1, 30_000, 30_000),
        Key(NodeKind.UNIT, BOX, 5): Heap(2, 1, 1),
    }


def test_levels_count_the_steps_from_the_start() -> None:
    flow = back(mixed_ingot(), INGOT)
    assert [flow.levels[key] for key in (flow.start, treatment_key(7), unit_key(PASTE_1))] == [
        0,
        1,
        2,
    ]
    assert flow.levels[Key(NodeKind.UNIT, BOX, 5)] == 4


def test_a_box_in_a_box_is_opened_at_the_moment_both_were_consumed() -> None:
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
    flow = back(books, PASTE_1)
    inner, outer = Key(NodeKind.UNIT, 11, 5), Key(NodeKind.UNIT, BOX, 5)
    assert shares_along(flow.start, flow.links).of[inner] == Fraction(1, 4)
    assert flow.heaps[outer] == Heap(1, 30_000, 40_000)
    assert flow.heaps[inner] == Heap(2, 1, 1)


def test_what_was_unpacked_before_the_treatment_is_not_behind_it() -> None:
    books = Books()
    books.battery(1, 1_000)
    books.battery(2, 1_000)
    books.box(BOX, 2_000)
    books.lot(PASTE_1, 500)
    books.pack(1, BOX, 1, until=3)
    books.pack(2, BOX, 2)
    books.treat(5, [BOX], [PASTE_1])
    assert back(books, PASTE_1).heaps[Key(NodeKind.UNIT, BOX, 5)].number == 1


def test_an_input_never_weighed_leaves_the_shares_of_its_treatment_unknown() -> None:
    books = mixed_ingot()
    books.battery(8, None)
    books.members = [m for m in books.members if m.event != 6]
    books.treat(6, [4, 8], [PASTE_2])
    flow = back(books, INGOT)
    assert flow.heaps[treatment_key(6)] == Heap(2, None, None)
    assert shares_along(flow.start, flow.links).of[unit_key(PASTE_1)] == Fraction(5, 8)


def test_a_voided_treatment_disappears_with_all_behind_it() -> None:
    books = mixed_ingot()
    books.events[5] = books.events[5]._replace(voided=True)
    flow = back(books, INGOT)
    assert treatment_key(5) not in flow.nodes
    assert unit_key(PASTE_1) in flow.nodes
    assert Key(NodeKind.UNIT, BOX, 5) not in flow.nodes


def test_a_lot_reached_on_two_ways_is_one_node_with_the_sum_of_both_shares() -> None:
    books = Books()
    books.lot(21, 10)
    books.lot(22, 6)
    books.lot(30, 10)
    books.treat(1, [], [21])
    books.treat(2, [21], [22])
    books.treat(3, [22, 21], [30])
    flow = back(books, 30)
    assert shares_along(flow.start, flow.links).of[unit_key(21)] == 1


def test_a_circle_of_lots_ends_the_walk_and_is_told() -> None:
    books = Books()
    books.lot(21, 10)
    books.lot(22, 10)
    books.treat(1, [21], [22])
    books.treat(2, [22], [21])
    flow = back(books, 22)
    assert shares_along(flow.start, flow.links).circular
    assert not flow.cut
    assert books.asked < 10


def test_a_circle_of_boxes_ends_the_walk() -> None:
    books = Books()
    books.box(10, 1)
    books.box(11, 1)
    books.pack(1, 10, 11)
    books.pack(2, 11, 10)
    flow = walk_back(books.things[10], BoxAt(10, END), books)
    assert shares_along(flow.start, flow.links).circular
    assert books.asked < 5


def test_a_chain_deeper_than_any_true_one_is_cut() -> None:
    books = Books()
    books.lot(1_000, 10)
    for number in range(MOST_LEVELS + 5):
        books.lot(1_001 + number, 10)
        books.treat(number, [1_000 + number], [1_001 + number])
    flow = back(books, 1_000 + MOST_LEVELS + 5)
    assert flow.cut


def test_the_contents_of_a_box_are_those_of_the_moment_asked_about() -> None:
    books = Books()
    books.box(10, 1)
    books.battery(1, 1)
    books.battery(2, 1)
    books.pack(1, 10, 1, until=5)
    books.pack(6, 10, 2)
    flow = walk_back(books.things[10], BoxAt(10, at(3, 99)), books)
    assert flow.heaps[flow.start].number == 1
    assert flow.fillings[flow.start][0].packed == 1


def test_nothing_lies_behind_a_battery() -> None:
    books = Books()
    books.battery(1, 1)
    flow = back(books, 1)
    assert list(flow.nodes.values()) == [books.things[1]]
    assert books.things[1].kind is UnitKind.BATTERY
