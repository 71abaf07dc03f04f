"""Which alarms concern the caller? The newest first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, false, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.domain.sight import Sight
from tracker.store.models.alarm import AlarmRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.site import SiteRow

#: When it was raised, and its natural key.
AlarmKey = tuple[datetime, str, str, date]


@dataclass(frozen=True, slots=True)
class WantedAlarms:
    """``after`` is the key of the last alarm of the page before."""

    limit: int
    rule: str | None = None
    state: str | None = None
    severity: str | None = None
    after: AlarmKey | None = None


def listed_alarms(session: Session, sight: Sight, wanted: WantedAlarms) -> Sequence[Row[Any]]:
    """Alarm and the code of its site, one more than ``limit`` if there are more."""
    row = AlarmRow
    key = (row.raised_at, row.rule, row.subject, row.due)
    query = (
        select(*key, row.state, row.severity, row.law, row.article, row.event_id)
        .add_columns(SiteRow.code.label("site"))
        .outerjoin(SiteRow, SiteRow.id == row.site_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == SiteRow.organisation_id)
        .where(_seen(sight))
        .order_by(*(column.desc() for column in key))
        .limit(wanted.limit + 1)
    )
    for column, word in (
        (row.rule, wanted.rule),
        (row.state, wanted.state),
        (row.severity, wanted.severity),
    ):
        if word is not None:
            query = query.where(column == word)
    if wanted.after is not None:
        query = query.where(tuple_(*key) < tuple_(*wanted.after))
    return session.execute(query).all()


def _seen(sight: Sight) -> ColumnElement[bool]:
    """At own sites, or at those in the division overseen; a province also sees what has no site,
    and what strangers did in its books."""
    ways: list[ColumnElement[bool]] = [false()]
    if sight.organisation is not None:
        ways.append(SiteRow.organisation_id == sight.organisation)
    if sight.division is not None:
        ways.append(SiteRow.division.startswith(sight.division))
        ways.append(OrganisationRow.division.startswith(sight.division))
    if sight.province is not None:
        ways.append(AlarmRow.province == sight.province)
    return or_(*ways)
