"""Who recorded an event told by somebody else, and which event carries a name?"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.caller import Caller
from tracker.domain.roles import Role, rights_of

_BY_CODE = text(
    "SELECT o.id, o.division, ARRAY(SELECT DISTINCT r FROM site s, unnest(s.roles) AS r"
    " WHERE s.organisation_id = o.id) AS roles FROM organisation o WHERE o.code = :code"
)
_BY_SITE = text(
    "SELECT o.id, o.division, ARRAY(SELECT DISTINCT r FROM site s, unnest(s.roles) AS r"
    " WHERE s.organisation_id = o.id) AS roles"
    " FROM organisation o JOIN site p ON p.organisation_id = o.id WHERE p.code = :code"
)
_NAMED = text(
    "SELECT event_id FROM told_name WHERE name = :name"
    " AND organisation_id = :organisation AND province = :province"
)
#: Events of these units and of that moment: few, whatever the number of events.
_CANDIDATES = text(
    "SELECT e.id FROM event e WHERE e.happened_at = :at AND e.id IN ("
    " SELECT m.event_id FROM event_unit m JOIN unit_code c ON c.unit_id = m.unit_id"
    " WHERE c.value = :code"
    " UNION SELECT k.from_event FROM containment k JOIN unit_code c"
    "  ON c.unit_id = k.child_id OR c.unit_id = k.parent_id WHERE c.value = :code"
    " UNION SELECT k.to_event FROM containment k JOIN unit_code c"
    "  ON c.unit_id = k.child_id OR c.unit_id = k.parent_id WHERE c.value = :code)"
    " ORDER BY e.id"
)


def acting_as(session: Session, *, organisation: str | None, site: str) -> Caller | None:
    """Whoever is told to have recorded an event, as a caller with all the roles it plays; by the
    code of the organisation, else of the site. None when there is no such party."""
    if organisation is not None:
        row = session.execute(_BY_CODE, {"code": organisation}).one_or_none()
    else:
        row = session.execute(_BY_SITE, {"code": site}).one_or_none()
    if row is None:
        return None
    roles = frozenset(Role(role) for role in row.roles)
    return Caller(0, "command line", row.id, roles, row.division, rights_of(roles))


def event_named(session: Session, name: str, organisation: int, province: int) -> int | None:
    """The event that an organisation told us under this name."""
    given = {"name": name, "organisation": organisation, "province": province}
    found: int | None = session.scalars(_NAMED, given).first()
    return found


def events_like(session: Session, code: str, at: object) -> Sequence[int]:
    """Events of that moment in which the unit with this code took part."""
    return session.scalars(_CANDIDATES, {"code": code, "at": at}).all()
