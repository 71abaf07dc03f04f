"""Are days, moments, masses and numbers written as people read them?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain import moments
from tracker.i18n import formats

MORNING = datetime(2026, 10, 2, 0, 30, tzinfo=UTC)


def test_a_moment_is_said_in_china_standard_time() -> None:
    assert formats.moment(MORNING, "zh") == "2026年10月2日 08:30"
    assert formats.moment(MORNING, "en") == "Oct 2, 2026, 08:30"


def test_the_zone_a_moment_came_in_makes_no_difference() -> None:
    tokyo = MORNING.astimezone(timezone(timedelta(hours=9)))
    assert formats.moment(tokyo, "zh") == formats.moment(MORNING, "zh")


def test_the_last_evening_of_the_year_is_already_next_year_in_china() -> None:
    evening = datetime(2026, 12, 31, 16, 0, tzinfo=UTC)
    assert formats.moment(evening, "zh") == "2027年1月1日 00:00"
    assert formats.day(evening, "en") == "Jan 1, 2027"


def test_a_day_is_said_without_leading_zeros() -> None:
    assert formats.day(date(2026, 8, 5), "zh") == "2026年8月5日"
    assert formats.day(date(2026, 8, 5), "en") == "Aug 5, 2026"


def test_a_moment_without_offset_is_refused() -> None:
    bare = MORNING.replace(tzinfo=None)
    with pytest.raises(ValueError, match="offset"):
        formats.moment(bare, "zh")
    with pytest.raises(ValueError, match="offset"):
        formats.day(bare, "zh")


def test_both_floors_mean_the_same_zone() -> None:
    assert formats.CHINA == moments.CHINA


@pytest.mark.parametrize(
    ("mass_g", "zh", "en"),
    [
        (0, "0 千克", "0 kg"),
        (1, "0.001 千克", "0.001 kg"),
        (15_200, "15.2 千克", "15.2 kg"),
        (1_234_567_890, "1,234,567.89 千克", "1,234,567.89 kg"),
        (-500, "-0.5 千克", "-0.5 kg"),
        (None, "–", "–"),
    ],
)
def test_grams_are_said_in_kilograms(mass_g: int | None, zh: str, en: str) -> None:
    assert formats.kilograms(mass_g, "zh") == zh
    assert formats.kilograms(mass_g, "en") == en


def test_grams_are_said_in_tonnes() -> None:
    assert formats.tonnes(2_600_000, "zh") == "2.6 吨"
    assert formats.tonnes(2_600_000, "en", 3) == "2.600 t"


def test_halves_are_rounded_away_from_zero() -> None:
    assert formats.tonnes(1_500, "en", 3) == "0.002 t"
    assert formats.tonnes(-1_500, "en", 3) == "-0.002 t"


@given(st.integers(0, 10**15))
def test_no_gram_is_lost_when_a_mass_is_said(mass_g: int) -> None:
    said = formats.tonnes(mass_g, "en").removesuffix(" t").replace(",", "")
    assert Decimal(said) * 1_000_000 == mass_g


def test_large_numbers_are_parted_by_thousands() -> None:
    assert formats.number(1_000) == "1,000"
    assert formats.number(Decimal("1234.50")) == "1,234.5"
    assert formats.number(Decimal("1234.5"), 2) == "1,234.50"


def test_large_numbers_are_never_written_with_an_exponent() -> None:
    assert formats.number(Decimal("1E+6")) == "1,000,000"


def test_a_share_is_said_in_percent() -> None:
    assert formats.percent(652_000) == "65.2%"
    assert formats.percent(1_000_000, 1) == "100.0%"
    assert formats.percent(None) == "–"
