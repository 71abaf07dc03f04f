"""Which administrative divisions does the house know?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.store.models.division import DivisionRow


@dataclass(frozen=True, slots=True)
class WantedDivisions:
    """``within``: 2, 4 or 6 digits; ``parent``: six; ``after``: code and first day of the last row
    of the page before."""

    limit: int
    q: str | None = None
    within: str | None = None
    parent: str | None = None
    after: tuple[str, date] | None = None


def listed_divisions(session: Session, wanted: WantedDivisions) -> Sequence[DivisionRow]:
    """Rows by code and the day from which they are known, one more than ``limit`` if there are."""
    row = DivisionRow
    query = select(row).order_by(row.code, row.known_from).limit(wanted.limit + 1)
    if wanted.q is not None:
        texts = (row.code, row.name_zh, row.name_en)
        query = query.where(or_(*(text.icontains(wanted.q, autoescape=True) for text in texts)))
    if wanted.within is not None:
        query = query.where(row.code.startswith(wanted.within))
    if wanted.parent is not None:
        query = query.where(row.parent == wanted.parent)
    if wanted.after is not None:
        query = query.where(tuple_(row.code, row.known_from) > tuple_(*wanted.after))
    return session.scalars(query).all()


def newest_division(session: Session, code: str) -> DivisionRow | None:
    """The last row that bears this code."""
    query = select(DivisionRow).where(DivisionRow.code == code)
    return session.scalar(query.order_by(DivisionRow.known_from.desc()).limit(1))
