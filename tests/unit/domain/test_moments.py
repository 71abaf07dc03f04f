"""On which day in China does a moment fall, and how is it written?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from tracker.domain.moments import day_of, said


def test_the_reporting_year_ends_at_sixteen_hours_utc() -> None:
    last = datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC)
    assert day_of(last) == date(2026, 12, 31)
    assert day_of(last + timedelta(seconds=1)) == date(2027, 1, 1)


def test_the_day_does_not_depend_on_the_zone_the_moment_was_told_in() -> None:
    moment = datetime(2026, 6, 30, 23, 0, tzinfo=timezone(timedelta(hours=-5)))
    assert day_of(moment) == date(2026, 7, 1)


@pytest.mark.parametrize("day", ["2026-01-15", "2026-07-15", "2000-07-15"])
def test_china_has_one_offset_in_summer_and_in_winter(day: str) -> None:
    midnight = datetime.fromisoformat(f"{day}T00:00:00+08:00")
    assert day_of(midnight).isoformat() == day
    assert day_of(midnight - timedelta(microseconds=1)).isoformat() < day


def test_a_moment_is_written_in_utc_with_milliseconds_only_if_there_are_any() -> None:
    noon = datetime.fromisoformat("2026-10-02T12:00:00+08:00")
    assert said(noon) == "2026-10-02T04:00:00Z"
    assert said(noon.replace(microsecond=250_000)) == "2026-10-02T04:00:00.250Z"
