"""Which blocks of manifest numbers were granted, and how much of each is left?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.sight import Sight

_LIST = text(
    "SELECT b.id, b.prefecture, b.first, b.last, b.last - b.next + 1 AS left, b.granted_by,"
    " b.reference, b.granted_on, o.code AS organisation FROM number_block b"
    " LEFT JOIN organisation o ON o.id = b.organisation_id"
    " WHERE (b.organisation_id = CAST(:organisation AS bigint)"
    " OR b.organisation_id IS NULL AND CAST(:organisation AS bigint) IS NOT NULL"
    " OR b.prefecture LIKE CAST(:division AS text))"
    " AND b.first > :after ORDER BY b.first LIMIT :most"
)


@dataclass(frozen=True, slots=True)
class ListedBlock:
    """A block; ``left`` is how many of its numbers are free."""

    id: int
    prefecture: str
    first: int
    last: int
    left: int
    granted_by: str
    reference: str
    granted_on: date
    organisation: str | None


def listed_blocks(session: Session, sight: Sight, after: int, limit: int) -> Sequence[ListedBlock]:
    """By their numbers, one more than ``limit`` if there are more."""
    given = {
        "organisation": sight.organisation,
        "division": None if sight.division is None else f"{sight.division[:4]}%",
        "after": after,
        "most": limit + 1,
    }
    return [
        ListedBlock(
            id=row.id,
            prefecture=row.prefecture,
            first=row.first,
            last=row.last,
            left=row.left,
            granted_by=row.granted_by,
            reference=row.reference,
            granted_on=row.granted_on,
            organisation=row.organisation,
        )
        for row in session.execute(_LIST, given)
    ]
