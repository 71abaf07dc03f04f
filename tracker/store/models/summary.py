"""Summaries that other systems send us, as rows: tracks of vehicles, videos of places."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class TrackSummaryRow(Base):
    """One trip: kilometres off the route, minutes beyond the plan, longest silence in minutes."""

    __tablename__ = "track_summary"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    vehicle: Mapped[str] = mapped_column(Text)
    manifest: Mapped[str | None] = mapped_column(Text)
    day: Mapped[date]
    off_route_km: Mapped[int | None] = mapped_column(Integer)
    overtime_minutes: Mapped[int | None] = mapped_column(Integer)
    silence_minutes: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class VideoSummaryRow(Base):
    """A stretch of video of a place: its longest gap in hours, for how many days it is kept."""

    __tablename__ = "video_summary"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    place: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    gap_hours: Mapped[int | None] = mapped_column(Integer)
    kept_days: Mapped[int | None] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
