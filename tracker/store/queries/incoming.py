"""What of other provinces' matters concerns the caller: those to answer, those answered?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.incoming import Incoming, IncomingKind
from tracker.domain.sight import Sight
from tracker.store.driver import Driver
from tracker.store.repositories.incoming import incoming_of

#: A receiver sees what is for it to answer, an office what is to come into its division.
_WHOSE = (
    "((:organisation <> 0 AND organisation_id = :organisation)"
    " OR (:division <> '' AND body ->> 'receiver_division' LIKE :division))"
)
_LIST = text(
    f"SELECT * FROM incoming WHERE {_WHOSE} AND id < :before AND province = :province"
    " AND (:kind = '' OR kind = :kind) AND (NOT :open OR answered_on IS NULL)"
    " ORDER BY id DESC LIMIT :most"
)
_ONE = text(f"SELECT * FROM incoming WHERE {_WHOSE} AND id = :id AND province = :province")
_FROM_THE_TOP = 2**62


@dataclass(frozen=True, slots=True)
class WantedIncoming:
    """``before``: the last id of the page before; ``open``: only what nobody answered."""

    limit: int
    kind: IncomingKind | None = None
    open: bool = False
    before: int | None = None


def listed_incoming(
    session: Session, sight: Sight, province: int, wanted: WantedIncoming
) -> Sequence[Incoming]:
    """The newest first; one more than ``limit`` if there are more."""
    given = _whose(sight, province) | {
        "kind": wanted.kind.value if wanted.kind else "",
        "open": wanted.open,
        "before": wanted.before or _FROM_THE_TOP,
        "most": wanted.limit + 1,
    }
    return [incoming_of(row) for row in Driver(session).run(_LIST, given).fetchall()]


def shown_incoming(session: Session, sight: Sight, province: int, id_: int) -> Incoming | None:
    """One of them; None when there is none that the caller may see."""
    row = Driver(session).run(_ONE, _whose(sight, province) | {"id": id_}).fetchone()
    return None if row is None else incoming_of(row)


def _whose(sight: Sight, province: int) -> dict[str, object]:
    division = "" if sight.division is None else f"{sight.division}%"
    return {"organisation": sight.organisation or 0, "division": division, "province": province}
