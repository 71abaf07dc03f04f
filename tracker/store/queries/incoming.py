"""What of other provinces' matters concerns the caller: those to answer, those answered?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
#: What a signed hand-over names, and what of it the books here have by now.
_ABOARD = text(
    "SELECT count(*) FILTER (WHERE x.pieces IS NULL) AS batteries, count(x.pieces) AS lots,"
    " count(DISTINCT x.boxes) AS boxes, count(c.value) AS here FROM exchange_crossing x"
    " LEFT JOIN unit_code c ON c.value = x.code WHERE x.handover = :handover"
    " AND x.partner = :authority AND NOT x.leaving AND x.province = :province"
)
_FROM_THE_TOP = 2**62


class Aboard(NamedTuple):
    """How many batteries, lots and boxes a load was told to hold; how many codes are ``here``."""

    batteries: int
    lots: int
    boxes: int
    here: int


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


def told_aboard(session: Session, province: int, one: Incoming) -> Aboard | None:
    """What is told to be in a load; None when no single code was told."""
    if one.kind is not IncomingKind.LOAD:
        return None
    given = {"handover": f"{one.code}/1", "authority": one.source.authority, "province": province}
    found = Aboard(*Driver(session).rows(_ABOARD, given)[0])
    return found if found.batteries or found.lots else None


def _whose(sight: Sight, province: int) -> dict[str, object]:
    division = "" if sight.division is None else f"{sight.division}%"
    return {"organisation": sight.organisation or 0, "division": division, "province": province}
