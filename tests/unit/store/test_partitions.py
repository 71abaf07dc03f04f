"""Which months lie between two moments, and which tables are months?"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tracker.store.partitions import is_partition, months


def at(year: int, month: int, day: int = 1) -> datetime:
    return datetime(year, month, day, tzinfo=UTC)


def test_the_months_of_both_ends_are_among_them() -> None:
    assert months(at(2026, 11, 30), at(2027, 2, 1)) == [
        at(2026, 11),
        at(2026, 12),
        at(2027, 1),
        at(2027, 2),
    ]


def test_a_day_has_one_month_and_the_past_none() -> None:
    assert months(at(2026, 5, 17), at(2026, 5, 17)) == [at(2026, 5)]
    assert months(at(2026, 5), at(2026, 4, 30)) == []


@pytest.mark.parametrize("name", ["event_y2026m01", "event_y2027m12", "event_other"])
def test_a_month_and_all_others_are_partitions(name: str) -> None:
    assert is_partition(name)


@pytest.mark.parametrize("name", ["event", "event_unit", "event_y2026m1", "xevent_y2026m01"])
def test_other_tables_are_not(name: str) -> None:
    assert not is_partition(name)
