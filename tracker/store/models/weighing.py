"""Weighbridge and scale tickets, as rows."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Index, PrimaryKeyConstraint, Sequence, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province

WEIGHING_IDS = Sequence("weighing_id_seq", metadata=Base.metadata)


class WeighingRow(Base):
    """Gross, tare and net in grams, by which scale, calibrated until when."""

    __tablename__ = "weighing"
    __table_args__ = (
        PrimaryKeyConstraint("organisation_id", "ticket", "province"),
        Index("ix_weighing_manifest", "manifest", postgresql_where="manifest IS NOT NULL"),
    )

    organisation_id: Mapped[int]
    site_id: Mapped[int]
    gross_g: Mapped[int]
    tare_g: Mapped[int]
    net_g: Mapped[int]
    weighed_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int]
    unit_id: Mapped[int | None]
    event_id: Mapped[int | None]
    province: Mapped[Province]
    calibrated_until: Mapped[date | None]
    ticket: Mapped[str] = mapped_column(Text)
    scale: Mapped[str] = mapped_column(Text)
    vehicle: Mapped[str | None] = mapped_column(Text)
    manifest: Mapped[str | None] = mapped_column(Text)
