"""Do the days of the demonstration have winters, weekends and holidays?"""

from __future__ import annotations

from datetime import date

import pytest

from tracker.demo.seasons import (
    Span,
    bringing,
    cumulated,
    four_sales_years,
    is_cold,
    is_holiday,
    is_workday,
    shopping,
)


def test_four_sales_years_end_with_the_day_asked_for() -> None:
    span = four_sales_years(date(2026, 10, 31))
    assert span == Span(date(2022, 11, 1), date(2026, 10, 31))
    assert span.days == 1461
    assert span.day(span.number(date(2026, 8, 15))) == date(2026, 8, 15)


def test_a_leap_day_is_no_obstacle() -> None:
    assert four_sales_years(date(2024, 2, 29)).first == date(2020, 3, 1)
    assert four_sales_years(date(2027, 2, 28)).first == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("day", "rest"),
    [
        (date(2025, 10, 3), True),  # national day
        (date(2026, 2, 17), True),  # spring festival
        (date(2026, 2, 16), True),  # its eve
        (date(2026, 2, 25), False),
        (date(2026, 3, 3), False),
    ],
)
def test_holidays_are_known(day: date, rest: bool) -> None:
    assert is_holiday(day) is rest


def test_lorries_rest_on_sundays_and_holidays() -> None:
    assert not is_workday(date(2026, 3, 1))
    assert not is_workday(date(2025, 10, 3))
    assert is_workday(date(2026, 3, 2))


def test_people_shop_on_saturdays_and_in_winter() -> None:
    assert shopping(date(2026, 3, 7)) > shopping(date(2026, 3, 4))
    assert shopping(date(2026, 1, 10)) > shopping(date(2026, 3, 7))
    assert bringing(date(2026, 1, 12)) > bringing(date(2026, 3, 2))
    assert shopping(date(2026, 2, 17)) < shopping(date(2026, 2, 28))


def test_cold_is_from_december_to_february() -> None:
    assert [month for month in range(1, 13) if is_cold(date(2026, month, 15))] == [1, 2, 12]


def test_cumulated_shares_end_with_the_whole() -> None:
    assert cumulated([1.0, 1.0, 2.0]) == [0.25, 0.5, 1.0]
