"""What was moved, counted and treated, for balances of mass: from the sums by day and month.

Only a plant's treatments, and what was lost or refused (``astray``), are read one by one: they are
few.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, TextClause, text
from sqlalchemy.orm import Session

from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitKind
from tracker.graph.books import Astray, Moved
from tracker.graph.facts import KnownSite, Part
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND, UNIT_KIND, Ware
from tracker.store.codes import Part as Number
from tracker.store.queries.arrivals import arrivals_of
from tracker.store.queries.astray import astray_of
from tracker.store.repositories.figures import parameters_of
from tracker.store.repositories.rollup_statements import NOT_VOID
from tracker.usecases.balance_ports import Arrival, Counted, Leg, TreatedMass

_PART = {
    Number.TOUCHED: Part.TOUCHED,
    Number.INPUT: Part.INPUT,
    Number.OUTPUT: Part.OUTPUT,
}
_TREATMENTS = f"({SCAN_KIND.number[ScanKind.DISMANTLE]}, {SCAN_KIND.number[ScanKind.SMELT]})"
_SITES = f"site_id = ANY({IDS.format('sites')})"
_KNOWN_SITE = (
    "SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, s.organisation_id, o.code,"
    " o.name, o.name_en FROM site s JOIN organisation o ON o.id = s.organisation_id"
)
_SITE = text(f"{_KNOWN_SITE} WHERE s.code = :code")
_SITES_BY_ID = text(f"{_KNOWN_SITE} WHERE s.id = ANY({IDS.format('ids')})")
_WITHIN = text("SELECT id FROM site WHERE division LIKE :division ORDER BY id")
_BEYOND = text("SELECT id FROM site WHERE division NOT LIKE :division ORDER BY id")
_MOVED = text(
    "SELECT site_id, kind, part, peer_site_id, ware, sum(mass_g) AS mass_g,"
    " sum(unweighed) AS unweighed, sum(pieces) - sum(unweighed) AS weighed"
    f" FROM monthly_rollup WHERE {_SITES}"
    " AND month >= :first AND month < :until GROUP BY site_id, kind, part, peer_site_id, ware"
    " ORDER BY site_id, kind, part, peer_site_id, ware"
)
_MOVED_BY_DAY = text(
    str(_MOVED).replace("monthly_rollup", "daily_rollup").replace("month ", "day ")
)
#: The last day of a month on which a site's stock was counted, with what was counted that day.
_COUNTED = text(
    "SELECT day, sum(mass_g) AS mass_g, sum(unweighed) AS unweighed,"
    " sum(pieces) - sum(unweighed) AS weighed FROM daily_rollup"
    f" WHERE site_id = :site AND kind = {SCAN_KIND.number[ScanKind.STOCK_TAKE]} AND events > 0"
    " AND day >= :first AND day < :until GROUP BY day ORDER BY day DESC LIMIT 1"
)
_BOX = UNIT_KIND.number[UnitKind.CONTAINER]
#: Of a box that went in whole: the lead of what lies in it, in millionths of grams, the mass of
#: that, and how much of it nobody assayed; NULL if it cannot be told by that, as of a box in a box.
_HELD = f"""\
SELECT CAST(sum(k.mass_g * k.lead_share) AS numeric) AS lead,
  CAST(sum(k.mass_g) AS numeric) AS whole,
  coalesce(sum(k.mass_g) FILTER (WHERE k.lead_share IS NULL), 0) AS blank
FROM containment c JOIN unit k ON k.id = c.child_id
WHERE u.kind = {_BOX} AND c.parent_id = u.id AND c.to_event IS NULL AND NOT EXISTS (
  SELECT FROM voided_event v WHERE v.event_id = c.from_event AND v.province = c.province)
HAVING bool_and(k.mass_g > 0 AND k.kind <> {_BOX})"""
#: Of one unit in a treatment: its lead in millionths of grams, and the grams that nobody assayed.
_LEAD = f"""\
SELECT CASE WHEN u.kind <> {_BOX} THEN CAST(m.mass_g AS numeric) * u.lead_share
    ELSE m.mass_g * coalesce(held.lead, 0) / held.whole END AS lead,
  CASE WHEN u.kind <> {_BOX} THEN CASE WHEN u.lead_share IS NULL THEN m.mass_g END
    ELSE coalesce(m.mass_g * held.blank / held.whole, m.mass_g) END AS blank
FROM (SELECT) one LEFT JOIN ({_HELD}) held ON true"""
_TREATED_SUMS = (
    "SELECT e.id, e.kind, e.happened_at, e.site_id AS site,"
    f" CAST(coalesce(sum(m.mass_g) FILTER (WHERE m.part = {Number.INPUT}), 0) AS bigint) AS in_g,"
    f" CAST(coalesce(sum(m.mass_g) FILTER (WHERE m.part = {Number.OUTPUT}), 0) AS bigint) AS out_g,"
    " count(*) FILTER (WHERE m.mass_g IS NULL) AS unweighed, count(m.mass_g) AS weighed,"
    f" CAST(trunc(coalesce(sum(l.lead) FILTER (WHERE m.part = {Number.INPUT}), 0)"
    " / 1000000) AS bigint) AS lead_in_g,"
    f" CAST(trunc(coalesce(sum(l.lead) FILTER (WHERE m.part = {Number.OUTPUT}), 0)"
    " / 1000000) AS bigint) AS lead_out_g,"
    " CAST(ceil(coalesce(sum(l.blank), 0)) AS bigint) AS not_assayed_g"
    " FROM event e JOIN event_unit m ON m.event_id = e.id AND m.part <> 0"
    f" JOIN unit u ON u.id = m.unit_id CROSS JOIN LATERAL ({_LEAD}) l"
    f" WHERE e.kind IN {_TREATMENTS} AND {NOT_VOID}"
)
_TREATED_AT = text(
    f"{_TREATED_SUMS} AND e.site_id = ANY({IDS.format('sites')})"
    " AND e.happened_at >= :first AND e.happened_at < :until"
    " GROUP BY e.id, e.kind, e.happened_at, e.site_id ORDER BY e.id"
)
_ONE_TREATED = text(
    f"{_TREATED_SUMS} AND e.id = :event GROUP BY e.id, e.kind, e.happened_at, e.site_id"
)

#: What was dispatched from site to site, month by month.
_LEGS = text(
    "SELECT month, site_id, peer_site_id, CAST(sum(pieces) AS bigint), CAST(sum(unweighed) AS"
    f" bigint), CAST(sum(mass_g) AS bigint) FROM monthly_rollup WHERE {_SITES}"
    f" AND kind = {SCAN_KIND.number[ScanKind.DISPATCH]} AND month >= :first AND month < :until"
    " GROUP BY month, site_id, peer_site_id HAVING sum(events) > 0"
    " ORDER BY month, site_id, peer_site_id"
)


class SqlBalances:
    """See ``tracker.usecases.balance_ports.BalanceBooks``; for one transaction of the session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def site(self, code: str) -> KnownSite | None:
        if "\0" in code:  # the database takes no such text
            return None
        for row in self._session.execute(_SITE, {"code": code}):
            return KnownSite(*row)
        return None

    def sites(self, ids_: Collection[int]) -> list[KnownSite]:
        rows = self._session.execute(_SITES_BY_ID, {"ids": ids(ids_)})
        return [KnownSite(*row) for row in rows]

    def sites_within(self, division: str) -> list[int]:
        return list(self._session.scalars(_WITHIN, {"division": f"{division}%"}))

    def sites_beyond(self, division: str) -> list[int]:
        return list(self._session.scalars(_BEYOND, {"division": f"{division}%"}))

    def weight_tolerance(self, province: int, day: date) -> int | None:
        return self._share("weight_tolerance", province, day)

    def scale_error(self, province: int, day: date) -> int | None:
        return self._share("scale_error", province, day)

    def _share(self, name: str, province: int, day: date) -> int | None:
        value = parameters_of(self._session, province).value(name, day)
        return None if value is None else int(value)

    def moved(self, first: date, until: date, sites: Collection[int]) -> list[Moved]:
        return self._moved(_MOVED, first, until, sites)

    def moved_by_day(self, first: date, until: date, sites: Collection[int]) -> list[Moved]:
        return self._moved(_MOVED_BY_DAY, first, until, sites)

    def astray(self, first: date, until: date, sites: Collection[int]) -> list[Astray]:
        return astray_of(self._session, first, until, sites)

    def counted(self, site: int, first: date, until: date) -> Counted | None:
        given = {"site": site, "first": first, "until": until}
        for row in self._session.execute(_COUNTED, given):
            return Counted(row.day, int(row.mass_g), int(row.unweighed), int(row.weighed))
        return None

    def treatments(
        self, sites: Collection[int], first: datetime, until: datetime
    ) -> list[TreatedMass]:
        given = {"sites": ids(sites), "first": first, "until": until}
        return [_treated(row) for row in self._session.execute(_TREATED_AT, given)]

    def treatment(self, event: int) -> TreatedMass | None:
        for row in self._session.execute(_ONE_TREATED, {"event": event}):
            return _treated(row)
        return None

    def legs(self, first: date, until: date, sites: Collection[int]) -> list[Leg]:
        given = {"sites": ids(sites), "first": first, "until": until}
        return [Leg(*row) for row in self._session.execute(_LEGS, given)]

    def arrivals(self, site: int, first: datetime, until: datetime) -> list[Arrival]:
        return arrivals_of(self._session, site, first, until)

    def _moved(
        self, statement: TextClause, first: date, until: date, sites: Collection[int]
    ) -> list[Moved]:
        given = {"sites": ids(sites), "first": first, "until": until}
        return [
            Moved(
                row.site_id,
                SCAN_KIND.word[row.kind],
                _PART[row.part],
                row.peer_site_id,
                row.ware != Ware.BATTERIES,
                int(row.mass_g),
                int(row.unweighed),
                int(row.weighed),
            )
            for row in self._session.execute(statement, given)
        ]


def _treated(row: Row[Any]) -> TreatedMass:
    given = dict(row._mapping)
    return TreatedMass(event=given.pop("id"), kind=SCAN_KIND.word[given.pop("kind")], **given)
