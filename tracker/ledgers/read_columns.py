"""What does a column of cells say? Each different cell is read once, however often it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Final, NamedTuple

from tracker.domain.errors import Fault
from tracker.domain.register_kinds import Unfit
from tracker.ledgers.cells import Cell, as_text, is_blank, unit_factor
from tracker.ledgers.heads import Place

#: Days, masses and words come again and again; codes do not, and need not be remembered for ever.
_MOST_REMEMBERED = 5_000


class Wrong(NamedTuple):
    """A cell that could not be read."""

    faults: tuple[Fault, ...]


class _Nothing:
    """The kind of ``BLANK``."""


#: What an empty cell says.
BLANK: Final = _Nothing()
_NOT_READ: Final = _Nothing()


class ColumnReader:
    """Reads the cells of one column, whose numbers are in ``unit`` if they are masses.

    What was read is remembered by the cell's type and value: the number 1 and the truth 1 are
    equal, and mean different things.
    """

    def __init__(self, place: Place, unit: str) -> None:
        self._clean = place.column.clean
        self._unit = unit
        self._known: defaultdict[type, dict[Cell, object]] = defaultdict(dict)

    def read(self, cells: Sequence[Cell]) -> list[object]:
        """For each cell its value, ``BLANK``, or what is ``Wrong`` with it."""
        kinds = set(map(type, cells))
        if len(kinds) != 1:
            return [self.one(cell) for cell in cells]
        known = self._known[kinds.pop()].get
        found = [known(cell, _NOT_READ) for cell in cells]
        if _NOT_READ in found:
            return [
                self.one(cell) if value is _NOT_READ else value
                for cell, value in zip(cells, found, strict=True)
            ]
        return found

    def one(self, cell: Cell) -> object:
        known = self._known[cell.__class__]
        found = known.get(cell, _NOT_READ)
        if found is _NOT_READ:
            found = self._fresh(cell)
            if len(known) < _MOST_REMEMBERED:
                known[cell] = found
        return found

    def _fresh(self, cell: Cell) -> object:
        if is_blank(cell):
            return BLANK
        if isinstance(cell, str) and cell.startswith("#") and cell.rstrip("!?").isupper():
            return Wrong((Fault("cell_error", params={"value": cell[:20]}),))
        try:
            return self._clean(cell, self._unit)
        except Unfit as error:
            return Wrong(error.faults)


class UnitReaders:
    """Reads a column of masses whose unit may stand in another cell of the row: one reader for
    each unit. What is said there counts if it is a unit of mass, else what the head says."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._by_cell: dict[Cell, ColumnReader] = {}
        self._by_unit: dict[str, ColumnReader] = {}

    def read(self, cells: Sequence[Cell], units: Sequence[Cell]) -> list[object]:
        """As ``ColumnReader.read``; ``units`` are the cells of the other column."""
        return [self._reader(unit).one(cell) for cell, unit in zip(cells, units, strict=True)]

    def _reader(self, said: Cell) -> ColumnReader:
        found = self._by_cell.get(said)
        if found is None:
            text = as_text(said)
            unit = text if text and unit_factor(text) is not None else self._place.unit
            found = self._by_unit.setdefault(unit, ColumnReader(self._place, unit))
            if len(self._by_cell) < _MOST_REMEMBERED:
                self._by_cell[said] = found
        return found
