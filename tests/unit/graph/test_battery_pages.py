"""Does every battery come on exactly one page?"""

from __future__ import annotations

import pytest

from tracker.graph.battery_pages import Cursor, places_needed, read, written
from tracker.graph.facts import Leaf

LEAVES = [Leaf(5, 0, (), 3), Leaf(5, 10, (), 0), Leaf(5, 11, (), 40), Leaf(9, 2, (), 40)]


def test_a_cursor_is_read_as_it_was_written() -> None:
    cursor = Cursor(1565877967257600025, 100, 7)
    assert read(written(cursor)) == cursor


def test_no_cursor_is_the_first_page() -> None:
    assert read(None) is None
    assert read("") is None


@pytest.mark.parametrize(
    "text", ["1.2", "1.2.3.4", "a.b.c", "1.-2.3", "1.2.99999999999999999999", "１.2.3", "1..3"]
)
def test_a_cursor_that_is_not_ours_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not the place of a battery"):
        read(text)


def test_only_as_many_leaves_are_opened_as_the_page_needs() -> None:
    assert places_needed(LEAVES, None, 2) == [0]
    assert places_needed(LEAVES, None, 3) == [0, 2]


def test_leaves_without_batteries_are_passed_over() -> None:
    assert 1 not in places_needed(LEAVES, None, 1_000)


def test_the_leaf_of_the_cursor_is_opened_again_and_not_counted_on() -> None:
    assert places_needed(LEAVES, Cursor(5, 11, 77), 10) == [2, 3]


def test_after_a_leaf_that_vanished_the_next_one_comes() -> None:
    assert places_needed(LEAVES, Cursor(5, 99, 1), 10) == [3]
