"""What is in a file? Rows of cells with the numbers that the spreadsheet shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.domain.errors import Fault, FileRefused
from tracker.ledgers.cells import Cell
from tracker.ledgers.read_csv import csv_rows
from tracker.ledgers.read_xlsx import opened_xlsx
from tracker.ledgers.zip_guard import MOST_ROWS, kind_of, require_size

NumberedRow = tuple[int, Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` yields each row that is not empty with its number, from the top, as often as it is
    called; ``height`` is about how many there are; ``sheet`` is the name of the sheet, empty for a
    text; ``bare`` are references of formulas without a result."""

    kind: str
    height: int
    rows: Callable[[], Iterator[NumberedRow]]
    sheet: str = ""
    bare: Mapping[str, str] = field(default_factory=dict)


@contextmanager
def opened_table(path: Path, sheet: str | None = None) -> Iterator[Table]:
    """The table in a file, by its content; raises FileRefused for what cannot be read."""
    require_size(path)
    with path.open("rb") as file:
        kind = kind_of(file)
    if kind == "csv":
        height = sum(1 for _ in csv_rows(path))
        _require_few(height)
        yield Table(kind, height, lambda: csv_rows(path))
        return
    with opened_xlsx(path, sheet) as book:
        _require_few(book.height)
        yield Table(kind, book.height, book.rows, book.name, book.bare)


def _require_few(height: int) -> None:
    if height == 0:
        raise FileRefused(Fault("sheet_empty"))
    if height > MOST_ROWS:
        raise FileRefused(Fault("too_many_rows", params={"limit": MOST_ROWS}))
