"""Do things that happen a known number of times fall due so often?"""

from __future__ import annotations

import random

import pytest

from tracker.demo.occasions import Occasions, count_of
from tracker.demo.unusual import UNUSUAL, Unusual, UnusualRow


def test_every_unusual_kind_has_one_row() -> None:
    assert [row.kind for row in UNUSUAL] == list(Unusual)


@pytest.mark.parametrize("row", UNUSUAL, ids=lambda row: row.kind.value)
def test_each_falls_due_as_often_as_its_row_says_and_within_its_time(row: UnusualRow) -> None:
    days = 1_000
    occasions = Occasions(UNUSUAL, random.Random(2), 4_000, days)  # noqa: S311
    happened = []
    for day in range(days):
        while occasions.due(row.kind, day):
            occasions.take(row.kind)
            happened.append(day)
    assert len(happened) == count_of(row, 4_000) == 2 * row.per_2000
    assert row.first * days - 1 <= happened[0] <= happened[-1] <= row.last * days
    assert row.kind not in occasions.left


def test_taking_what_is_not_due_changes_nothing() -> None:
    occasions = Occasions(UNUSUAL, random.Random(2), 0, 1_000)  # noqa: S311
    occasions.take(Unusual.EXPORTED)
    assert not occasions.due(Unusual.EXPORTED, 999)
    assert occasions.left == {}
