"""Which boxes stand at the caller's places, and what is in one?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, text
from sqlalchemy.orm import Session

from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.sight import Sight
from tracker.domain.unit import UnitKind, UnitState
from tracker.store.codes import SCHEME, UNIT_KIND, UNIT_STATE

#: Boxes are found by their labels; the partial index on unit_code names the same number.
_LABEL = SCHEME.number[Scheme.CONTAINER_LABEL]

# A box within a box stands where the outermost one stands; its own row is not touched when that
# one moves. Totes in boxes on pallets are as deep as it goes.
_BOXES = (
    "SELECT c.value AS code, u.id, u.state, u.mass_g, u.since, s.code AS site,"
    " (SELECT min(o.value) FROM unit_code o WHERE o.unit_id = u.container_id) AS outer_box"
    " FROM unit_code c JOIN unit u ON u.id = c.unit_id"
    " LEFT JOIN unit around ON around.id = u.container_id"
    " LEFT JOIN unit outermost ON outermost.id = around.container_id"
    " JOIN site s ON s.id = coalesce(outermost.site_id, around.site_id, u.site_id)"
    " JOIN organisation g ON g.id = s.organisation_id"
    f" WHERE c.scheme = {_LABEL} AND u.kind = {UNIT_KIND.number[UnitKind.CONTAINER]}"
    " AND (g.id = CAST(:organisation AS bigint)"
    " OR s.division LIKE CAST(:division AS text) OR g.division LIKE CAST(:division AS text)"
    " OR u.province = CAST(:province AS smallint))"
)
_LIST = text(
    f"{_BOXES} AND (CAST(:after AS text) IS NULL OR c.value > :after)"
    " AND (CAST(:site AS text) IS NULL OR s.code = :site)"
    " AND (CAST(:state AS smallint) IS NULL OR u.state = :state)"
    " ORDER BY c.value LIMIT :most"
)
_ONE = text(f"{_BOXES} AND c.value = :code")
_INSIDE = text(
    "SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = k.child_id) AS code"
    " FROM containment k WHERE k.parent_id = :box AND k.to_event IS NULL ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Box:
    """A container as it stands. ``mass_g`` in grams, None if nobody knows; ``container`` is the
    code of the box it is packed in."""

    id: int
    code: str
    state: UnitState
    site: str
    mass_g: int | None
    since: datetime
    container: str | None


def listed_boxes(
    session: Session,
    sight: Sight,
    *,
    limit: int,
    after: str | None = None,
    site: str | None = None,
    state: UnitState | None = None,
) -> list[Box]:
    """Boxes by label, one more than ``limit`` if there are more."""
    given = {
        **_seen(sight),
        "after": after,
        "site": site,
        "state": None if state is None else UNIT_STATE.number[state],
        "most": limit + 1,
    }
    return [_box(row) for row in session.execute(_LIST, given)]


def box_with(session: Session, sight: Sight, code: str) -> tuple[Box, Sequence[str]] | None:
    """A box, and the codes of what is directly inside it now."""
    row = session.execute(_ONE, {**_seen(sight), "code": code}).one_or_none()
    if row is None:
        return None
    return _box(row), session.scalars(_INSIDE, {"box": row.id}).all()


def _seen(sight: Sight) -> dict[str, object]:
    return {
        "organisation": sight.organisation,
        "division": None if sight.division is None else f"{sight.division}%",
        "province": sight.province,
    }


def _box(row: Row[Any]) -> Box:
    return Box(
        id=row.id,
        code=row.code,
        state=UNIT_STATE.word[row.state],
        site=row.site,
        mass_g=row.mass_g,
        since=row.since,
        container=row.outer_box,
    )
