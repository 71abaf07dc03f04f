"""Attachments, as rows; the bytes lie in files named by their digest."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CHAR, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province


class AttachmentRow(Base):
    """One file as one organisation brought it: kind, media type, size in bytes."""

    __tablename__ = "attachment"
    __table_args__ = (PrimaryKeyConstraint("digest", "organisation_id", "province"),)

    digest: Mapped[str] = mapped_column(CHAR(64))
    organisation_id: Mapped[int]
    size: Mapped[int]
    actor_id: Mapped[int]
    recorded_at: Mapped[datetime]
    province: Mapped[Province]
    kind: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
