"""Which management plan did a sender file for a year, and how much was sent under it?"""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import text

from tracker.domain.manifest import ManifestState
from tracker.domain.moments import CHINA
from tracker.rules.manifest_findings import Planned
from tracker.store.manifest_codes import MANIFEST_STATE

_ROWS = (
    "SELECT o.id, o.code, t.waste_code, r.code AS receiver, t.mass_g,"
    " (SELECT coalesce(sum(coalesce(w.accepted_g, w.mass_g)), 0) FROM manifest_party p"
    " JOIN manifest m ON m.id = p.manifest_id AND m.province = p.province"
    " JOIN manifest_row w ON w.manifest_id = m.id AND w.province = m.province AND NOT w.withdrawn"
    " WHERE p.organisation_id = t.organisation_id AND m.sender_id = t.organisation_id"
    " AND m.receiver_id = t.receiver_id AND w.waste = t.waste_code"
    " AND m.issued_at >= :begins AND m.issued_at < :ends AND m.id <> :but"
    f" AND m.state <> {MANIFEST_STATE.number[ManifestState.CANCELLED]}) AS sent_g"
    " FROM (SELECT organisation_id, waste_code, receiver_id, sum(mass_g) AS mass_g"
    " FROM planned_transfer WHERE year = :year AND {which}"
    " GROUP BY organisation_id, waste_code, receiver_id) t"
    " JOIN organisation o ON o.id = t.organisation_id"
    " JOIN organisation r ON r.id = t.receiver_id ORDER BY o.id, t.waste_code, r.code"
)
#: The plan of one sender.
PLAN_OF = text(_ROWS.format(which="organisation_id = :sender"))
#: A page of plans, by organisation.
PLANS = text(
    _ROWS.format(
        which="organisation_id IN (SELECT DISTINCT x.organisation_id FROM planned_transfer x"
        " WHERE x.year = :year AND x.organisation_id > :after ORDER BY 1 LIMIT :size)"
    )
)


def in_year(year: int, *, but: int = 0) -> dict[str, object]:
    """The year and its bounds in China; without the manifest ``but``."""
    begins = datetime.combine(date(year, 1, 1), time(), CHINA)
    return {"year": year, "begins": begins, "ends": begins.replace(year=year + 1), "but": but}


def planned_of(row: Any) -> Planned:
    """A row of either statement. Grams."""
    return Planned(row.waste_code, row.receiver, int(row.mass_g), int(row.sent_g))
