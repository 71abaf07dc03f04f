"""Rates that were frozen, what was sampled of them, and how they were recognised, as rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CHAR, Index, Integer, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province


class RateSnapshotRow(Base):
    """A frozen figure with everything it was made from. A restatement is another row that names
    the one it ``restates``. ``content`` are the records, compressed; their digest is beside."""

    __tablename__ = "rate_snapshot"
    __table_args__ = (
        Index(
            "uq_rate_snapshot_version",
            "organisation_id",
            "year",
            "definition",
            "version",
            "province",
            unique=True,
        ),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int]
    year: Mapped[int] = mapped_column(Integer)
    definition: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    restates: Mapped[int | None]
    reason: Mapped[str | None] = mapped_column(Text)
    definition_version: Mapped[int] = mapped_column(Integer)
    definition_digest: Mapped[str] = mapped_column(CHAR(64))
    parameter_digest: Mapped[str] = mapped_column(CHAR(64))
    data_digest: Mapped[str] = mapped_column(CHAR(64))
    code_version: Mapped[str] = mapped_column(Text)
    known_at: Mapped[datetime]
    actor_id: Mapped[int]
    status: Mapped[str] = mapped_column(Text)
    figure: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    given: Mapped[dict[str, Any]] = mapped_column(JSONB)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class AuditSampleRow(Base):
    """Which records of a snapshot are looked at, and the seed from which anybody draws them."""

    __tablename__ = "audit_sample"
    __table_args__ = (Index("ix_audit_sample_snapshot_id", "snapshot_id"),)

    id: Mapped[Key]
    province: Mapped[Province]
    snapshot_id: Mapped[int]
    drawn_at: Mapped[datetime]
    actor_id: Mapped[int]
    plan: Mapped[str] = mapped_column(Text)
    factor: Mapped[str] = mapped_column(Text)
    seed: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column(Integer)
    claimed_g: Mapped[int]
    hits: Mapped[list[Any]] = mapped_column(JSONB)


class SampleFindingRow(Base):
    """What the evidence of a drawn record bears out, in grams; the last word counts."""

    __tablename__ = "sample_finding"
    __table_args__ = (Index("ix_sample_finding_sample_id", "sample_id"),)

    id: Mapped[Key]
    province: Mapped[Province]
    sample_id: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int]
    found_g: Mapped[int]
    record: Mapped[str] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)


class AssessmentRow(Base):
    """The recognition of a rate as it stands; at most one is under way or recognised."""

    __tablename__ = "assessment"
    __table_args__ = (
        Index(
            "uq_assessment_open",
            "organisation_id",
            "year",
            "definition",
            "province",
            unique=True,
            postgresql_where="state NOT IN ('withdrawn', 'declined')",
        ),
        Index(
            "uq_assessment_number",
            "number",
            "province",
            unique=True,
            postgresql_where="number IS NOT NULL",
        ),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int]
    year: Mapped[int] = mapped_column(Integer)
    definition: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    snapshot_id: Mapped[int | None]
    sample_id: Mapped[int | None]
    number: Mapped[str | None] = mapped_column(Text)
    signer: Mapped[str | None] = mapped_column(Text)
    due_on: Mapped[date | None]


class AssessmentStepRow(Base):
    """Who took which step when, what was said with it, and what it led to."""

    __tablename__ = "assessment_step"
    __table_args__ = (PrimaryKeyConstraint("assessment_id", "number", "province"),)

    assessment_id: Mapped[int]
    at: Mapped[datetime]
    actor_id: Mapped[int]
    number: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    step: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    said: Mapped[dict[str, Any]] = mapped_column(JSONB)
