"""What a page tells of sites and organisations: read only, within what the caller may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import TextClause, text

from tracker.domain.caller import Caller
from tracker.domain.region import is_within
from tracker.domain.scan import ScanKind
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND
from tracker.store.driver import Driver
from tracker.store.event_ids import first_id
from tracker.store.one_question import one_question
from tracker.store.unit_of_work import Sessions

#: A page shows so many of the newest events.
LATEST = 20
#: And flows of about a year.
_A_YEAR = timedelta(days=366)


class SeenSite(NamedTuple):
    """A site of an organisation."""

    id: int
    code: str
    name: str
    name_en: str | None
    division: str
    roles: tuple[str, ...]
    organisation_id: int
    organisation_code: str
    organisation_name: str
    organisation_name_en: str | None


class LatestEvent(NamedTuple):
    """One event as a list tells it; ``code`` is that of one unit in it. Grams."""

    id: int
    kind: ScanKind
    happened_at: datetime
    site_code: str
    pieces: int
    mass_g: int | None
    code: str | None


class MonthFlow(NamedTuple):
    """What one kind of scan moved in a month (of China). ``mass_g`` sums the known masses."""

    month: date
    kind: ScanKind
    events: int
    pieces: int
    mass_g: int


class SeenLicence(NamedTuple):
    """An operating licence. Capacity in grams a year."""

    code: str
    scope: tuple[str, ...]
    capacity_g: int | None
    valid_from: date
    valid_until: date | None


_SEEN_SITES = (
    "SELECT s.id, s.code, s.name, s.name_en, s.division, s.roles, o.id AS organisation_id,"
    " o.code AS organisation_code, o.name AS organisation_name,"
    " o.name_en AS organisation_name_en FROM site s JOIN organisation o"
    " ON o.id = s.organisation_id WHERE (CAST(:own AS bigint) IS NULL OR o.id = :own)"
)
_SITES = text(f"{_SEEN_SITES} ORDER BY s.code")
_SITE = text(f"{_SEEN_SITES} AND s.code = :code")
_LATEST = text(
    "SELECT e.id, e.kind, e.happened_at, s.code AS site_code, e.pieces, e.mass_g,"
    " (SELECT min(c.value) FROM unit_code c WHERE c.unit_id = e.units[1]) AS code"
    " FROM unnest(" + IDS.format("sites") + ") AS wanted CROSS JOIN LATERAL"
    " (SELECT * FROM event x WHERE x.site_id = wanted ORDER BY x.id DESC LIMIT :most) e"
    " JOIN site s ON s.id = e.site_id"
    " WHERE NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)"
    " ORDER BY e.id DESC LIMIT :most"
)
_FLOWS = text(
    "SELECT CAST(date_trunc('month', e.happened_at AT TIME ZONE 'Asia/Shanghai') AS date) AS month,"
    " e.kind, count(*) AS events, sum(e.pieces) AS pieces, coalesce(sum(e.mass_g), 0) AS mass_g"
    f" FROM event e WHERE e.site_id = ANY({IDS.format('sites')}) AND e.id >= :first"
    " AND NOT EXISTS (SELECT FROM voided_event v WHERE v.event_id = e.id)"
    " GROUP BY 1, 2 ORDER BY 1 DESC, 2"
)
_LICENCES = text(
    "SELECT code, scope, capacity_g, valid_from, valid_until FROM licence"
    " WHERE organisation_id = :organisation ORDER BY valid_from DESC"
)


def sites_of(sessions: Sessions, caller: Caller) -> list[SeenSite]:
    """The caller's own sites, or those in the division that it oversees, by code."""
    return _seen_sites(sessions, caller, _SITES)


def site_of(sessions: Sessions, caller: Caller, code: str) -> SeenSite | None:
    """The site with this code, if it is one of these; any text may be asked for."""
    if "\0" in code:  # the database takes no such text
        return None
    return next(iter(_seen_sites(sessions, caller, _SITE, code=code)), None)


def _seen_sites(
    sessions: Sessions, caller: Caller, statement: TextClause, **more: object
) -> list[SeenSite]:
    if caller.organisation is None and not caller.oversees:
        return []
    with one_question(sessions) as session:
        rows = Driver(session).rows(statement, {"own": caller.organisation, **more})
    sites = [SeenSite(*row)._replace(roles=tuple(row[5])) for row in rows]
    if caller.organisation is None:
        return [site for site in sites if is_within(site.division, caller.division)]
    return sites


def latest_events(sessions: Sessions, sites: Sequence[int]) -> list[LatestEvent]:
    """The newest events at these sites, newest first."""
    with one_question(sessions) as session:
        rows = session.execute(_LATEST, {"sites": ids(sites), "most": LATEST}).all()
    return [LatestEvent(*row)._replace(kind=SCAN_KIND.word[row.kind]) for row in rows]


def flows_by_month(sessions: Sessions, sites: Sequence[int], now: datetime) -> list[MonthFlow]:
    """What was recorded at these sites in about the last year, by month and kind, newest first."""
    with one_question(sessions) as session:
        given = {"sites": ids(sites), "first": first_id(now - _A_YEAR)}
        rows = session.execute(_FLOWS, given).all()
    return [
        MonthFlow(row.month, SCAN_KIND.word[row.kind], row.events, row.pieces, int(row.mass_g))
        for row in rows
    ]


def licences_of(sessions: Sessions, organisation: int) -> list[SeenLicence]:
    """The licences of an organisation, newest first."""
    with one_question(sessions) as session:
        rows = session.execute(_LICENCES, {"organisation": organisation}).all()
    return [SeenLicence(*row)._replace(scope=tuple(row.scope)) for row in rows]
