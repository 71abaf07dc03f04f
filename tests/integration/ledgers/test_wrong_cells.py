"""Is each wrong cell red in the user's own file, with the way to mend it in Chinese and English?"""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from tests.builders.ledgers import SALES_HEADS, Counter, cells_of, marks_of, sales, text, workbook
from tests.builders.province import TheTown
from tracker.ledgers import marked_copy
from tracker.ledgers.jobs import marked_file

#: what is wrong -> (column, cell, what the Chinese comment says, what the English one says)
WRONG: dict[str, tuple[str, Any, str, str]] = {
    "a day of words": ("day", "上周五", "2026年10月2日", "2026-10-02"),
    "a day that is none": ("day", "2026-02-30", "日期", "A day here"),
    "a day to come": ("day", "2027-10-02", "晚于当前", "future"),
    "a day before there were any": ("day", "1966-10-02", "2000-01-01", "2000-01-01"),
    "a mass without a unit": ("mass", "15.2个", "千克", "kg"),
    "a mass of words": ("mass", "很重", "15.5kg", "15.5 kg"),
    "a mass below zero": ("mass", "-3kg", "大于", "than zero"),
    "a mass no battery has": ("mass", "9吨", "2000", "2000"),
    "a model nobody registered": ("model", "MODEL-99", "MODEL-99", "MODEL-99"),
    "a code that became a number": ("code", 4.2e19, "文本", "format to text"),
    "a code that became the text of one": ("code", "4.2E+19", "文本", "format to text"),
    "a number of twenty digits": ("code", 42010000000000000001, "文本", "format to text"),
    "a code outside every font": ("code", "电池𠮷1", "字符", "characters"),
    "a code of too many characters": ("code", "B" * 200, "128", "128"),
    "a label of ours with one character wrong": ("code", "PB420000000001X", "标签", "label"),
    "no code": ("code", None, "必填", "required"),
    "an error of the spreadsheet": ("code", "#REF!", "#REF!", "#REF!"),
}


def book(changed: str, cell: Any) -> bytes:
    row = {"day": "2026-10-02", "code": "B1", "model": "MODEL-60", "mass": "15.2kg"} | {
        changed: cell
    }
    return workbook(SALES_HEADS, [row[key] for key in ("day", "code", "model", "mass")])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("wrong", WRONG)
def test_a_wrong_cell_is_red_and_says_how_to_mend_it(
    wrong: str, language: str, counter: Counter, town: TheTown
) -> None:
    column, cell, zh, en = WRONG[wrong]
    caller = town.producer.caller
    job = counter.bring(book(column, cell), caller, site="MAKER-1", language=language)
    assert (job.booked, job.refused) == (0, 1)
    marks = marks_of(marked_file(job.id, counter.office, caller))
    assert list(marks) == [{"day": "A2", "code": "B2", "model": "C2", "mass": "D2"}[column]]
    assert (zh if language == "zh" else en) in next(iter(marks.values()))


def test_several_wrong_cells_of_a_row_are_all_marked_at_once(
    counter: Counter, town: TheTown
) -> None:
    content = workbook(SALES_HEADS, ["?", "4.2E+19", "MODEL-60", "heavy"])
    job = counter.bring(content, town.producer.caller, site="MAKER-1")
    marks = marks_of(marked_file(job.id, counter.office, town.producer.caller))
    assert set(marks) == {"A2", "B2", "D2"}


def test_rare_characters_come_back_as_they_were(counter: Counter, town: TheTown) -> None:
    rows = sales("B1", day="?", note="𠮷林𫚉鎔")
    for content in (workbook(*rows), text(*rows, encoding="gb18030")):
        job = counter.bring(content, town.producer.caller, site="MAKER-1")
        page = cells_of(marked_file(job.id, counter.office, town.producer.caller))
        assert page["E2"].value == "𠮷林𫚉鎔"
        assert page["A2"].comment is not None


def test_below_merged_heads_in_two_rows_the_right_cell_is_red(
    counter: Counter, town: TheTown
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        page = made.add_worksheet("台账")
        page.merge_range(0, 0, 0, 3, "销售台账")
        page.merge_range(1, 0, 2, 0, "销售日期")
        page.merge_range(1, 1, 1, 2, "电池")
        page.write_row(2, 1, ["编码", "型号"])
        page.merge_range(1, 3, 2, 3, "单只重量（千克）")
        page.write_row(3, 0, ["2026-10-02", "B1", "MODEL-60", 15.2])
        page.write_row(4, 0, ["2026-10-02", "B2", "MODEL-60", "heavy"])
    job = counter.bring(target.getvalue(), town.producer.caller, site="MAKER-1")
    assert (job.booked, job.refused) == (1, 1), job.faults or job.error
    marked = marked_file(job.id, counter.office, town.producer.caller)
    assert set(marks_of(marked)) == {"D5"}
    assert {str(area) for area in cells_of(marked).merged_cells.ranges} >= {"A1:D1", "B2:C2"}


def test_a_formula_on_another_sheet_says_nothing_of_this_ones_empty_cells(
    counter: Counter, town: TheTown
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        for row, cells in enumerate(sales("B1")):
            made.worksheets() or made.add_worksheet("台账")
            made.worksheets()[0].write_row(row, 0, cells)
        made.add_worksheet("计算").write_formula("E2", "=1+1", None, "")
    job = counter.bring(target.getvalue(), town.producer.caller, site="MAKER-1")
    assert (job.booked, job.faults) == (1, [])


def test_an_empty_first_sheet_is_passed_over_and_the_second_one_marked(
    counter: Counter, town: TheTown
) -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as made:
        made.add_worksheet("空")
        page = made.add_worksheet("台账")
        for row, cells in enumerate(sales("B1", day="?")):
            page.write_row(row, 0, cells)
    job = counter.bring(target.getvalue(), town.producer.caller, site="MAKER-1")
    marked = marked_file(job.id, counter.office, town.producer.caller)
    assert marks_of(marked, 1).keys() == {"A2"}
    assert cells_of(marked, 0).max_row == 1


@pytest.mark.parametrize(("language", "says"), [("zh", "单元格很多"), ("en", "very many cells")])
def test_a_copy_that_was_written_anew_says_what_it_lost(
    language: str, says: str, counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked_copy, "MOST_TOUCHED_CELLS", 0)
    content = workbook(*sales("B1", day="?"), sheet="十月")
    job = counter.bring(content, town.producer.caller, site="MAKER-1", language=language)
    marked = marked_file(job.id, counter.office, town.producer.caller)
    assert marks_of(marked).keys() == {"A2"}
    assert cells_of(marked).title == "十月"
    lost, how = (row[0].value for row in cells_of(marked, 1).iter_rows())
    assert says in lost
    assert "1" in how


def test_a_marked_copy_is_mended_and_comes_in_as_it_is(counter: Counter, town: TheTown) -> None:
    import openpyxl

    caller = town.producer.caller
    job = counter.bring(workbook(*sales("B1"), *sales("B2", day="?")[1:]), caller, site="MAKER-1")
    made = openpyxl.load_workbook(io.BytesIO(marked_file(job.id, counter.office, caller)))
    made.worksheets[0]["A3"] = "2026-10-02"
    mended = io.BytesIO()
    made.save(mended)
    again = counter.bring(mended.getvalue(), caller, site="MAKER-1")
    assert (again.booked, again.known, again.refused) == (1, 1, 0), again.faults


def test_of_very_many_wrong_cells_the_first_ones_carry_comments_and_all_are_red(
    counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(marked_copy, "MOST_COMMENTS", 2)
    caller = town.producer.caller
    content = workbook(*sales("B1", "B2", "B3", day="?", mass="heavy"))
    job = counter.bring(content, caller, site="MAKER-1", language="en")
    marked = marked_file(job.id, counter.office, caller)
    assert set(marks_of(marked)) == {"A2", "D2"}
    page = cells_of(marked)
    assert {page[place].fill.start_color.rgb for place in ("A3", "D3", "A4", "D4")} == {"FFFFC7CE"}
    assert cells_of(marked, 1)["A3"].value == "Only the first 2 of 6 red cells carry a comment."
