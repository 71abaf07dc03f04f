"""Are the heads found wherever ledgers put them, and their columns known by many names?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from tracker.domain.errors import FileRefused
from tracker.ledgers.forms import FORMS, form_named
from tracker.ledgers.heads import Heads, find_heads, plain, unit_in


def found(*rows: Sequence[Any]) -> Heads:
    return find_heads(list(enumerate(rows, 1)), FORMS)


def keys(heads: Heads) -> dict[str, int]:
    return {place.column.key: place.index for place in heads.places}


def test_heads_are_known_without_stars_units_and_line_breaks() -> None:
    heads = found(["销售日期*", "电池\n编码（必填）", "单只重量（千克）"])
    assert heads.form.name == "sales"
    assert keys(heads) == {"day": 0, "code": 1, "mass": 2}
    assert heads.places[2].unit == "千克"


def test_a_title_above_the_heads_is_passed_over() -> None:
    heads = found(["某某公司2026年销售台账"], ["单位：", "千克"], ["销售日期", "电池编码"])
    assert heads.last_row == 3


def test_two_rows_of_heads_are_read_together() -> None:
    heads = found(
        ["产生批次编码", "产生时间", "容器/包装", "容器/包装", "危险废物", "产生量", "计量单位"],
        ["产生批次编码", "产生时间", "编码", "数量", "代码", "产生量", "计量单位"],
        ["HWCS20261002001", "2026-10-02", "", "", "900-052-31", "1.2", "吨"],
    )
    assert heads.form.name == "b1"
    assert heads.last_row == 2
    assert keys(heads)["container"] == 2
    assert keys(heads)["waste"] == 4
    assert keys(heads)["mass"] == 5


def test_the_second_language_below_the_heads_is_no_row() -> None:
    heads = found(["销售日期", "电池编码"], ["day of sale", "battery code"], ["2026-10-02", "B1"])
    assert heads.last_row == 2


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_knows_its_own_heads_in_both_languages(form: Any) -> None:
    for head in ([c.head for c in form.columns], [c.en for c in form.columns]):
        heads = find_heads([(1, head), (2, ["x"])], [form])
        assert keys(heads) == {c.key: i for i, c in enumerate(form.columns)}


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_is_told_from_all_others_by_its_chinese_heads(form: Any) -> None:
    assert find_heads([(1, [c.head for c in form.columns])], FORMS).form is form


def test_columns_that_are_needed_and_missing_are_all_named() -> None:
    with pytest.raises(FileRefused) as caught:
        find_heads([(1, ["型号编码", "单只重量(kg)"])], [form_named("sales")])
    said = [(f.code, f.params["column"]) for f in caught.value.faults]
    assert said == [("head_missing", "销售日期"), ("head_missing", "电池编码")]


def test_a_column_that_stands_there_twice_is_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        found(["销售日期", "电池编码", "电池编码"])
    assert [f.code for f in caught.value.faults] == ["head_twice"]


def test_a_table_of_something_else_is_refused() -> None:
    with pytest.raises(FileRefused) as caught:
        found(["name", "shoe size"], ["Wang", "42"])
    assert [f.code for f in caught.value.faults] == ["heads_unknown"]


def test_a_head_is_compared_without_what_differs_from_ledger_to_ledger() -> None:
    assert plain("＊重量 (kg)：") == plain("重量") == "重量"


@pytest.mark.parametrize(
    ("head", "unit"),
    [("重量(吨)", "吨"), ("重量/kg", "kg"), ("重量【千克】", "千克"), ("重量", "")],
)
def test_the_unit_stands_in_the_head(head: str, unit: str) -> None:
    assert unit_in(head) == unit
