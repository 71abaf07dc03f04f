"""What does each row of a form say? Values by column, and every cell that could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tracker.domain.errors import Fault
from tracker.domain.register_kinds import Unfit
from tracker.ledgers.cells import Cell, as_text, is_blank, unit_factor
from tracker.ledgers.form import Row
from tracker.ledgers.heads import Heads, Place
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


#: Days, models and words come again and again; what was read once need not be read anew.
_MOST_REMEMBERED = 5_000


def read_rows(rows: Iterator[NumberedRow], heads: Heads, bare: Mapping[str, str]) -> Iterator[Row]:
    """Every row below the heads that is neither a foot nor the template's example."""
    example = {place.column.key: place.column.example for place in heads.places}
    units = {place.column.key: place.index for place in heads.places}
    read_before: dict[tuple[str, str, str], object] = {}
    for number, cells in rows:
        if number <= heads.last_row or _is_foot(cells):
            continue
        if _is_example(cells, heads.places, example):
            continue
        row = Row(number)
        for place in heads.places:
            _read_cell(row, place, cells, units, bare, read_before)
        if row.values or row.faults:
            yield row


def _read_cell(
    row: Row,
    place: Place,
    cells: Sequence[Cell],
    units: Mapping[str, int],
    bare: Mapping[str, str],
    read_before: dict[tuple[str, str, str], object],
) -> None:
    column = place.column
    cell = cells[place.index] if place.index < len(cells) else ""
    if is_blank(cell):
        reference = f"{letters(place.index)}{row.number}" if bare else ""
        if reference in bare:
            value = bare[reference]
            fault = Fault("cell_error", params={"value": value}) if value else Fault("cell_formula")
            row.faults.append((column.key, fault))
        elif column.needed:
            row.faults.append((column.key, Fault("required")))
        return
    if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
        row.faults.append((column.key, Fault("cell_error", params={"value": cell[:20]})))
        return
    unit = _unit(place, cells, units)
    known = (column.key, cell, unit) if isinstance(cell, str) else None
    if known is not None and known in read_before:
        row.values[column.key] = read_before[known]
        return
    try:
        found = row.values[column.key] = column.clean(cell, unit)
        if known is not None and len(read_before) < _MOST_REMEMBERED:
            read_before[known] = found
    except Unfit as error:
        row.faults += [(column.key, fault) for fault in error.faults]


def _unit(place: Place, cells: Sequence[Cell], units: Mapping[str, int]) -> str:
    """What the row's unit column says, if it is a unit of mass; else what the head says."""
    index = units.get(place.column.unit_of) if place.column.unit_of else None
    if index is not None and index < len(cells):
        said = as_text(cells[index])
        if said and unit_factor(said) is not None:
            return said
    return place.unit


def _is_foot(cells: Sequence[Cell]) -> bool:
    first = next((cell for cell in cells if not is_blank(cell)), "")
    return isinstance(first, str) and first.strip().replace(" ", "").lower().startswith(_FOOT)


def _is_example(cells: Sequence[Cell], places: Sequence[Place], example: Mapping[str, str]) -> bool:
    first = places[0]
    begins = cells[first.index] if first.index < len(cells) else ""
    if as_text(begins) != example[first.column.key]:
        return False  # nearly every row, by its first cell alone
    said = [
        (as_text(cells[p.index]) if p.index < len(cells) else "", example[p.column.key])
        for p in places
    ]
    return any(text for _, text in said) and all(cell == text for cell, text in said)


def letters(index: int) -> str:
    """0 is A, 26 is AA."""
    found = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        found = chr(65 + rest) + found
    return found
