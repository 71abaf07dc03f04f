"""Is what people write into cells read as they meant it, and refused when it can mean two?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from tracker.domain.register_kinds import Unfit
from tracker.ledgers import cells

LOAD = cells.grams(100_000_000)


def fault(clean: Callable[..., Any], cell: object, unit: str = "") -> str:
    """The code of the one fault."""
    with pytest.raises(Unfit) as caught:
        clean(cell, unit)
    (found,) = caught.value.faults
    return found.code


@pytest.mark.parametrize(
    "cell",
    [
        datetime.fromisoformat("2026-10-02"),
        date(2026, 10, 2),
        "2026-10-02",
        "2026/10/2",
        "2026.10.2",
        "2026年10月2日",
        " 2026 年 10 月 2 日 ",
        "２０２６／１０／２",
        "20261002",
        20261002.0,
        46297,
        46297.0,
        "46297",
    ],
)
def test_a_day_is_read_in_every_way_that_ledgers_write_it(cell: object) -> None:
    assert cells.day(cell) == date(2026, 10, 2)


@pytest.mark.parametrize(
    "cell", ["2026-10-02 08:30", "2026年10月2日 8时30分", "2026/10/2 8:30:00", 46297 + 8.5 / 24]
)
def test_a_time_of_day_beside_the_day_is_kept(cell: object) -> None:
    assert cells.moment(cell) == datetime.fromisoformat("2026-10-02 08:30")


@pytest.mark.parametrize(
    "cell", ["10/2", "2026-13-01", "2026-02-30", "Friday", 12.5, 99999999, True, "2026-10-02 25:00"]
)
def test_what_is_no_day_is_refused(cell: object) -> None:
    assert fault(cells.day, cell) == "cell_day"


@pytest.mark.parametrize(
    ("cell", "unit", "grams"),
    [
        ("1.2吨", "", 1_200_000),
        ("1.2 t", "kg", 1_200_000),
        ("1,200 千克", "", 1_200_000),
        ("１．２吨", "", 1_200_000),
        ("15.5kg", "吨", 15_500),
        (1.2, "吨", 1_200_000),
        ("1200", "公斤", 1_200_000),
        (0.1 + 0.2, "吨", 300_000),
        ("500克", "", 500),
    ],
)
def test_a_mass_is_taken_when_its_unit_is_clear(cell: object, unit: str, grams: int) -> None:
    assert LOAD(cell, unit) == grams


@pytest.mark.parametrize(
    ("cell", "unit", "code"),
    [
        (1.2, "", "cell_unit_missing"),
        ("1.2", "", "cell_unit_missing"),
        ("12只", "", "cell_unit"),
        ("1.2斤", "吨", "cell_unit"),
        ("heavy", "kg", "cell_mass"),
        (True, "kg", "cell_mass"),
        (date(2026, 10, 2), "kg", "cell_mass"),
        (0, "kg", "mass_not_positive"),
        ("-3kg", "", "mass_not_positive"),
        ("1000吨", "", "mass_absurd"),
        ("0.0001kg", "", "mass_not_a_number"),
    ],
)
def test_a_mass_that_can_mean_two_things_or_none_is_refused(
    cell: object, unit: str, code: str
) -> None:
    assert fault(LOAD, cell, unit) == code


@pytest.mark.parametrize(
    ("cell", "code"),
    [("B1", "B1"), (12345.0, "12345"), (7, "7"), (" Ｂ１ ", "B1"), ("12E34", "12E34")],
)
def test_a_code_is_kept_as_it_stands_on_the_battery(cell: object, code: str) -> None:
    assert cells.code(cell) == code


@pytest.mark.parametrize("cell", [4.2e19, "4.2E+19", "4.2e+19", 10**15, "4.20E19"])
def test_a_code_that_lost_its_last_digits_is_refused(cell: object) -> None:
    assert fault(cells.code, cell) == "cell_code_rounded"


def test_a_code_with_characters_outside_every_font_is_refused_by_name() -> None:
    assert fault(cells.code, "电池𠮷1") == "code_not_ascii"


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "—", "/"])
def test_a_dash_stands_for_nothing(cell: object) -> None:
    assert cells.is_blank(cell)


@pytest.mark.parametrize("cell", [80, 80.0, "80", "80只", "1,080个"])
def test_pieces_may_carry_their_counting_word(cell: object) -> None:
    assert cells.count(100_000)(cell, "") in (80, 1_080)


@pytest.mark.parametrize("cell", [0, 1.5, "many", -3, 100_001])
def test_what_is_no_number_of_pieces_is_refused(cell: object) -> None:
    assert fault(cells.count(100_000), cell) == "not_a_whole_number"


def test_a_percentage_is_a_hundredth() -> None:
    assert cells.number("62%") == "0.62"
    assert cells.number(0.62) == "0.62"


def test_a_list_in_one_cell_is_parted() -> None:
    codes = cells.several(cells.line(40))
    assert codes("HWCS1、HWCS2; HWCS1\nHWCS3", "") == ["HWCS1", "HWCS2", "HWCS3"]


def test_words_of_a_list_are_known_in_both_languages() -> None:
    ways = cells.choice({"收集": "collect", "COLLECT": "collect"})
    assert ways("收集", "") == ways(" collect ", "") == "collect"
    assert fault(ways, "steal") == "not_one_of"


@pytest.mark.parametrize(
    ("cell", "truth"), [("是", True), ("否", False), (True, True), ("Y", True)]
)
def test_yes_and_no(cell: object, truth: bool) -> None:
    assert cells.truth(cell) is truth
