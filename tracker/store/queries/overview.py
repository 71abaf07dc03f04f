"""What a page tells of sites and organisations: read only, within what the caller may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import TextClause, text

from tracker.domain.caller import Caller
from tracker.domain.moments import day_of
from tracker.domain.region import is_within
from tracker.domain.scan import ScanKind
from tracker.store.arrays import IDS, ids
from tracker.store.codes import SCAN_KIND, Part
from tracker.store.one_question import answer
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
_THOSE = text(f"{_SEEN_SITES} AND s.code = ANY(CAST(:codes AS text[]))")
_KNOWN = text("SELECT FROM unit_code WHERE value = :code LIMIT 1")
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
    "SELECT month, kind, sum(events) AS events, sum(pieces) AS pieces, sum(mass_g) AS mass_g"
    f" FROM monthly_rollup WHERE site_id = ANY({IDS.format('sites')}) AND month >= :first"
    f" AND part = {Part.TOUCHED} GROUP BY month, kind HAVING sum(events) > 0"
    " ORDER BY month DESC, kind"
)
_LICENCES = text(
    "SELECT code, scope, capacity_g, valid_from, valid_until FROM licence"
    " WHERE organisation_id = :organisation ORDER BY valid_from DESC"
)


def is_known(sessions: Sessions, code: str) -> bool:
    """Whether a unit carries this code, whoever may see it: so that a transaction is begun only for
    what there is something to tell of."""
    return bool(answer(sessions, _KNOWN, {"code": code}))


def sites_of(sessions: Sessions, caller: Caller) -> list[SeenSite]:
    """The caller's own sites, or those in the division that it oversees, by code."""
    return _seen_sites(sessions, caller, _SITES)


def site_of(sessions: Sessions, caller: Caller, code: str) -> SeenSite | None:
    """The site with this code, if it is one of these; any text may be asked for."""
    if "\0" in code:  # the database takes no such text
        return None
    return next(iter(_seen_sites(sessions, caller, _SITE, code=code)), None)


def those_seen(sessions: Sessions, caller: Caller, codes: Iterable[str | None]) -> frozenset[str]:
    """Which of these codes of sites have a page for the caller; one statement for all."""
    asked = sorted({code for code in codes if code})
    if not asked:
        return frozenset()
    return frozenset(s.code for s in _seen_sites(sessions, caller, _THOSE, codes=asked))


def _seen_sites(
    sessions: Sessions, caller: Caller, statement: TextClause, **more: object
) -> list[SeenSite]:
    if caller.organisation is None and not caller.oversees:
        return []
    rows = answer(sessions, statement, {"own": caller.organisation, **more})
    sites = [SeenSite(*row)._replace(roles=tuple(row.roles)) for row in rows]
    if caller.organisation is None:
        return [site for site in sites if is_within(site.division, caller.division)]
    return sites


def latest_events(sessions: Sessions, sites: Sequence[int]) -> list[LatestEvent]:
    """The newest events at these sites, newest first."""
    rows = answer(sessions, _LATEST, {"sites": ids(sites), "most": LATEST})
    return [LatestEvent(*row)._replace(kind=SCAN_KIND.word[row.kind]) for row in rows]


def flows_by_month(sessions: Sessions, sites: Sequence[int], now: datetime) -> list[MonthFlow]:
    """What happened at these sites in about the last year, by month and kind, newest first."""
    first = day_of(now - _A_YEAR).replace(day=1)
    rows = answer(sessions, _FLOWS, {"sites": ids(sites), "first": first})
    return [
        MonthFlow(
            row.month, SCAN_KIND.word[row.kind], int(row.events), int(row.pieces), int(row.mass_g)
        )
        for row in rows
    ]


def licences_of(sessions: Sessions, organisation: int) -> list[SeenLicence]:
    """The licences of an organisation, newest first."""
    rows = answer(sessions, _LICENCES, {"organisation": organisation})
    return [SeenLicence(*row)._replace(scope=tuple(row.scope)) for row in rows]
