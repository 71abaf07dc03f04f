"""EPCIS documents that others brought: the job, its content, and under which name an event came."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CHAR, Index, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class CaptureJobRow(Base):
    """One document. ``rights`` are those its bringer came with, so that whoever continues the job
    has no more; ``whole``: all events or none. ``faults`` and ``findings``: the first of each."""

    __tablename__ = "capture_job"
    __table_args__ = (Index("ix_capture_job_open", "id", postgresql_where="finished_at IS NULL"),)

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int]
    actor_id: Mapped[int]
    digest: Mapped[str] = mapped_column(CHAR(64))
    size: Mapped[int]
    rights: Mapped[list[str]] = mapped_column(ARRAY(Text))
    whole: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    events: Mapped[int]
    done: Mapped[int]
    booked: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]
    faults: Mapped[list[Any] | None] = mapped_column(JSONB)
    findings: Mapped[list[Any] | None] = mapped_column(JSONB)
    recorded_at: Mapped[Written]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class CaptureFileRow(Base):
    """The content of a document while its job is open."""

    __tablename__ = "capture_file"
    __table_args__ = (PrimaryKeyConstraint("job_id", "province"),)

    job_id: Mapped[int]
    province: Mapped[Province]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ToldNameRow(Base):
    """The event id under which somebody told us an event, written in the same commit as the event.
    ``job_id`` is None for what was restored at the machine itself."""

    __tablename__ = "told_name"
    __table_args__ = (
        PrimaryKeyConstraint("event_id", "province"),
        Index("ix_told_name_name", "name", "organisation_id"),
    )

    event_id: Mapped[int]
    organisation_id: Mapped[int]
    job_id: Mapped[int | None]
    province: Mapped[Province]
    name: Mapped[str] = mapped_column(Text)
