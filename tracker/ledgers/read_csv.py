"""What rows does a text of separated values hold? In UTF-8, UTF-16 with its mark, or GB18030."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

from tracker.domain.errors import Fault, FileRefused
from tracker.ledgers.cells import Cell

_PIECE = 1 << 16
_SEPARATORS = (",", "\t", ";")
_MOST_FIELD = 100_000


def encoding_of(path: Path) -> str:
    """UTF-8 if every byte of it fits, else GB18030 if that does; FileRefused if neither."""
    with path.open("rb") as file:
        start = file.read(3)
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            with path.open(encoding=encoding, newline="") as text:
                while text.read(_PIECE):
                    pass
        except UnicodeDecodeError:
            continue
        return encoding
    raise FileRefused(Fault("file_encoding"))


def csv_rows(path: Path) -> Iterator[tuple[int, Sequence[Cell]]]:
    """Rows that are not empty, numbered as a spreadsheet would show them."""
    encoding = encoding_of(path)
    csv.field_size_limit(_MOST_FIELD)
    with path.open(encoding=encoding, newline="") as text:
        try:
            start = text.read(_PIECE)
            text.seek(0)
            separator = max(_SEPARATORS, key=start.count)
            for number, cells in enumerate(csv.reader(text, delimiter=separator), 1):
                if any(cell.strip() for cell in cells):
                    yield number, cells
        except (csv.Error, UnicodeError) as error:
            raise FileRefused(Fault("file_damaged", params={"problem": str(error)})) from error
