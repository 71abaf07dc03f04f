"""In which row are the heads, and which column of the file is which of the form?

Ledgers begin with a title, have heads in one row or in two with the upper one merged, and write
them in many ways: with units in brackets, stars for what is needed, line breaks inside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tracker.domain.errors import Fault, FileRefused
from tracker.ledgers.cells import Cell, as_text, unit_factor
from tracker.ledgers.form import Column, Form
from tracker.ledgers.table import NumberedRow

#: Heads stand among the first rows; fewer than two known ones are a coincidence.
HEAD_ROWS = 15
LEAST_KNOWN = 2
_BRACKETS = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")
_NEEDLESS = re.compile(r"[\s*:_\-#]+")
_SLASHED_UNIT = re.compile(r"/([^/]+)$")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column of the form stands in the file (0 is A), and the unit its head names."""

    column: Column
    index: int
    unit: str


@dataclass(frozen=True, slots=True)
class Heads:
    """``last_row`` is the number of the last row of heads: what follows are the rows."""

    form: Form
    places: tuple[Place, ...]
    last_row: int

    def index_of(self, key: str) -> int | None:
        """In which column of the file a column of the form stands."""
        return next((place.index for place in self.places if place.column.key == key), None)


def plain(head: str) -> str:
    """A head without what differs from ledger to ledger."""
    text = unicodedata.normalize("NFKC", head)
    return _NEEDLESS.sub("", _BRACKETS.sub("", text)).lower()


def unit_in(head: str) -> str:
    """The unit of mass that a head names in brackets or after a slash; empty if none."""
    text = unicodedata.normalize("NFKC", head)
    found = [*_BRACKETS.findall(text), *_SLASHED_UNIT.findall(text.strip())]
    return next((word.strip() for word in found if unit_factor(word) is not None), "")


@cache
def _spellings(form: Form) -> Mapping[str, Column]:
    found: dict[str, Column] = {}
    for column in form.columns:
        for name in (column.zh, column.en, *column.also):
            found.setdefault(plain(name), column)
            found.setdefault(plain(_without_unit(name)), column)
    return found


def _without_unit(head: str) -> str:
    return _SLASHED_UNIT.sub("", head) if unit_in(head) else head


def find_heads(rows: Sequence[NumberedRow], forms: Iterable[Form]) -> Heads:
    """The heads among the first rows of a file, and the form they fit best.

    FileRefused when none fits, or when a column that is needed is missing or stands there twice;
    all such columns are told at once.
    """
    best: tuple[int, int, int] = (0, 0, 0)
    chosen: tuple[Form, list[str], int] | None = None
    for form in forms:
        for heads, last in _candidates(rows[:HEAD_ROWS]):
            known = {c.key for c in _columns(form, heads) if c is not None}
            missing = sum(c.needed and c.key not in known for c in form.columns)
            score = (len(known) - 2 * missing, -missing, -last)
            if len(known) >= min(LEAST_KNOWN, len(form.columns)) and (
                chosen is None or score > best
            ):
                best, chosen = score, (form, heads, last)
    if chosen is None:
        raise FileRefused(Fault("heads_unknown"))
    form, heads, last = chosen
    return _judged(form, heads, _past_second_language(form, rows, last))


def _candidates(rows: Sequence[NumberedRow]) -> Iterable[tuple[list[str], int]]:
    """Each row as heads, and each two that follow one another as upper and lower heads."""
    for place, (number, cells) in enumerate(rows):
        own = [as_text(cell) for cell in cells]
        yield own, number
        if place and rows[place - 1][0] == number - 1:
            yield _two_rows(rows[place - 1][1], cells), number


def _two_rows(upper: Sequence[Cell], lower: Sequence[Cell]) -> list[str]:
    width = max(len(upper), len(lower))
    tops = [as_text(cell) for cell in [*upper, *[""] * width][:width]]
    bottoms = [as_text(cell) for cell in [*lower, *[""] * width][:width]]
    found = []
    for top, bottom in zip(tops, bottoms, strict=True):
        alone = not bottom or bottom == top  # merged downwards: the same text comes twice
        found.append(top if alone else f"{top}|{bottom}")
    return found


def _columns(form: Form, heads: Sequence[str]) -> list[Column | None]:
    return [_column(form, head) for head in heads]


def _column(form: Form, head: str) -> Column | None:
    """By the whole head, else upper and lower run together, else the lower alone."""
    spellings = _spellings(form)
    top, parted, bottom = head.partition("|")
    ways = [top + bottom, bottom] if parted else [head, _without_unit(head)]
    return next((spellings[plain(w)] for w in ways if plain(w) in spellings), None)


def _past_second_language(form: Form, rows: Sequence[NumberedRow], last: int) -> int:
    """Our templates say the heads in a second language in the row below."""
    for number, cells in rows:
        if number == last + 1:
            found = [c for c in _columns(form, [as_text(cell) for cell in cells]) if c is not None]
            if len(found) >= LEAST_KNOWN and len(found) * 2 > sum(as_text(c) != "" for c in cells):
                return number
    return last


def _judged(form: Form, heads: Sequence[str], last: int) -> Heads:
    faults = []
    places: dict[str, Place] = {}
    for index, (head, column) in enumerate(zip(heads, _columns(form, heads), strict=True)):
        if column is None:
            continue
        if column.key in places:
            # A word such as 编码 may head two groups; the first exact one counts.
            if plain(head) == plain(heads[places[column.key].index]):
                faults.append(Fault("head_twice", params={"column": column.zh}))
            continue
        places[column.key] = Place(column, index, unit_in(head))
    faults += [
        Fault("head_missing", params={"column": column.zh})
        for column in form.columns
        if column.needed and column.key not in places
    ]
    if faults:
        raise FileRefused(*faults)
    return Heads(form, tuple(places.values()), last)
