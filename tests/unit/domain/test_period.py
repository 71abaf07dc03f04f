"""Does a period begin with its first day and end before its last?"""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.period import Period

CHANGE = date(2026, 8, 15)
DAY = timedelta(days=1)


def test_the_first_day_is_in_and_the_day_before_is_not() -> None:
    new_law = Period(CHANGE)
    assert CHANGE in new_law
    assert CHANGE - DAY not in new_law


def test_the_day_it_ends_is_out_and_the_day_before_is_in() -> None:
    old_law = Period(date(2020, 9, 1), CHANGE)
    assert CHANGE not in old_law
    assert CHANGE - DAY in old_law


@given(st.dates())
def test_of_two_periods_that_meet_every_day_is_in_exactly_one(day: date) -> None:
    before, after = Period(date.min, CHANGE), Period(CHANGE)
    assert (day in before) + (day in after) == 1
