"""On which day do the time limits of a manifest end, and where is a manifest needed at all?"""

from __future__ import annotations

from datetime import date, datetime

import pytest

from tracker.domain.parameters import Parameter, Parameters
from tracker.domain.roles import Role
from tracker.domain.workdays import Workdays
from tracker.rules.manifest_clocks import CLOCKS, due
from tracker.rules.manifest_limits import needs_manifest, within_tolerance
from tracker.rules.rulebook import RULES
from tracker.store.parameters_file import shipped_parameters
from tracker.store.workdays_file import shipped_years

CALENDAR = Workdays(shipped_years())
DAY = date(2026, 10, 31)
POINT, STATION, PLANT = (
    frozenset({role}) for role in (Role.COLLECTOR, Role.STATION, Role.RECYCLER)
)


def test_five_working_days_over_the_national_holiday() -> None:
    """Delivered on 30 September 2026; the first week of October is off."""
    delivered = datetime.fromisoformat("2026-09-30T16:00:00+08:00")
    assert due("acceptance", delivered, CALENDAR).day > date(2026, 10, 12)


def test_the_day_of_delivery_is_the_one_in_china() -> None:
    late_in_london = datetime.fromisoformat("2026-10-29T17:30:00+00:00")  # the 30th in China
    assert due("acceptance", late_in_london, CALENDAR).day == date(2026, 11, 6)


@pytest.mark.parametrize("clock", CLOCKS.values(), ids=lambda clock: clock.name)
def test_every_clock_has_the_article_of_its_rule(clock: object) -> None:
    assert clock.authority in RULES[clock.rule].authorities  # type: ignore[attr-defined]


def test_only_the_way_from_point_to_station_is_a_matter_of_the_province() -> None:
    off = Parameters(
        [Parameter("manifest_point_to_station", 42, DAY, 0, "bureau", "bureau", 1)], 42
    )
    assert not needs_manifest(POINT, STATION, off, DAY)
    assert needs_manifest(POINT, PLANT, off, DAY)
    assert needs_manifest(STATION, PLANT, off, DAY)


def test_as_shipped_every_way_needs_a_manifest() -> None:
    assert needs_manifest(POINT, STATION, Parameters(shipped_parameters(), 42), DAY)


def test_masses_may_differ_by_the_provinces_figure() -> None:
    one_percent = Parameters(
        [Parameter("weight_tolerance", 42, DAY, 10_000, "bureau", "bureau", 1)], 42
    )
    assert within_tolerance(1_000_000, 1_010_000, one_percent, DAY)
    assert not within_tolerance(1_000_000, 989_999, one_percent, DAY)


def test_without_a_figure_any_difference_is_borne() -> None:
    assert within_tolerance(1_000_000, 1, Parameters([], 42), DAY)
