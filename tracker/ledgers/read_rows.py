"""What does each row of a form say? Values by column, and every cell that could not be read.

Rows are read in blocks and a block column by column: a ledger says the same days, masses and words
again and again, and its columns are read by a table of what was read before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice

from tracker.domain.errors import Fault
from tracker.ledgers.cells import Cell, as_text, is_blank
from tracker.ledgers.form import Column, Row
from tracker.ledgers.heads import Heads, Place
from tracker.ledgers.read_columns import BLANK, ColumnReader, UnitReaders, Wrong
from tracker.ledgers.table import NumberedRow

#: Rows that begin so are sums and signatures below the table.
_FOOT = (
    "合计",
    "总计",
    "小计",
    "累计",
    "制表",
    "填表",
    "审核",
    "负责人",
    "单位负责人",
    "填报",
    "total",
)

_FOOT_STARTS = frozenset(word[0] for word in _FOOT) | {"T"}
#: So many rows are read at a time.
_BLOCK = 1_000

#: The values of one column in a block of rows.
_Read = Callable[[Sequence[Sequence[Cell]]], list[object]]


def read_rows(rows: Iterator[NumberedRow], heads: Heads, bare: Mapping[str, str]) -> Iterator[Row]:
    """Every row below the heads that is neither a foot nor the template's example.

    ``bare`` holds the references of cells that show nothing because their formula has no result.
    """
    readers = [(place, _reader(place, heads.places)) for place in heads.places]
    kept = _of_the_table(rows, heads)
    while block := list(islice(kept, _BLOCK)):
        found = [Row(number) for number, _ in block]
        cells = [row for _, row in block]
        for place, read in readers:
            _put(found, place, read(cells), bare)
        yield from (row for row in found if row.values or row.faults)


def _of_the_table(rows: Iterator[NumberedRow], heads: Heads) -> Iterator[NumberedRow]:
    for number, cells in rows:
        if number > heads.last_row and not _is_foot(cells) and not _is_example(cells, heads.places):
            yield number, cells


def _reader(place: Place, places: Sequence[Place]) -> _Read:
    """How a column is read: with the unit of its head, or that of another cell of each row."""
    said_in = next((p.index for p in places if p.column.key == place.column.unit_of), None)
    if said_in is None:
        one_unit = ColumnReader(place, place.unit)
        return lambda rows: one_unit.read(_cells(rows, place.index))
    by_row = UnitReaders(place)
    return lambda rows: by_row.read(_cells(rows, place.index), _cells(rows, said_in))


def _cells(rows: Sequence[Sequence[Cell]], index: int) -> list[Cell]:
    return [cells[index] if index < len(cells) else "" for cells in rows]


def _put(rows: Sequence[Row], place: Place, said: list[object], bare: Mapping[str, str]) -> None:
    """Give each row what its cell of this column says."""
    key = place.column.key
    for row, value in zip(rows, said, strict=True):
        if value is BLANK:
            if bare or place.column.needed:
                row.faults += _missing(row.number, place, bare)
        elif value.__class__ is Wrong:
            assert isinstance(value, Wrong)  # noqa: S101  for the checker of types
            row.faults += [(key, fault) for fault in value.faults]
        else:
            row.values[key] = value


def _missing(number: int, place: Place, bare: Mapping[str, str]) -> list[tuple[str, Fault]]:
    """What is wrong with an empty cell, if anything is."""
    column: Column = place.column
    shown = bare.get(f"{letters(place.index)}{number}") if bare else None
    if shown is not None:
        fault = Fault("cell_error", params={"value": shown}) if shown else Fault("cell_formula")
        return [(column.key, fault)]
    return [(column.key, Fault("required"))] if column.needed else []


def _is_foot(cells: Sequence[Cell]) -> bool:
    first = next((cell for cell in cells if not is_blank(cell)), "")
    if not isinstance(first, str):
        return False
    text = first.strip()
    if text[:1] not in _FOOT_STARTS:
        return False  # nearly every row
    return text.replace(" ", "").lower().startswith(_FOOT)


def _is_example(cells: Sequence[Cell], places: Sequence[Place]) -> bool:
    """Whether every cell says what the template's example says."""
    first = places[0]
    begins = cells[first.index] if first.index < len(cells) else ""
    if not isinstance(begins, str) or begins.strip() != first.column.example:
        return False  # nearly every row, by its first cell alone; an example is a text
    said = [as_text(cells[p.index]) if p.index < len(cells) else "" for p in places]
    examples = [place.column.example for place in places]
    return any(said) and said == examples


def letters(index: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
