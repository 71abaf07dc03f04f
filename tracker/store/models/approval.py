"""Approvals of cross-province transfers, as rows: the sheet, its steps, what was drawn on it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    CHAR,
    BigInteger,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Sequence,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Small, Written

APPROVAL_IDS = Sequence("approval_id_seq", metadata=Base.metadata, data_type=BigInteger)


class ApprovalRow(Base):
    """One application and what came of it. ``drawn_g`` is the sum of its entries, kept by the same
    statement that writes them; ``ends`` keeps names as they were when it was applied for."""

    __tablename__ = "approval"
    __table_args__ = (
        PrimaryKeyConstraint("id", "province"),
        Index("uq_approval_code", "code", "province", unique=True),
        Index(
            "uq_approval_number",
            "number",
            "province",
            unique=True,
            postgresql_where="number IS NOT NULL",
        ),
        Index("ix_approval_sender_id_id", "sender_id", "id"),
        Index("ix_approval_receiver_id_id", "receiver_id", "id"),
        Index("ix_approval_open", "id", postgresql_where="state < 10"),
    )

    id: Mapped[int]
    recorded_at: Mapped[datetime]
    sender_id: Mapped[int]
    receiver_id: Mapped[int]
    approved_g: Mapped[int | None]
    drawn_g: Mapped[int]
    version: Mapped[int] = mapped_column(Integer)
    received_on: Mapped[date]
    clock_from: Mapped[date]
    accepted_on: Mapped[date | None]
    valid_from: Mapped[date | None]
    valid_until: Mapped[date | None]
    province: Mapped[Province]
    state: Mapped[Small]
    agreed: Mapped[bool | None]
    sender_division: Mapped[str] = mapped_column(CHAR(6))
    receiver_division: Mapped[str] = mapped_column(CHAR(6))
    code: Mapped[str] = mapped_column(Text)
    number: Mapped[str | None] = mapped_column(Text)
    asked: Mapped[dict[str, Any]] = mapped_column(JSONB)
    ends: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ApprovalStepRow(Base):
    """One step that was taken; ``actor_id`` NULL: time went by."""

    __tablename__ = "approval_step"
    __table_args__ = (PrimaryKeyConstraint("approval_id", "number", "province"),)

    approval_id: Mapped[int]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int | None]
    number: Mapped[int] = mapped_column(Integer)
    day: Mapped[date]
    province: Mapped[Province]
    step: Mapped[Small]
    said: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ApprovalEntryRow(Base):
    """One change of what is drawn on an approval by a manifest, in grams; their sum is drawn."""

    __tablename__ = "approval_entry"
    __table_args__ = (
        PrimaryKeyConstraint("id", "province"),
        Index("ix_approval_entry_approval_id_id", "approval_id", "id"),
        Index("ix_approval_entry_manifest_id", "manifest_id"),
    )

    id: Mapped[int] = mapped_column(BigInteger, Identity(cache=100))
    approval_id: Mapped[int]
    manifest_id: Mapped[int]
    delta_g: Mapped[int]
    at: Mapped[datetime]
    recorded_at: Mapped[Written]
    province: Mapped[Province]
    kind: Mapped[Small]


class WhiteListRow(Base):
    """An organisation on a ministry's list of a pilot, by the document that lists it."""

    __tablename__ = "white_list_entry"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    document: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
