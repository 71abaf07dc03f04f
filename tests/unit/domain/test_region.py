"""Do the digits of a division code say the right province, prefecture, rank and kinship?"""

from datetime import date

import pytest

from tracker.domain.region import (
    PROVINCES,
    Certainty,
    Division,
    Level,
    is_grouping,
    is_within,
    level_of,
    parent_of,
    parse_code,
    prefecture_of,
    province,
    province_of,
    same_province,
    short_code,
)


def a_division(known_until: date | None = None) -> Division:
    return Division(
        code="500105",
        name_zh="江北区",
        name_en="",
        level=Level.COUNTY,
        parent="500100",
        known_from=date(2023, 6, 30),
        known_until=known_until,
        source="nbs-2023",
        certainty=Certainty.PUBLISHED,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("42", "420000"), ("4201", "420100"), ("420106", "420106"), (" 420106\n", "420106")],
)
def test_two_four_and_six_digits_are_read_as_one_code(text: str, code: str) -> None:
    assert parse_code(text) == code


@pytest.mark.parametrize(
    "text", ["", "4", "420", "42010", "4201061", "42010a", "４２０１０６", "-42010", "42 106"]
)
def test_what_is_not_a_number_of_two_four_or_six_digits_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="2, 4 or 6 digits"):
        parse_code(text)


@pytest.mark.parametrize("text", ["00", "10", "990000", "830000"])
def test_a_province_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no province"):
        parse_code(text)


def test_a_county_without_prefecture_is_refused() -> None:
    with pytest.raises(ValueError, match="no prefecture"):
        parse_code("420006")


@pytest.mark.parametrize(
    ("code", "short", "level", "parent"),
    [
        ("420000", "42", Level.PROVINCE, None),
        ("420100", "4201", Level.PREFECTURE, "420000"),
        ("420106", "420106", Level.COUNTY, "420100"),
        ("421000", "4210", Level.PREFECTURE, "420000"),
        ("500000", "50", Level.PROVINCE, None),
        ("500110", "500110", Level.COUNTY, "500100"),
        ("110100", "1101", Level.PREFECTURE, "110000"),
        ("659010", "659010", Level.COUNTY, "659000"),
        ("441900", "4419", Level.PREFECTURE, "440000"),
    ],
)
def test_zeros_count_in_pairs(code: str, short: str, level: Level, parent: str | None) -> None:
    assert (short_code(code), level_of(code), parent_of(code)) == (short, level, parent)


def test_a_manifest_number_gets_its_province_and_prefecture_digits() -> None:
    assert province_of("429004") == "42"
    assert prefecture_of("429004") == "4290"
    assert prefecture_of("420106") == "4201"
    assert prefecture_of("420000") is None


@pytest.mark.parametrize(
    ("code", "ancestor", "within"),
    [
        ("420106", "420000", True),
        ("420106", "420100", True),
        ("420106", "420106", True),
        ("420100", "420106", False),
        ("420000", "420100", False),
        ("421002", "421000", True),
        ("421102", "421000", False),
        ("110101", "110100", True),
        ("110101", "110000", True),
        ("500229", "500100", False),
        ("500229", "500200", True),
        ("429004", "420000", True),
        ("429004", "429000", True),
        ("360100", "420000", False),
    ],
)
def test_a_code_lies_within_what_its_leading_pairs_name(
    code: str, ancestor: str, within: bool
) -> None:
    assert is_within(code, ancestor) is within


def test_transfers_between_two_cities_of_one_province_stay_in_it() -> None:
    assert same_province("420100", "429004")
    assert not same_province("420100", "360100")


@pytest.mark.parametrize("code", ["110100", "120100", "310100", "500100", "500200", "429000"])
def test_codes_that_only_group_counties_are_told_from_prefectures(code: str) -> None:
    assert is_grouping(code)


@pytest.mark.parametrize("code", ["420100", "442000", "110000", "110101", "429004", "420000"])
def test_a_division_with_its_own_government_is_no_grouping(code: str) -> None:
    assert not is_grouping(code)


def test_there_are_34_provincial_units_in_the_order_of_their_digits() -> None:
    digits = [unit.digits for unit in PROVINCES]
    assert len(digits) == 34
    assert digits == sorted(set(digits))
    assert len({unit.name_zh for unit in PROVINCES}) == 34
    assert len({unit.name_en for unit in PROVINCES}) == 34


def test_the_two_provinces_that_sound_alike_are_kept_apart() -> None:
    assert province("140100").name_en == "Shanxi"
    assert province("610100").name_en == "Shaanxi"


def test_a_code_is_withdrawn_from_its_last_known_day_on() -> None:
    division = a_division(known_until=date(2025, 11, 6))
    assert not division.withdrawn_by(date(2025, 11, 5))
    assert division.withdrawn_by(date(2025, 11, 6))
    assert not a_division(known_until=None).withdrawn_by(date(2026, 1, 1))
