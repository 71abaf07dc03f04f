"""When does a period of working days end, with the days that the State Council moved?"""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.workdays import CalendarYear, Deadline, Workdays
from tracker.store.workdays_file import read_workdays, shipped_years

CALENDAR = Workdays(shipped_years())
DAYS = st.dates(date(2005, 1, 1), date(2026, 11, 1))


@pytest.mark.parametrize(
    ("start", "count", "end"),
    [
        # a Wednesday: Thursday, Friday, Monday, Tuesday, Wednesday
        (date(2026, 10, 14), 5, date(2026, 10, 21)),
        # over the National Day, with the Saturday that is worked instead
        (date(2026, 9, 30), 5, date(2026, 10, 13)),
        # Spring Festival: the Saturday before it and the one after it are worked
        (date(2026, 2, 13), 1, date(2026, 2, 14)),
        (date(2026, 2, 14), 5, date(2026, 2, 28)),
        # the law gives no day for the day itself
        (date(2026, 10, 16), 1, date(2026, 10, 19)),
        (date(2026, 10, 14), 0, date(2026, 10, 14)),
        (date(2026, 10, 3), 0, date(2026, 10, 8)),
    ],
)
def test_counting_starts_the_day_after_and_leaves_out_holidays(
    start: date, count: int, end: date
) -> None:
    assert CALENDAR.after(start, count) == Deadline(end, provisional=False)


def test_a_period_into_a_year_that_is_not_announced_is_provisional() -> None:
    assert CALENDAR.after(date(2026, 12, 29), 5) == Deadline(date(2027, 1, 5), provisional=True)


def test_when_the_calendar_arrives_the_deadline_moves() -> None:
    new_year = CalendarYear(2027, frozenset({date(2027, 1, 1)}), frozenset({date(2027, 1, 3)}))
    known = Workdays((*shipped_years(), new_year))
    # 30 and 31 December, Sunday 3 January instead of Friday, then 4 and 5
    assert known.after(date(2026, 12, 29), 5) == Deadline(date(2027, 1, 5), provisional=False)
    without = Workdays((*shipped_years(), CalendarYear(2027, new_year.days_off, frozenset())))
    assert without.after(date(2026, 12, 29), 5) == Deadline(date(2027, 1, 6), provisional=False)


def test_thirty_working_days_before_an_expiry() -> None:
    assert CALENDAR.before(date(2026, 11, 30), 30) == Deadline(date(2026, 10, 19), False)


@pytest.mark.parametrize("count", [-1, 1_001])
def test_a_period_that_no_law_has_is_refused(count: int) -> None:
    with pytest.raises(ValueError, match="cannot be counted"):
        CALENDAR.after(date(2026, 1, 5), count)


@given(DAYS, st.integers(1, 30))
def test_what_is_counted_forward_counts_back(start: date, count: int) -> None:
    end = CALENDAR.after(start, count).day
    assert CALENDAR.works(end)
    assert CALENDAR.ahead(start, end) == count
    assert CALENDAR.ahead(end, start) == -count
    assert CALENDAR.ahead(start, end - timedelta(days=1)) == count - 1


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_a_longer_period_never_ends_earlier(start: date, one: int, other: int) -> None:
    ends = [CALENDAR.after(start, count).day for count in sorted((one, other))]
    assert ends == sorted(ends)


def test_the_shipped_years_reach_to_2026_with_the_days_worked_instead() -> None:
    assert CALENDAR.years == set(range(2004, 2027))
    assert all(one.days_off for one in shipped_years())
    assert CALENDAR.works(date(2026, 10, 10))
    assert not CALENDAR.works(date(2026, 10, 7))


def test_a_day_that_says_nothing_new_is_a_slip() -> None:
    with pytest.raises(ValueError, match="does not differ"):
        CalendarYear(2026, frozenset({date(2026, 10, 3)}), frozenset())
    with pytest.raises(ValueError, match="does not differ"):
        CalendarYear(2026, frozenset({date(2027, 1, 1)}), frozenset())


@pytest.mark.parametrize(
    "lines", [["day,works"], ["day,works,name", "2026-13-01,0,x"], ["day,works,name", "x,2"]]
)
def test_a_broken_table_is_named(lines: list[str]) -> None:
    with pytest.raises(ValueError, match=r"columns|line 2"):
        read_workdays(lines)
