"""Is the shipped division table whole, consistent, and what its README says it is?"""

import re
from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from tracker.domain.region import (
    PROVINCES,
    Certainty,
    Division,
    Level,
    is_grouping,
    level_of,
    parent_of,
)
from tracker.store.divisions_file import COLUMNS, read_divisions, shipped_divisions

SNAPSHOT_DAY = date(2023, 6, 30)
HEADER = ",".join(COLUMNS)
HUBEI = "420000,湖北省,Hubei,province,,2023-06-30,,nbs-2023,published"


@pytest.fixture(scope="module")
def table() -> dict[str, Division]:
    return {division.code: division for division in shipped_divisions()}


def readme() -> str:
    path = files("tracker.store").joinpath("data", "divisions.README.md")
    return path.read_text(encoding="utf-8")


def test_codes_are_unique_and_rise() -> None:
    codes = [division.code for division in shipped_divisions()]
    assert codes == sorted(set(codes))


def test_the_counts_are_those_the_readme_states(table: dict[str, Division]) -> None:
    stated = {
        (level, certainty): int(number)
        for level, certainty, number in re.findall(
            r"^\| (province|prefecture|county) \| (\w+) \| (\d+) \|", readme(), re.MULTILINE
        )
    }
    counted = Counter((row.level.value, row.certainty.value) for row in table.values())
    assert stated == dict(counted)


def test_the_real_divisions_of_late_2025_are_as_many_as_the_ministry_lists(
    table: dict[str, Division],
) -> None:
    day = date(2025, 12, 31)
    real = Counter(
        row.level
        for row in table.values()
        if row.certainty is not Certainty.STATISTICAL
        and row.known_from <= day
        and not row.withdrawn_by(day)
        and not is_grouping(row.code)
    )
    assert real == {Level.PROVINCE: 34, Level.PREFECTURE: 333, Level.COUNTY: 2845}


def test_every_parent_exists_and_is_the_one_the_digits_name(table: dict[str, Division]) -> None:
    wrong = [
        row.code
        for row in table.values()
        if row.parent != parent_of(row.code) or (row.parent is not None and row.parent not in table)
    ]
    assert wrong == []


def test_levels_are_those_of_the_digits(table: dict[str, Division]) -> None:
    assert [row.code for row in table.values() if row.level is not level_of(row.code)] == []


def test_the_provinces_of_the_table_are_those_of_the_domain(table: dict[str, Division]) -> None:
    listed = [
        (row.code, row.name_zh, row.name_en)
        for row in table.values()
        if row.level is Level.PROVINCE
    ]
    assert listed == [(unit.code, unit.name_zh, unit.name_en) for unit in PROVINCES]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("330113", "临平区"),
        ("330114", "钱塘区"),
        ("540481", "米林市"),
        ("540581", "错那市"),
        ("653228", "和康县"),
        ("653229", "和安县"),
        ("659010", "胡杨河市"),
        ("659012", "白杨市"),
        ("460302", "西沙区"),
        ("500157", "两江新区"),
    ],
)
def test_divisions_that_older_lists_miss_are_there(
    table: dict[str, Division], code: str, name: str
) -> None:
    assert table[code].name_zh == name


@pytest.mark.parametrize("code", ["429004", "429005", "429006", "429021", "419001", "469001"])
def test_counties_directly_under_a_province_hang_on_a_grouping(
    table: dict[str, Division], code: str
) -> None:
    parent = table[code].parent
    assert parent is not None
    assert is_grouping(parent)
    assert parent in table


@pytest.mark.parametrize("code", ["441900", "442000", "460400", "620200"])
def test_a_city_without_counties_stands_once_as_prefecture(
    table: dict[str, Division], code: str
) -> None:
    counties = [
        row.code
        for row in table.values()
        if row.parent == code and row.certainty is not Certainty.STATISTICAL
    ]
    assert table[code].level is Level.PREFECTURE
    assert counties == []


def test_a_development_zone_is_marked_as_made_for_statistics(table: dict[str, Division]) -> None:
    assert table["421071"].name_zh == "荆州经济技术开发区"
    assert table["421071"].certainty is Certainty.STATISTICAL


def test_the_districts_merged_in_chongqing_stay_but_are_withdrawn(
    table: dict[str, Division],
) -> None:
    for code in ("500105", "500112"):
        assert not table[code].withdrawn_by(date(2025, 11, 5))
        assert table[code].withdrawn_by(date(2025, 11, 6))


def test_rows_of_the_snapshot_are_known_from_its_day(table: dict[str, Division]) -> None:
    days = {row.known_from for row in table.values() if row.source == "nbs-2023"}
    assert days == {SNAPSHOT_DAY}


def test_every_source_is_explained_in_the_readme(table: dict[str, Division]) -> None:
    explained = set(re.findall(r"^\| `([a-z0-9-]+)` \|", readme(), re.MULTILINE))
    assert {row.source for row in table.values()} == explained


def test_the_table_holds_no_coordinates_and_no_stray_blanks(table: dict[str, Division]) -> None:
    for row in table.values():
        assert re.fullmatch(r"[\u4e00-\u9fff]+", row.name_zh)
        assert re.fullmatch(r"([A-Z][A-Za-z' ]*[a-z])?", row.name_en)


def test_every_prefecture_of_the_home_province_has_an_english_name(
    table: dict[str, Division],
) -> None:
    unnamed = [
        row.code
        for row in table.values()
        if row.level is Level.PREFECTURE
        and row.code[:2] in ("36", "42")
        and not (row.name_en or is_grouping(row.code))
    ]
    assert unnamed == []


def test_a_good_line_becomes_a_division() -> None:
    (hubei,) = read_divisions([HEADER, HUBEI])
    assert hubei == Division(
        code="420000",
        name_zh="湖北省",
        name_en="Hubei",
        level=Level.PROVINCE,
        parent=None,
        known_from=SNAPSHOT_DAY,
        known_until=None,
        source="nbs-2023",
        certainty=Certainty.PUBLISHED,
    )


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ("420000", "42"),
        ("province", "state"),
        ("2023-06-30", "2023/06/30"),
        ("published", "sure"),
        (",published", ""),
        ("published", "published,114.3"),
    ],
)
def test_a_bad_line_is_refused_with_its_number(good: str, bad: str) -> None:
    with pytest.raises(ValueError, match="line 2 of the division table"):
        read_divisions([HEADER, HUBEI.replace(good, bad)])


def test_a_table_with_other_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="has the columns code"):
        read_divisions(["code,name", "42,湖北省"])
