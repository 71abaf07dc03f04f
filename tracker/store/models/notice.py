"""Who is told of alarms, what is still to be told, and each attempt at it, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class NoticeTargetRow(Base):
    """A mailbox or a webhook, and which alarms it wants. ``secret`` is sealed with the house's own
    secret; ``organisation_id`` NULL: the bureau's, which hears of every alarm."""

    __tablename__ = "notice_target"

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int | None]
    kind: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    secret: Mapped[bytes | None] = mapped_column(LargeBinary)
    least: Mapped[str] = mapped_column(Text)
    rules: Mapped[list[str]] = mapped_column(ARRAY(Text))
    language: Mapped[str] = mapped_column(Text)
    active: Mapped[bool]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]


class NoticeRow(Base):
    """One thing to be told to one target. ``next_at`` NULL: told, or given up."""

    __tablename__ = "notice"
    __table_args__ = (
        Index("ix_notice_next_at", "next_at", postgresql_where="next_at IS NOT NULL"),
        Index("uq_notice_alarm", "target_id", "alarm_id", "version", "province", unique=True),
        Index("ix_notice_target_id_id", "target_id", "id"),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    target_id: Mapped[int]
    alarm_id: Mapped[int | None]
    version: Mapped[int]
    topic: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    recorded_at: Mapped[Written]
    next_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(Integer)
    sent_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


class NoticeAttemptRow(Base):
    """One attempt to tell: when, what was answered, how long it took."""

    __tablename__ = "notice_attempt"
    __table_args__ = (Index("ix_notice_attempt_notice_id", "notice_id"),)

    id: Mapped[Key]
    province: Mapped[Province]
    notice_id: Mapped[int]
    at: Mapped[datetime]
    milliseconds: Mapped[int] = mapped_column(Integer)
    status: Mapped[int | None] = mapped_column(Integer)
    outcome: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
