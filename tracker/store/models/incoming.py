"""What other provinces lay before ours, as rows: their consultations and their loads."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Integer, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class IncomingRow(Base):
    """One matter as its authority told it last, and what was answered here. ``organisation_id``
    NULL: the bureau answers."""

    __tablename__ = "incoming"
    __table_args__ = (
        Index("uq_incoming_code", "kind", "code", "authority", "province", unique=True),
        Index("ix_incoming_organisation_id_id", "organisation_id", "id"),
        Index("ix_incoming_unanswered", "kind", "id", postgresql_where="answered_on IS NULL"),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    kind: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    authority: Mapped[str] = mapped_column(Text)
    record: Mapped[str] = mapped_column(Text)
    told_version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    organisation_id: Mapped[int | None]
    received_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(Integer)
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    answered_on: Mapped[date | None]
    answered_by: Mapped[int | None]
    recorded_at: Mapped[Written]
