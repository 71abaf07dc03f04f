"""Are runs of serials, late entries and leaking cohorts told from everyday ones?"""

from __future__ import annotations

import random

import pytest

from tests.builders.anomalies import a_cohort, a_ground, a_record
from tracker.graph.anomalies import habits

GROUND = a_ground()


def serials(count: int, start: int = 95, head: str = "X") -> tuple[str, ...]:
    return tuple(f"{head}{n:04}" for n in range(start, start + count))


@pytest.mark.parametrize(("count", "found"), [(19, 0), (20, 1)])
def test_twenty_numbers_in_a_row_are_odd_in_whatever_order(count: int, found: int) -> None:
    codes = [*serials(count), "X0500", "Y0094", "no number"]
    random.Random(1).shuffle(codes)  # noqa: S311
    told = list(habits.serial_bursts(a_record(codes=tuple(codes)), GROUND))
    assert [one.codes for one in told] == [serials(count)] * found


def test_numbers_of_other_brands_do_not_fill_a_gap() -> None:
    codes = (*serials(12), *serials(12, 107, head="Y"))
    assert list(habits.serial_bursts(a_record(codes=codes), GROUND)) == []


@pytest.mark.parametrize(("days", "found"), [(0, 0), (5, 0), (5.01, 1)])
def test_after_five_days_an_entry_is_late(days: float, found: int) -> None:
    assert len(list(habits.recorded_late(a_record(days), GROUND))) == found


def test_a_cohort_is_measured_by_the_others_of_its_year() -> None:
    """Half of the others came back, so 50 of these 100 were to be expected; half of that is odd."""
    others = a_cohort("4201", 200, 100)
    assert list(habits.leaking_cohorts([others, a_cohort("4202", 100, 26)], GROUND)) == []
    (found,) = habits.leaking_cohorts([others, a_cohort("4202", 100, 25)], GROUND)
    assert found.figures == {"pieces": 100, "expected": 50, "came_back": 25}


def test_few_batteries_and_lone_cohorts_are_not_judged() -> None:
    few = [a_cohort("4201", 200, 100), a_cohort("4202", 70, 0)]
    assert list(habits.leaking_cohorts(few, GROUND)) == []
    assert list(habits.leaking_cohorts([a_cohort("4201", 500, 0)], GROUND)) == []
