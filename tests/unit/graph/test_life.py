"""Does a life hold what a unit did, and what it lived inside boxes, and nothing else?"""

from __future__ import annotations

from datetime import timedelta

from tests.builders.flows import NOON, Books, at, happened
from tracker.graph.amended import with_corrections
from tracker.graph.facts import END, Part, horizon
from tracker.graph.life import Lived, live, outermost, windows_of

BATTERY, BOX, TOTE = 1, 10, 20


def life_of(books: Books, unit: int = BATTERY, minutes: int | None = None) -> list[Lived]:
    end = END if minutes is None else horizon(at(minutes)[0])
    return live(windows_of(unit, end, books), books)


def ids(lived: list[Lived]) -> list[int]:
    return [one.event.id for one in lived]


def test_events_come_in_the_order_they_happened_not_as_they_were_recorded() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.event_with(2, BATTERY, happened_at=at(-10)[0])
    assert ids(life_of(books)) == [2, 1]


def test_of_two_events_in_one_moment_the_one_recorded_first_comes_first() -> None:
    books = Books()
    books.event_with(7, BATTERY, happened_at=NOON)
    books.event_with(6, BATTERY, happened_at=NOON)
    assert ids(life_of(books)) == [6, 7]


def test_a_battery_lives_through_its_box_from_the_packing_to_the_unpacking() -> None:
    books = Books()
    books.event_with(1, BOX)  # before
    books.pack(2, BOX, BATTERY, until=5)
    books.event_with(3, BOX)
    books.event_with(4, BATTERY)
    books.event_with(6, BOX)  # after
    assert ids(life_of(books)) == [2, 3, 4, 5]


def test_packing_and_unpacking_are_the_batterys_own_events() -> None:
    books = Books()
    books.pack(2, BOX, BATTERY, until=5)
    books.event_with(3, BOX)
    assert [one.window for one in life_of(books)] == [0, 1, 0]


def test_what_happened_to_the_box_in_the_second_of_the_unpacking_still_counts() -> None:
    books = Books()
    books.pack(2, BOX, BATTERY, until=9)
    books.events[9] = happened(9, happened_at=NOON + timedelta(minutes=3))
    books.event_with(3, BOX)  # received, and unpacked within the same minute
    books.event_with(11, BOX, happened_at=NOON + timedelta(minutes=3))  # filled again
    assert ids(life_of(books)) == [2, 3, 9]


def test_what_else_goes_into_the_box_is_no_part_of_the_life() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, until=5)
    books.pack(2, BOX, 2, until=4)
    assert ids(life_of(books)) == [1, 5]
    assert ids(life_of(books, BOX)) == [1, 2, 4, 5]


def test_an_unpacking_recorded_late_ends_the_stay_when_it_happened() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, until=8)
    books.events[8] = happened(8, happened_at=at(3)[0])
    books.event_with(2, BOX)
    books.event_with(5, BOX)  # recorded before the unpacking, but happened after it
    assert ids(life_of(books)) == [1, 2, 8]


def test_a_box_in_a_tote_hands_down_the_life_of_the_tote() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, until=8)
    books.pack(2, TOTE, BOX, until=6)
    books.event_with(4, TOTE)
    books.event_with(7, TOTE)  # the box is out of it
    assert ids(life_of(books)) == [1, 2, 4, 6, 8]


def test_as_of_a_moment_before_the_packing_there_is_no_box() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.pack(3, BOX, BATTERY)
    windows = windows_of(BATTERY, horizon(at(2)[0]), books)
    assert ids(live(windows, books)) == [1]
    assert outermost(windows) == []


def test_as_of_a_moment_before_the_unpacking_the_battery_is_still_inside() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, until=5)
    windows = windows_of(BATTERY, horizon(at(4)[0]), books)
    assert [window.unit for window in outermost(windows)] == [BOX]


def test_the_boxes_around_a_battery_are_told_from_the_inside_out() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY)
    books.pack(2, TOTE, BOX)
    assert [window.unit for window in outermost(windows_of(BATTERY, END, books))] == [BOX, TOTE]


def test_voided_events_are_not_told() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.event_with(2, BATTERY, voided=True)
    assert ids(life_of(books)) == [1]


def test_a_voided_packing_hands_nothing_down() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.pack(2, BOX, BATTERY, voided=True)
    books.event_with(3, BOX)
    assert ids(life_of(books)) == [1]


def test_a_circle_of_boxes_does_not_hang_a_life() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY)
    books.pack(2, TOTE, BOX)
    books.pack(3, BOX, TOTE)
    books.stays = [stay._replace(nested=True) for stay in books.stays]
    assert ids(life_of(books)) == [1, 2, 3]
    assert books.asked < 10


def test_the_end_of_a_box_is_the_end_of_what_is_in_it() -> None:
    books = Books()
    books.box(BOX, 30_000)
    books.pack(1, BOX, BATTERY)
    books.treat(4, [BOX], [])
    last = life_of(books)[-1]
    assert (last.event.id, last.part, last.own_g) == (4, Part.INPUT, 30_000)


def test_a_correction_is_told_in_its_place_and_only_up_to_the_moment_asked_about() -> None:
    books = Books()
    books.event_with(1, BATTERY, corrected_by=[8])
    books.event_with(9, BATTERY)
    books.events[8] = happened(8)
    whole = with_corrections(life_of(books), END, books)
    assert [(one.event.id, one.corrects and one.corrects.id) for one in whole] == [
        (1, None),
        (8, 1),
        (9, None),
    ]
    early = with_corrections(life_of(books, minutes=7), horizon(at(7)[0]), books)
    assert ids(early) == [1]
