"""What the bureau told us of its figures and its working days, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Date, Index, Integer, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class ParameterRow(Base):
    """A figure from a day on; NULL: no limit from then on. Rows are only added."""

    __tablename__ = "parameter"
    __table_args__ = (Index("ix_parameter_name_province", "name", "province"),)

    id: Mapped[Key]
    province: Mapped[Province]
    name: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    value: Mapped[int | None]
    source: Mapped[str] = mapped_column(Text)
    certainty: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int]
    recorded_at: Mapped[Written]


class CalendarYearRow(Base):
    """The working days of a year as they were announced, for the whole country."""

    __tablename__ = "calendar_year"

    year: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    days_off: Mapped[list[date]] = mapped_column(ARRAY(Date))
    days_worked: Mapped[list[date]] = mapped_column(ARRAY(Date))
    source: Mapped[str] = mapped_column(Text)
    actor_id: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]
