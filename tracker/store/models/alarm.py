"""Alarms, as rows with a natural key: the same wrong is raised once."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province


class AlarmRow(Base):
    """(rule, subject, due) names an alarm; it keeps the law of the day of the breach."""

    __tablename__ = "alarm"
    __table_args__ = (PrimaryKeyConstraint("rule", "subject", "due", "province"),)

    rule: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    due: Mapped[date]
    province: Mapped[Province]
    state: Mapped[str] = mapped_column(Text, default="raised")
    severity: Mapped[str] = mapped_column(Text)
    law: Mapped[str] = mapped_column(Text)
    article: Mapped[str] = mapped_column(Text)
    site_id: Mapped[int | None] = mapped_column(index=True)
    event_id: Mapped[int | None]
    raised_at: Mapped[datetime] = mapped_column(index=True)
