"""What rows does a workbook's sheet hold? Cells that are merged all say what the first one says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

from tracker.domain.errors import Fault, FileRefused
from tracker.ledgers.cells import Cell
from tracker.ledgers.sheet_parts import sheet_parts
from tracker.ledgers.zip_guard import inspect

#: Merged areas beyond this are decoration, not one value for many rows.
_MOST_MERGED_COLUMNS, _MOST_MERGED_ROWS, _MOST_MERGES = 60, 20_000, 50_000


@dataclass(frozen=True, slots=True)
class OpenedSheet:
    """One sheet of an open workbook."""

    name: str
    height: int
    bare: Mapping[str, str]
    _sheet: CalamineSheet

    def rows(self) -> Iterator[tuple[int, Sequence[Cell]]]:
        """Rows that are not empty, numbered as the spreadsheet shows them; column A is first."""
        merges = _merged(self._sheet)
        start = self._sheet.start
        left = start[1] if start else 0
        pad: list[Cell] = [""] * left
        held: dict[tuple[int, int], Cell] = {}
        # calamine tells empty rows at the top, but leaves out empty columns at the left
        for place, cells in enumerate(self._sheet.iter_rows()):
            row: list[Cell] = [*pad, *cells]
            for first, last, column_first, column_last in merges.get(place, ()):
                if place == first and column_first < len(row):
                    held[first, column_first] = row[column_first]
                value = held.get((first, column_first), "")
                for column in range(column_first, min(column_last + 1, len(row))):
                    row[column] = value
                if place == last:
                    held.pop((first, column_first), None)
            if any(cell != "" and not _is_blank_text(cell) for cell in row):
                yield place + 1, row


def _is_blank_text(cell: Cell) -> bool:
    return isinstance(cell, str) and not cell.strip()


def _merged(sheet: CalamineSheet) -> dict[int, list[tuple[int, int, int, int]]]:
    """Merged areas by each row (from 0) they touch."""
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    for (top, left), (bottom, right) in (sheet.merged_cell_ranges or [])[:_MOST_MERGES]:
        if right - left < _MOST_MERGED_COLUMNS and bottom - top < _MOST_MERGED_ROWS:
            for row in range(top, bottom + 1):
                found.setdefault(row, []).append((top, bottom, left, right))
    return found


@contextmanager
def opened_xlsx(path: Path, sheet: str | None = None) -> Iterator[OpenedSheet]:
    """The named sheet, else the first visible one that holds anything."""
    with path.open("rb") as file:
        sound = inspect(file)
    try:
        with CalamineWorkbook.from_path(path) as book:
            yield _chosen(book, sheet, sound.bare, sheet_parts(path))
    except CalamineError as error:
        raise FileRefused(Fault("file_damaged", params={"problem": str(error)})) from error


def _chosen(
    book: CalamineWorkbook,
    wanted: str | None,
    bare: Mapping[str, Mapping[str, str]],
    parts: Mapping[str, str],
) -> OpenedSheet:
    visible = [s.name for s in book.sheets_metadata if s.visible == SheetVisibleEnum.Visible]
    for name in [wanted] if wanted in book.sheet_names else visible:
        assert name is not None  # noqa: S101  it stands among the names
        sheet = book.get_sheet_by_name(name)
        if sheet.height > 0:
            return OpenedSheet(name, sheet.height, bare.get(parts[name], {}), sheet)
    raise FileRefused(Fault("sheet_empty"))
