"""What went from one side to the other, day by day: counts and digests, made where the rows are."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

#: A line is ``origin|id|version|digest``; a day's lines are sorted bytewise and joined by LF.
_SENT = text(
    "SELECT d.day, count(*) AS count, 'sha256:' || encode(sha256(convert_to(string_agg("
    "r.origin || '|' || r.record_id || '|' || r.version || '|' || r.digest, chr(10)"
    " ORDER BY (r.origin || '|' || r.record_id || '|' || r.version || '|' || r.digest)"
    " COLLATE \"C\"), 'UTF8')), 'hex') AS digest FROM exchange_delivery d"
    " JOIN exchange_record r ON r.id = d.record WHERE d.partner = :partner"
    " AND d.province = :province AND d.day BETWEEN :first AND :last AND d.state = 2"
    " GROUP BY d.day ORDER BY d.day"
)
_CAME = text(
    "SELECT a.day, count(*) AS count, 'sha256:' || encode(sha256(convert_to(string_agg("
    "r.origin || '|' || r.record_id || '|' || r.version || '|' || r.digest, chr(10)"
    " ORDER BY (r.origin || '|' || r.record_id || '|' || r.version || '|' || r.digest)"
    " COLLATE \"C\"), 'UTF8')), 'hex') AS digest FROM exchange_arrival a"
    " JOIN exchange_record r ON r.id = a.record WHERE a.partner = :partner"
    " AND a.province = :province AND a.day BETWEEN :first AND :last AND a.state <> 4"
    " GROUP BY a.day ORDER BY a.day"
)


class SqlDays:
    """Days in order, as they are told to a partner."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def sent(self, partner: str, first: date, last: date) -> list[dict[str, Any]]:
        """What the partner confirmed of ours."""
        return self._days(_SENT, partner, first, last)

    def came(self, partner: str, first: date, last: date) -> list[dict[str, Any]]:
        """What we stored of the partner's."""
        return self._days(_CAME, partner, first, last)

    def _days(self, asked: Any, partner: str, first: date, last: date) -> list[dict[str, Any]]:
        given = {"partner": partner, "province": self._province, "first": first, "last": last}
        return [
            {"day": row.day.isoformat(), "count": row[1], "digest": row.digest}
            for row in self._session.execute(asked, given)
        ]
