"""Does a row take its lots whole? A part of one cannot be followed: it has no code of its own.

Masses of two scales differ a little; more than the province tolerates below what the lots weigh
means a part of them, and is refused with the way to mend it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.domain.errors import Fault
from tracker.domain.mass import tonnes
from tracker.ledgers.form import Books, Row, Together
from tracker.ledgers.outcome import Outcome
from tracker.lifecycle.unit_steps import TREATMENTS

_MILLION = 1_000_000


def without_parts(
    together: Together, rows: Sequence[Row], amount: str, books: Books, outcome: Outcome
) -> list[Row]:
    """The rows that take their lots whole; of a treatment all its rows or none. ``amount`` is the
    key of the column that says how much is taken."""
    if together.kind not in TREATMENTS:
        return [row for row in rows if _is_whole([row], amount, books, outcome)]
    return list(rows) if _is_whole(rows, amount, books, outcome) else []


def _is_whole(rows: Sequence[Row], amount: str, books: Books, outcome: Outcome) -> bool:
    """Rows of one treatment may each say all of it or share it among them: their sum decides."""
    codes = dict.fromkeys(code for row in rows for code in row.wishes[0].codes)
    weighed = _mass(codes, books)
    taken = sum(row.get(amount) or 0 for row in rows)
    if weighed is None or not taken:
        return True
    if taken * _MILLION >= weighed * (_MILLION - books.tolerance_ppm):
        return True
    words = {"whole": _short(weighed), "part": _short(taken)}
    for row in rows:
        outcome.refuse(row.number, (amount, Fault("lot_in_part", params=words)))
    return False


def _mass(codes: Iterable[str], books: Books) -> int | None:
    """Grams of all these units; None when one of them was never weighed."""
    units = [books.unit(code) for code in codes]
    masses = [unit.mass_g for unit in units if unit is not None and unit.mass_g is not None]
    return sum(masses) if len(masses) == len(units) else None


def _short(mass_g: int) -> str:
    return tonnes(mass_g).rstrip("0").rstrip(".")
