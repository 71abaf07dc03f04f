"""Does reading by columns say of each row what its cells say?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tracker.ledgers.form import Row
from tracker.ledgers.forms import form_named
from tracker.ledgers.heads import find_heads
from tracker.ledgers.read_rows import read_rows

HEADS = ("接收日期", "电池或批次编码", "数量", "重量", "计量单位", "是否破损")


def read(*rows: Sequence[Any], bare: dict[str, str] | None = None) -> list[Row]:
    table = list(enumerate([HEADS, *rows], 1))
    heads = find_heads(table, [form_named("receipts")])
    return list(read_rows(iter(table), heads, bare or {}))


def faults(row: Row) -> list[tuple[str, str]]:
    return [(key, fault.code) for key, fault in row.faults]


def test_the_unit_of_a_mass_may_stand_in_another_cell_of_its_row() -> None:
    rows = read(
        ("2026-10-02", "A", 1, 1.5, "吨", ""),
        ("2026-10-02", "B", 1, 1.5, "千克", ""),
        ("2026-10-02", "C", 1, 1.5, "只", ""),
        ("2026-10-02", "D", 1, "1.5kg", "吨", ""),
    )
    assert [row.get("mass") for row in rows] == [1_500_000, 1_500, None, 1_500]
    assert faults(rows[2]) == [("mass", "cell_unit_missing")]


def test_the_same_number_means_other_things_in_other_types() -> None:
    rows = read(
        ("2026-10-02", "A", 1.0, "1kg", "", True),
        ("2026-10-02", "B", True, "1kg", "", 1.0),
        ("2026-10-02", "C", 1, "1kg", "", "1"),
    )
    assert [row.get("damaged") for row in rows] == [True, True, True]
    assert faults(rows[1]) == [("pieces", "not_a_whole_number")]
    assert (rows[0].get("pieces"), rows[2].get("pieces")) == (1, 1)


def test_a_wrong_cell_is_wrong_in_every_row_that_says_it() -> None:
    rows = read(*[("Friday", f"B{number}", 1, "1kg", "", "") for number in range(3)])
    assert [faults(row) for row in rows] == [[("day", "cell_day")]] * 3


def test_rows_shorter_than_the_heads_lack_their_last_cells() -> None:
    (row,) = read(("2026-10-02", "A"))
    assert set(row.values) == {"day", "code"}
    assert row.faults == []


def test_a_formula_without_a_result_is_told_by_its_cell() -> None:
    bare = {"D2": "", "C3": "#DIV/0!"}
    rows = read(("2026-10-02", "A", 1, "", "", ""), ("2026-10-02", "B", "", "1kg", "", ""),
                bare=bare)  # fmt: skip
    assert faults(rows[0]) == [("mass", "cell_formula")]
    assert faults(rows[1]) == [("pieces", "cell_error")]


def test_blocks_end_nowhere_in_particular() -> None:
    rows = read(*[("2026-10-02", f"B{number}", 1, "1kg", "", "") for number in range(2_345)])
    assert [row.number for row in rows] == list(range(2, 2_347))
    assert rows[-1].get("code") == "B2344"
