"""Which alarms concern the caller, and what was done about one? The newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Row, Select, false, func, or_, select, tuple_
from sqlalchemy.orm import Session

from tracker.domain.sight import Sight
from tracker.lifecycle.alarm_steps import OPEN
from tracker.store.models.account import UserRow
from tracker.store.models.alarm import AlarmRow, AlarmStepRow
from tracker.store.models.organisation import OrganisationRow
from tracker.store.models.site import SiteRow


class SeenAlarm(NamedTuple):
    """An alarm with the codes of where it is and whom it concerns."""

    id: int
    rule: str
    subject: str
    due: date
    state: str
    severity: str
    law: str
    article: str
    event: int | None
    raised_at: datetime
    version: int
    level: int
    provisional: bool
    evidence: Mapping[str, Any]
    site: str | None
    organisation: str | None
    organisation_name: str | None
    organisation_name_en: str | None


class SeenStep(NamedTuple):
    """One step; ``actor`` None: the house itself."""

    number: int
    at: datetime
    step: str
    state: str
    level: int
    reason: str | None
    actor: str | None


@dataclass(frozen=True, slots=True)
class WantedAlarms:
    """``open`` True: those that nobody closed; ``level``: at least so high; ``after`` is the moment
    and id of the last alarm of the page before. ``site`` and ``organisation`` are codes;
    ``ids`` None: all."""

    limit: int
    rule: str | None = None
    rules: Sequence[str] | None = None
    state: str | None = None
    severity: str | None = None
    open: bool | None = None
    site: str | None = None
    organisation: str | None = None
    subject: str | None = None
    level: int | None = None
    due_until: date | None = None
    after: tuple[datetime, int] | None = None
    ids: Sequence[int] | None = None


def listed_alarms(session: Session, sight: Sight, wanted: WantedAlarms) -> Sequence[SeenAlarm]:
    """One more than ``limit`` if there are more."""
    row = AlarmRow
    key = (row.raised_at, row.id)
    query = _seen(sight).order_by(*(column.desc() for column in key)).limit(wanted.limit + 1)
    for column, word in (
        (row.rule, wanted.rule),
        (row.state, wanted.state),
        (row.severity, wanted.severity),
        (row.subject, wanted.subject),
        (SiteRow.code, wanted.site),
        (OrganisationRow.code, wanted.organisation),
    ):
        if word is not None:
            query = query.where(column == word)
    if wanted.ids is not None:
        query = query.where(row.id.in_(wanted.ids))
    if wanted.rules is not None:
        query = query.where(row.rule.in_(wanted.rules))
    if wanted.open is not None:
        is_open = row.state.in_([state.value for state in OPEN])
        query = query.where(is_open if wanted.open else ~is_open)
    if wanted.level is not None:
        query = query.where(row.level >= wanted.level)
    if wanted.due_until is not None:
        query = query.where(row.due <= wanted.due_until)
    if wanted.after is not None:
        query = query.where(tuple_(*key) < tuple_(*wanted.after))
    return [_alarm(found) for found in session.execute(query)]


def shown_alarm(session: Session, sight: Sight, alarm: int) -> SeenAlarm | None:
    """One alarm; None when there is none that the caller may see."""
    found = session.execute(_seen(sight).where(AlarmRow.id == alarm)).one_or_none()
    return None if found is None else _alarm(found)


def counted_alarms(session: Session, sight: Sight) -> dict[str, int]:
    """How many open alarms there are of each severity."""
    query = _seen(sight).where(AlarmRow.state.in_([state.value for state in OPEN])).subquery()
    rows = session.execute(
        select(query.c.severity, func.count().label("open")).group_by(query.c.severity)
    )
    return {row.severity: row.open for row in rows}


def steps_of(session: Session, alarm: int) -> Sequence[SeenStep]:
    """All that was done, the first first."""
    step = AlarmStepRow
    query = (
        select(step.number, step.at, step.step, step.state, step.level, step.reason, UserRow.login)
        .outerjoin(UserRow, UserRow.id == step.actor_id)
        .where(step.alarm_id == alarm)
        .order_by(step.number)
    )
    return [SeenStep(*row) for row in session.execute(query)]


_WHOSE = func.coalesce(AlarmRow.organisation_id, SiteRow.organisation_id)


def _seen(sight: Sight) -> Select[Any]:
    """At own sites, of the own organisation, or of those in the division overseen; a province also
    sees what has no site, and what strangers did in its books."""
    ways: list[ColumnElement[bool]] = [false()]
    if sight.organisation is not None:
        ways.append(_WHOSE.is_not_distinct_from(sight.organisation))
    if sight.division is not None:
        ways.append(SiteRow.division.startswith(sight.division))
        ways.append(OrganisationRow.division.startswith(sight.division))
    if sight.province is not None:
        ways.append(AlarmRow.province == sight.province)
    return _columns().where(or_(*ways))


def _columns() -> Select[Any]:
    """The columns of ``SeenAlarm``, in their order."""
    row = AlarmRow
    columns: list[Any] = [
        row.id,
        row.rule,
        row.subject,
        row.due,
        row.state,
        row.severity,
        row.law,
        row.article,
        row.event_id,
        row.raised_at,
        row.version,
        row.level,
        row.provisional,
        row.evidence,
        SiteRow.code.label("site"),
        OrganisationRow.code.label("organisation"),
        OrganisationRow.name.label("organisation_name"),
        OrganisationRow.name_en.label("organisation_name_en"),
    ]
    return (
        select(*columns)
        .outerjoin(SiteRow, SiteRow.id == row.site_id)
        .outerjoin(OrganisationRow, OrganisationRow.id == _WHOSE)
    )


def _alarm(row: Row[Any]) -> SeenAlarm:
    return SeenAlarm._make(row)


def alarms_by_id(session: Session, ids: Sequence[int]) -> Sequence[SeenAlarm]:
    """These alarms, whoever may see them: for notices."""
    return [_alarm(row) for row in session.execute(_columns().where(AlarmRow.id.in_(ids)))]
