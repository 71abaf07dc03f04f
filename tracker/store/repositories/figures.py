"""Figures and working days: what is shipped, and over it what the bureau entered."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from tracker.domain.parameters import DEFINITIONS, Parameter, Parameters
from tracker.domain.workdays import CalendarYear, Workdays
from tracker.store.models.parameter import CalendarYearRow, ParameterRow
from tracker.store.parameters_file import shipped_parameters
from tracker.store.workdays_file import shipped_years


class SqlFigures:
    """See ``tracker.usecases.alarm_ports.Figures``."""

    def __init__(self, session: Session, province: int) -> None:
        self._session = session
        self._province = province

    def parameters(self) -> Parameters:
        return parameters_of(self._session, self._province)

    def add_parameter(self, row: Parameter, actor: int) -> int:
        kept = ParameterRow(
            province=self._province,
            name=row.name,
            valid_from=row.valid_from,
            value=row.value,
            source=row.source,
            certainty=row.certainty,
            actor_id=actor,
        )
        self._session.add(kept)
        self._session.flush()
        return kept.id

    def calendar(self) -> Workdays:
        return calendar_of(self._session)

    def years(self) -> list[CalendarYear]:
        return years_of(self._session)

    def year(self, year: int) -> CalendarYear | None:
        return next((one for one in years_of(self._session) if one.year == year), None)

    def changed_at(self) -> datetime | None:
        moments = (
            self._session.scalar(select(func.max(ParameterRow.recorded_at))),
            self._session.scalar(select(func.max(CalendarYearRow.recorded_at))),
        )
        return max((one for one in moments if one is not None), default=None)

    def keep_year(self, year: CalendarYear, source: str, actor: int) -> None:
        row = {
            "days_off": sorted(year.days_off),
            "days_worked": sorted(year.days_worked),
            "source": source,
            "actor_id": actor,
        }
        statement = insert(CalendarYearRow).values(year=year.year, version=1, **row)
        raised = {**row, "version": CalendarYearRow.version + 1, "recorded_at": func.now()}
        self._session.execute(statement.on_conflict_do_update(index_elements=["year"], set_=raised))


def parameters_of(session: Session, province: int) -> Parameters:
    """All figures of a province."""
    rows = session.scalars(
        select(ParameterRow).where(
            ParameterRow.province == province, ParameterRow.name.in_(list(DEFINITIONS))
        )
    )
    entered = (
        Parameter(
            row.name,
            row.province,
            row.valid_from,
            row.value,
            row.source,
            row.certainty,
            row.id,
        )
        for row in rows
    )
    return Parameters((*shipped_parameters(), *entered), province)


def years_of(session: Session) -> list[CalendarYear]:
    """Every year that is known; one that was entered counts before the shipped one."""
    entered = [
        CalendarYear(row.year, frozenset(row.days_off), frozenset(row.days_worked))
        for row in session.scalars(select(CalendarYearRow).order_by(CalendarYearRow.year))
    ]
    told = {one.year for one in entered}
    shipped = [one for one in shipped_years() if one.year not in told]
    return sorted([*shipped, *entered], key=lambda one: one.year)


def calendar_of(session: Session) -> Workdays:
    """The calendar of working days as far as it is known."""
    return Workdays(years_of(session))
