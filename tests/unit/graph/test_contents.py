"""What was in a box at a moment: is it told by when things happened?"""

from __future__ import annotations

from tests.builders.flows import Books, at, happened
from tracker.graph.contents import Contents, contents_at
from tracker.graph.facts import BoxAt

BOX, INNER, LOT = 10, 11, 12


def a_box(*batteries: int) -> Books:
    books = Books()
    books.box(BOX)
    for battery in batteries:
        books.battery(battery, 1_000 * battery)
    return books


def at_minute(books: Books, minutes: int, **given: bool) -> Contents:
    return contents_at([BoxAt(BOX, at(minutes, 99))], books, **given)[0]


def test_what_was_packed_is_inside_from_that_moment_on() -> None:
    books = a_box(1, 2)
    books.pack(5, BOX, 1, 2)
    assert at_minute(books, 4).batteries == 0
    assert at_minute(books, 5).batteries == 2


def test_what_was_unpacked_is_no_longer_inside() -> None:
    books = a_box(1, 2, 3)
    books.pack(5, BOX, 1, 2, until=8)
    books.pack(6, BOX, 3)
    assert at_minute(books, 7).batteries == 3
    assert at_minute(books, 8).batteries == 1


def test_a_treatment_in_the_second_of_the_unpacking_goes_by_which_was_recorded_first() -> None:
    books = a_box(1)
    books.pack(5, BOX, 1, until=8)
    found = contents_at([BoxAt(BOX, at(8, 7)), BoxAt(BOX, at(8, 9))], books)
    assert [contents.batteries for contents in found] == [1, 0]


def test_a_late_unpacking_counts_from_when_it_happened() -> None:
    books = a_box(1)
    books.pack(2, BOX, 1, until=9)
    books.events[9] = happened(9, happened_at=at(3)[0])
    assert at_minute(books, 5).batteries == 0


def test_a_voided_packing_put_nothing_in() -> None:
    books = a_box(1)
    books.pack(5, BOX, 1, voided=True)
    assert at_minute(books, 9).batteries == 0


def test_boxes_and_lots_inside_are_named_and_batteries_only_counted() -> None:
    books = a_box(1, 2)
    books.box(INNER, 9_000)
    books.pack(5, BOX, 1, 2, INNER)
    contents = at_minute(books, 9)
    assert contents.batteries == 2
    assert [portion.unit for portion in contents.others] == [INNER]


def test_a_box_of_nothing_but_batteries_is_weighed_only_on_demand() -> None:
    books = a_box(1, 2)
    books.pack(5, BOX, 1, 2)
    assert at_minute(books, 9).whole_g is None
    assert at_minute(books, 9, weigh_all=True).whole_g == 3_000


def test_one_battery_never_weighed_makes_the_whole_unknown() -> None:
    books = a_box(1)
    books.battery(2, None)
    books.pack(5, BOX, 1, 2)
    assert at_minute(books, 9, weigh_all=True).whole_g is None
