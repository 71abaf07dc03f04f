"""Do faults fall due in the numbers and at the times that the table says?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tracker.demo.faults import PLANTED, ROWS, Faults, Kind
from tracker.demo.occasions import count_of
from tracker.rules.rulebook import RULES

DAYS = 1461


@pytest.mark.parametrize(
    ("batteries", "count"),
    [(0, 0), (49, 0), (50, 1), (1_000, 10), (2_000, 20), (3_000, 30), (250_000, 2_500)],
)
def test_counts_grow_with_the_batteries(batteries: int, count: int) -> None:
    assert count_of(ROWS[Kind.LATE_RECORD], batteries) == count


def test_counts_stop_growing_where_the_occasions_do() -> None:
    assert count_of(replace(ROWS[Kind.LATE_RECORD], most=7), 250_000) == 7


def test_every_kind_has_one_row() -> None:
    assert [row.kind for row in PLANTED] == list(Kind)


def test_the_named_rules_exist() -> None:
    assert {row.finding for row in PLANTED if row.finding} <= set(RULES)


def test_a_fault_is_due_from_its_day_until_it_is_planted() -> None:
    faults = Faults(random.Random(1), 2_000, DAYS)  # noqa: S311
    days = [day for day in range(DAYS) if faults.due(Kind.SERIAL_BURST, day)]
    assert days
    assert days[-1] == DAYS - 1
    assert 0.05 * DAYS <= days[0] <= 0.85 * DAYS
    faults.plant(Kind.SERIAL_BURST, ["A", "B"], "here")
    assert not faults.due(Kind.SERIAL_BURST, DAYS)
    assert [(one.kind, one.codes, one.note) for one in faults.planted] == [
        (Kind.SERIAL_BURST, ("A", "B"), "here")
    ]


def test_instances_are_spread_over_the_time() -> None:
    faults = Faults(random.Random(1), 2_000, DAYS)  # noqa: S311
    planted = []
    for day in range(DAYS):
        while faults.due(Kind.LATE_RECORD, day):
            faults.plant(Kind.LATE_RECORD, [])
            planted.append(day)
    assert len(planted) == 20
    thirds = [sum(day < DAYS * part / 3 for day in planted) for part in (1, 2, 3)]
    assert 4 <= thirds[0] < thirds[1] < thirds[2]


def test_what_found_no_occasion_is_told() -> None:
    faults = Faults(random.Random(1), 2_000, DAYS)  # noqa: S311
    assert faults.unplanted[Kind.STRANGER] == 8
    assert Kind.LICENCE_MISSING not in faults.unplanted
