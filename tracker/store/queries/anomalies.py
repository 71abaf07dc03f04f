"""Which anomalies were found where the caller may look? The newest day first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.domain.sight import Sight
from tracker.store.models.alarm import AlarmRow
from tracker.store.models.anomaly import AnomalyRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.site import SiteRow


class SeenAnomaly(NamedTuple):
    """An anomaly with the codes of its place, and the alarm through which people work on it."""

    detector: str
    rule: str
    subject: str
    due: date
    standing: bool
    found_at: datetime
    events: Sequence[int]
    codes: Sequence[str]
    evidence: Mapping[str, Any]
    site: str | None
    organisation: str | None
    alarm: int | None
    state: str | None
    severity: str | None


@dataclass(frozen=True, slots=True)
class WantedAnomalies:
    """``detectors`` None: all; ``first`` and ``last`` are days, both included; ``after`` is day,
    rule and subject of the last one of the page before; ``standing`` None: also past ones."""

    limit: int
    detectors: Sequence[str] | None = None
    first: date | None = None
    last: date | None = None
    site: str | None = None
    code: str | None = None
    standing: bool | None = True
    after: tuple[date, str, str] | None = None


def listed_anomalies(
    session: Session, sight: Sight, wanted: WantedAnomalies
) -> Sequence[SeenAnomaly]:
    """One more than ``limit`` if there are more."""
    row = AnomalyRow
    key = (row.due, row.rule, row.subject)
    same = and_(
        AlarmRow.rule == row.rule,
        AlarmRow.subject == row.subject,
        AlarmRow.due == row.due,
        AlarmRow.province == row.province,
    )
    columns: list[Any] = [
        row.detector,
        row.rule,
        row.subject,
        row.due,
        row.standing,
        row.found_at,
        row.events,
        row.codes,
        row.evidence,
        SiteRow.code,
        OrganisationRow.code,
        AlarmRow.id,
        AlarmRow.state,
        AlarmRow.severity,
    ]
    whose = func.coalesce(row.organisation_id, SiteRow.organisation_id)
    query = (
        select(*columns)
        .outerjoin(SiteRow, SiteRow.id == row.site_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == whose)
        .outerjoin(AlarmRow, same)
        .where(or_(*_seen(sight, whose)))
        .order_by(*(column.desc() for column in key))
        .limit(wanted.limit + 1)
    )
    if wanted.detectors is not None:
        query = query.where(row.detector.in_(wanted.detectors))
    if wanted.first is not None:
        query = query.where(row.due >= wanted.first)
    if wanted.last is not None:
        query = query.where(row.due <= wanted.last)
    if wanted.site is not None:
        query = query.where(SiteRow.code == wanted.site)
    if wanted.code is not None:
        query = query.where(row.codes.contains([wanted.code]))
    if wanted.standing is not None:
        query = query.where(row.standing.is_(wanted.standing))
    if wanted.after is not None:
        query = query.where(tuple_(*key) < tuple_(*wanted.after))
    return [SeenAnomaly._make(found) for found in session.execute(query)]


def _seen(sight: Sight, whose: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """As alarms are: at own places, of the own organisation, or of those overseen."""
    ways: list[ColumnElement[bool]] = [false()]
    if sight.organisation is not None:
        ways.append(whose.is_not_distinct_from(sight.organisation))
    if sight.division is not None:
        ways.append(SiteRow.division.startswith(sight.division))
        ways.append(OrganisationRow.division.startswith(sight.division))
    if sight.province is not None:
        ways.append(AnomalyRow.province == sight.province)
    return ways
