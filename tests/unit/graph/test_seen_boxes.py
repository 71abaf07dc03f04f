"""Does whoever handled a box know it then, and only then?"""

from __future__ import annotations

from tests.builders.flows import Books, a_site, at
from tracker.graph.facts import BEGINNING, END
from tracker.graph.life import Lived, Window, live, windows_of
from tracker.graph.seen_boxes import boxes_seen, last_seen
from tracker.graph.sight import Sight

BATTERY, BOX, TOTE = 1, 10, 20
SITES = {1: a_site(1), 2: a_site(2)}
THEIRS = {"site": 2, "recorder": 2}


def told_to(organisation: int, books: Books) -> tuple[list[Window], list[Lived], Sight]:
    windows = windows_of(BATTERY, END, books)
    return windows, live(windows, books), Sight(organisation, None, SITES)


def units(books: Books, organisation: int = 1) -> list[int]:
    windows, lived, sight = told_to(organisation, books)
    return [windows[place].unit for place in boxes_seen(windows, lived, sight)]


def test_who_packed_the_box_knows_it() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY)
    assert units(books) == [BOX]


def test_who_only_unpacked_the_box_knows_it() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, until=3, **THEIRS)
    assert units(books) == [BOX]


def test_who_moved_the_tote_knows_the_box_in_it() -> None:
    books = Books()
    books.pack(1, BOX, BATTERY, **THEIRS)
    books.pack(2, TOTE, BOX, **THEIRS)
    books.event_with(4, TOTE)
    assert units(books) == [BOX, TOTE]


def test_a_box_in_which_others_kept_the_battery_stays_unknown() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.pack(2, BOX, BATTERY, **THEIRS)
    books.event_with(3, BOX, **THEIRS)
    assert units(books) == []


def test_who_saw_the_last_event_knows_the_unit_to_the_end() -> None:
    books = Books()
    books.event_with(1, BATTERY, **THEIRS)
    books.event_with(2, BATTERY)
    _, lived, sight = told_to(1, books)
    assert last_seen(lived, sight, END) == END


def test_who_did_not_see_the_last_event_knows_the_unit_up_to_its_own() -> None:
    books = Books()
    books.event_with(1, BATTERY)
    books.event_with(2, BATTERY, **THEIRS)
    _, lived, sight = told_to(1, books)
    assert last_seen(lived, sight, END) == at(1, 1)


def test_who_saw_nothing_knows_nothing() -> None:
    books = Books()
    books.event_with(2, BATTERY, **THEIRS)
    _, lived, sight = told_to(1, books)
    assert last_seen(lived, sight, END) == BEGINNING
