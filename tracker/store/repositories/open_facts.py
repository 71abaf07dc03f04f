"""Facts that stand open today, as the nightly sweep asks for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.unit import UnitState
from tracker.rules.scan_findings import HeldLicence
from tracker.store.codes import UNIT_STATE
from tracker.usecases.ports import Keeper, OpenUnit

_KEEPERS = text(
    "SELECT o.code, min(s.id) AS site,"
    " (SELECT coalesce(jsonb_agg(jsonb_build_array(l.valid_from, l.valid_until)), '[]')"
    " FROM licence l WHERE l.organisation_id = o.id) AS licences"
    " FROM organisation o JOIN site s ON s.organisation_id = o.id"
    " WHERE s.roles && ARRAY['station', 'recycler'] GROUP BY o.id, o.code ORDER BY o.code"
)
_ON_THE_ROAD = text(
    "SELECT (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = u.id) AS code, u.site_id,"
    " u.since FROM unit u WHERE u.state = :state AND u.since < :since AND u.container_id IS NULL"
    " ORDER BY u.id"
)


class SqlOpenFacts:
    """See ``tracker.usecases.ports.OpenFacts``."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keepers(self) -> list[Keeper]:
        return [
            Keeper(row.code, row.site, tuple(_held(*pair) for pair in row.licences))
            for row in self._session.execute(_KEEPERS)
        ]

    def on_the_road_since(self, moment: datetime) -> Iterator[OpenUnit]:
        state = UNIT_STATE.number[UnitState.IN_TRANSIT]
        for row in self._session.execute(_ON_THE_ROAD, {"state": state, "since": moment}).all():
            yield OpenUnit(row.code, row.site_id, row.since)


def _held(first: str, until: str | None) -> HeldLicence:
    return HeldLicence(date.fromisoformat(first), date.fromisoformat(until) if until else None)
