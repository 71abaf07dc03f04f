"""What does an empty form look like, and a filled one? The same heads, in both languages.

Every column is formatted as text, so that no program turns a long code into a number; words are
offered in drop-downs. Row 1 holds the Chinese heads, row 2 the English ones; what is needed has a
red head. The example row is passed over when it is sent as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

import xlsxwriter

from tracker.ledgers.form import Form

#: Drop-downs reach down to here.
_OFFERED_ROWS = 20_000
_MOST_OFFERED_LETTERS = 255
#: Rows go to the disk as they come: memory does not grow with their number.
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_NOTES = {
    "zh": (
        "红色表头为必填列。第一行为中文表头，第二行为英文表头，均可保留。",
        "所有列均为文本格式：长编码请勿改为数值，否则末尾几位会丢失。",
        "重量请写明单位，例如 1.2吨 或 15.5kg；表头已注明单位时可只写数字。",
        "日期写作 2026-10-02、2026/10/2 或 2026年10月2日。",
        "示例行原样保留时不会被导入。",
    ),
    "en": (
        "Columns with a red head are needed. Both rows of heads may stay.",
        "Every column is text: do not turn long codes into numbers, their last digits are lost.",
        "Write masses with their unit, such as 1.2 t or 15.5 kg, unless the head names it.",
        "Days are written 2026-10-02, 2026/10/2 or 2026年10月2日.",
        "The example row is not imported as long as it stays as it is.",
    ),
}


def template(form: Form) -> bytes:
    """An empty form with an example row, as a workbook."""
    return _workbook(form, [{column.key: column.example for column in form.columns}], notes=True)


def filled(form: Form, rows: Iterable[Mapping[str, str]]) -> bytes:
    """The form with these rows, each a text by column; it can be imported as it is."""
    return _workbook(form, rows, notes=False)


def _workbook(form: Form, rows: Iterable[Mapping[str, str]], *, notes: bool) -> bytes:
    target = BytesIO()
    with xlsxwriter.Workbook(target, _OPTIONS) as book:
        page = book.add_worksheet(form.zh.replace("/", "、")[:31])
        text = book.add_format({"num_format": "@"})
        _heads(book, page, form, text)
        for number, row in enumerate(rows, 2):
            for index, column in enumerate(form.columns):
                page.write_string(number, index, row.get(column.key, ""), text)
        _drop_downs(page, form)
        page.freeze_panes(2, 0)
        if notes:
            _notes(book)
    return target.getvalue()


def _heads(book: Any, page: Any, form: Form, text: Any) -> None:
    usual = {"bold": True, "text_wrap": True, "valign": "vcenter", "border": 1, "num_format": "@"}
    plain = book.add_format({**usual, "bg_color": "#DDEBF7"})
    needed = book.add_format({**usual, "bg_color": "#F8CBAD", "font_color": "#9C0006"})
    small = book.add_format({"font_size": 9, "italic": True, "num_format": "@"})
    for index, column in enumerate(form.columns):
        page.set_column(index, index, max(12, 2 * len(column.head) + 2), text)
        page.write_string(0, index, column.head, needed if column.needed else plain)
    for index, column in enumerate(form.columns):  # row by row: a row left is written
        unit = f" ({_UNIT_WORDS.get(column.unit, column.unit)})" if column.unit else ""
        page.write_string(1, index, f"{column.en}{unit}", small)


_UNIT_WORDS = {"吨": "t"}


def _drop_downs(page: Any, form: Form) -> None:
    for index, column in enumerate(form.columns):
        offered = ",".join(column.choices)
        if offered and len(offered) <= _MOST_OFFERED_LETTERS:
            rule = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            page.data_validation(2, index, _OFFERED_ROWS, index, rule)


def _notes(book: Any) -> None:
    page = book.add_worksheet("说明 Notes")
    page.set_column(0, 0, 100)
    for number, line in enumerate([*_NOTES["zh"], "", *_NOTES["en"]]):
        page.write_string(number, 0, line)
