"""Duties towards others, written in the same commit as the fact: the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class DutyRow(Base):
    """A neutral duty: topic, subject, version. Who must be told is decided by who fans it out."""

    __tablename__ = "duty"
    __table_args__ = (
        Index(
            "ix_duty_alarm",
            "id",
            postgresql_where="done_at IS NULL AND topic LIKE 'alarm.%'",
        ),
        Index(
            "ix_duty_exchange",
            "id",
            postgresql_where="done_at IS NULL AND (topic LIKE 'organisation.%'"
            " OR topic LIKE 'site.%' OR topic LIKE 'licence.%' OR topic LIKE 'manifest.%'"
            " OR topic LIKE 'approval.%' OR topic LIKE 'white_list_entry.%'"
            " OR topic LIKE 'incoming.%')",
        ),
        Index(
            "ix_duty_partner",
            "id",
            postgresql_where="done_at IS NULL AND (topic LIKE 'partner.%')",
        ),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    topic: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    version: Mapped[int]
    recorded_at: Mapped[Written]
    leased_until: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
