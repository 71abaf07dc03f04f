"""Imports of ledgers, as rows: the job, its files, and which row of a ledger became which event."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CHAR, Index, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Small, Written


class ImportJobRow(Base):
    """One file that somebody brought. Counts are of rows of the ledger; ``rights`` are those the
    bringer came with, so that whoever continues the job has no more. ``error`` says why the file as
    a whole was refused; ``faults`` are the first wrong cells."""

    __tablename__ = "import_job"
    __table_args__ = (Index("ix_import_job_open", "id", postgresql_where="finished_at IS NULL"),)

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int | None]
    actor_id: Mapped[int]
    form: Mapped[str | None] = mapped_column(Text)
    site: Mapped[str | None] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(CHAR(64))
    size: Mapped[int]
    language: Mapped[str] = mapped_column(Text)
    rights: Mapped[list[str]] = mapped_column(ARRAY(Text))
    dry_run: Mapped[bool]
    state: Mapped[str] = mapped_column(Text)
    rows: Mapped[int]
    done: Mapped[int]
    booked: Mapped[int]
    known: Mapped[int]
    refused: Mapped[int]
    error: Mapped[list[Any] | None] = mapped_column(JSONB)
    faults: Mapped[list[Any] | None] = mapped_column(JSONB)
    recorded_at: Mapped[Written]
    leased_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class ImportFileRow(Base):
    """The content of a file: as it was brought while the job is open, and its marked copy."""

    __tablename__ = "import_file"
    __table_args__ = (PrimaryKeyConstraint("job_id", "what", "province"),)

    job_id: Mapped[int]
    province: Mapped[Province]
    what: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ImportRowRow(Base):
    """A row of a ledger that is in the books, by the digest of what it says, written in the same
    commit as its event: so the same row is never booked twice. ``kind`` is the last step taken;
    ``whole`` says that none is left."""

    __tablename__ = "import_row"
    __table_args__ = (PrimaryKeyConstraint("organisation_id", "digest", "province"),)

    organisation_id: Mapped[int]
    event_id: Mapped[int]
    job_id: Mapped[int]
    province: Mapped[Province]
    kind: Mapped[Small]
    whole: Mapped[bool]
    digest: Mapped[bytes] = mapped_column(LargeBinary)
