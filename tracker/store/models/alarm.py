"""Alarms and their steps, as rows with a natural key: the same wrong is raised once."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Identity, Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small


class AlarmRow(Base):
    """(rule, subject, due) names an alarm; it keeps the law of the day of the breach. ``id`` is its
    short name in addresses; ``seen_run`` the last nightly look that found it standing."""

    __tablename__ = "alarm"
    __table_args__ = (
        PrimaryKeyConstraint("rule", "subject", "due", "province"),
        Index("uq_alarm_id", "id", unique=True),
        Index("ix_alarm_raised_at_id", "raised_at", "id"),
        Index(
            "ix_alarm_open",
            "rule",
            "subject",
            postgresql_where="state IN ('raised', 'acknowledged')",
        ),
        Index(
            "ix_alarm_open_subject",
            "subject",
            postgresql_where="state IN ('raised', 'acknowledged')",
        ),
    )

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
    id: Mapped[int] = mapped_column(BigInteger, Identity(cache=100))
    organisation_id: Mapped[int | None] = mapped_column(index=True)
    seen_run: Mapped[int | None]
    version: Mapped[int] = mapped_column(server_default="1")
    level: Mapped[Small] = mapped_column(server_default="0")
    provisional: Mapped[bool] = mapped_column(server_default="false")
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")


class AlarmStepRow(Base):
    """What was done about an alarm, by whom and why. ``actor_id`` 0 is the house itself."""

    __tablename__ = "alarm_step"
    __table_args__ = (PrimaryKeyConstraint("alarm_id", "number", "province"),)

    alarm_id: Mapped[int]
    number: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int]
    province: Mapped[Province]
    level: Mapped[Small]
    step: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
