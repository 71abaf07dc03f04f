"""Which demonstration enterprises may a caller ask rates of?"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tracker.domain.caller import Caller
from tracker.domain.region import is_within


class SeenEnterprise(NamedTuple):
    """A demonstration enterprise."""

    code: str
    name: str
    name_en: str | None
    division: str


_ENTERPRISES = text(
    "SELECT DISTINCT o.code, o.name, o.name_en, o.division FROM demonstration_enterprise d"
    " JOIN organisation o ON o.id = d.organisation_id"
    " WHERE CAST(:own AS bigint) IS NULL OR o.id = :own ORDER BY o.code"
)


def demonstration_enterprises(
    sessions: sessionmaker[Session], caller: Caller
) -> list[SeenEnterprise]:
    """Those whose rates the caller may see: its own organisation, or those that it oversees."""
    if caller.organisation is None and not caller.oversees:
        return []
    with sessions() as session:
        rows = session.execute(_ENTERPRISES, {"own": caller.organisation}).all()
    found = [SeenEnterprise(*row) for row in rows]
    if caller.organisation is None:
        return [one for one in found if is_within(one.division, caller.division)]
    return found
