"""How do wrong cells come back? Red, with the reason as a comment, in a copy of the user's file.

A workbook is opened as it is and only its wrong cells are touched. A text, and a workbook with very
many cells, is written anew as a workbook with the same rows: to hold so many cells as objects would
need memory without bound.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from tracker.i18n.catalogue import translate
from tracker.ledgers.cells import Cell, as_text
from tracker.ledgers.heads import Heads
from tracker.ledgers.outcome import Mark
from tracker.ledgers.say import said_fault
from tracker.ledgers.table import Table

#: openpyxl needs about 300 bytes a cell, and some 2,000 for a comment.
MOST_TOUCHED_CELLS = 300_000
#: Further wrong cells are red without a comment: nobody reads so many, and each needs memory.
MOST_COMMENTS = 20_000
AUTHOR = "Plumbline"
_RED = "FFFFC7CE"
_COMMENT_WIDTH, _LINE_HEIGHT, _LETTERS_A_LINE = 320, 20, 22

#: What is said of a cell that has no comment any more; never added to.
_SILENT: list[str] = []

#: (row as the spreadsheet counts, column from 0) -> sentences
Comments = Mapping[tuple[int, int], list[str]]


def write_marked(
    source: Path, target: Path, table: Table, heads: Heads, marks: Sequence[Mark], language: str
) -> None:
    """Write the marked copy to ``target``, always a workbook (.xlsx)."""
    comments = _comments(heads, marks, language)
    cells = table.height * len(heads.places)
    few = cells <= MOST_TOUCHED_CELLS and len(comments) <= MOST_COMMENTS
    if table.kind == "xlsx" and few:
        _touch(source, target, table.sheet, comments)
    else:
        _write_anew(target, table, comments, language)


def _comments(heads: Heads, marks: Sequence[Mark], language: str) -> Comments:
    """All that is wrong with a cell in one comment; what is about the row stands at its first."""
    first = min((place.index for place in heads.places), default=0)
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    for mark in marks:
        index = heads.index_of(mark.key)
        place = (mark.row, first if index is None else index)
        if len(found) >= MOST_COMMENTS and not found.get(place):
            found[place] = _SILENT
            continue
        sentence = said_fault(mark.fault, language)
        if index is None and mark.key in {column.key for column in heads.form.columns}:
            column = heads.form.column(mark.key)
            name = column.en if language == "en" else column.zh
            sentence = f"{name}: {sentence}"
        found[place].append(sentence)
    return found


def _touch(source: Path, target: Path, sheet: str, comments: Comments) -> None:
    with source.open("rb") as file:  # by its content: what a file is called says nothing
        book = openpyxl.load_workbook(file)
    try:
        page: Any = book[sheet]
        fill = PatternFill("solid", start_color=_RED, end_color=_RED)
        for (row, column), sentences in comments.items():
            cell = page.cell(row, column + 1)
            if isinstance(cell, MergedCell):
                cell = _first_of(page, row, column + 1)
            cell.fill = fill
            cell.comment = _comment("\n".join(sentences))
        book.save(target)
    finally:
        book.close()


def _first_of(page: Any, row: int, column: int) -> Any:
    """The cell of a merged area that can be written."""
    for area in page.merged_cells.ranges:
        if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
            return page.cell(area.min_row, area.min_col)
    return page.cell(row, 1)


def _comment(text: str) -> Comment:
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.splitlines())
    return Comment(text, AUTHOR, height=_LINE_HEIGHT * (lines + 1), width=_COMMENT_WIDTH)


def _write_anew(target: Path, table: Table, comments: Comments, language: str) -> None:
    by_row: dict[int, list[tuple[int, list[str]]]] = defaultdict(list)
    for (row, column), sentences in comments.items():
        by_row[row].append((column, sentences))
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(target), options) as book:
        page = book.add_worksheet(_sheet_name(table.sheet))
        plain = book.add_format({"num_format": "@"})
        red = book.add_format({"num_format": "@", "bg_color": "#FFC7CE"})
        for number, cells in table.rows():
            wrong = dict(by_row.get(number, ()))
            width = max([len(cells), *(column + 1 for column in wrong)])
            for column in range(width):
                cell = cells[column] if column < len(cells) else ""
                _write(page, number - 1, column, cell, red if column in wrong else plain)
            for column, sentences in wrong.items():
                if sentences:
                    said = "\n".join(sentences)
                    page.write_comment(number - 1, column, said, {"author": AUTHOR})
        _say_what_is_lost(book, table, len(by_row), len(comments), language)


def _say_what_is_lost(book: Any, table: Table, rows: int, cells: int, language: str) -> None:
    """A second sheet says why the file does not look as it did, and how it goes on."""
    page = book.add_worksheet("说明 Notes")
    page.set_column(0, 0, 100)
    why = (
        translate("This is a new workbook with the rows of your text file.", language)
        if table.kind == "csv"
        else translate(
            "Your file has very many cells. This is a new workbook with the rows of the sheet that"
            " was read; colours, widths, formulas and other sheets stayed in your own file.",
            language,
        )
    )
    how = translate(
        "{rows} rows have red cells; the comment on each says what is wrong. Mend them here or in"
        " your own file and send the whole file again: rows in the books are passed over.",
        language,
        rows=rows,
    )
    told = [why, how]
    if cells > MOST_COMMENTS:
        told.append(
            translate(
                "Only the first {limit} of {count} red cells carry a comment.",
                language,
                limit=MOST_COMMENTS,
                count=cells,
            )
        )
    for number, sentence in enumerate(told):
        page.write_string(number, 0, sentence)


def _sheet_name(name: str) -> str | None:
    return name[:31] or None


def _write(page: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    """Numbers as numbers, all else as the text that a person sees."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, as_text(cell)[:32_767], style)
