"""Manifests, as rows: the sheet itself, its waste, who stands on it, confirmations, differences."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CHAR,
    BigInteger,
    Boolean,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Sequence,
    Text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small

MANIFEST_IDS = Sequence("manifest_id_seq", metadata=Base.metadata, data_type=BigInteger)
#: Seven digits; it runs round, for the year stands in the number, too.
PROVISIONAL_SERIALS = Sequence(
    "provisional_serial_seq",
    metadata=Base.metadata,
    minvalue=1,
    maxvalue=9_999_999,
    start=1,
    cycle=True,
    data_type=BigInteger,
)


class ManifestRow(Base):
    """One manifest as it stands. ``turn_id`` is the organisation whose confirmation is awaited;
    ``ends`` keeps names as they were when it was issued, and is never looked up again."""

    __tablename__ = "manifest"
    __table_args__ = (
        PrimaryKeyConstraint("id", "province"),
        Index("ix_manifest_turn_id_id", "turn_id", "id", postgresql_where="turn_id IS NOT NULL"),
        Index("ix_manifest_receiver_id_decided_at", "receiver_id", "decided_at"),
        Index("ix_manifest_open", "id", postgresql_where="state < 11"),
    )

    id: Mapped[int]
    recorded_at: Mapped[datetime]
    issued_at: Mapped[datetime | None]
    loaded_at: Mapped[datetime | None]
    departed_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    returned_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    filled_at: Mapped[datetime | None]
    sender_id: Mapped[int]
    sender_site: Mapped[int]
    receiver_id: Mapped[int]
    receiver_site: Mapped[int]
    turn_id: Mapped[int | None]
    copy_of: Mapped[int | None]
    mass_g: Mapped[int]
    accepted_g: Mapped[int | None]
    pieces: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    state: Mapped[Small]
    kind: Mapped[Small]
    leg: Mapped[Small]
    sender_division: Mapped[str] = mapped_column(CHAR(6))
    receiver_division: Mapped[str] = mapped_column(CHAR(6))
    number: Mapped[str] = mapped_column(Text)
    provisional: Mapped[str] = mapped_column(Text)
    warning: Mapped[str | None] = mapped_column(Text)
    approval: Mapped[str | None] = mapped_column(Text)
    paper: Mapped[str | None] = mapped_column(Text)
    purpose: Mapped[str | None] = mapped_column(Text)
    precautions: Mapped[str | None] = mapped_column(Text)
    note: Mapped[str | None] = mapped_column(Text)
    ends: Mapped[dict[str, Any]] = mapped_column(JSONB)
    carriers: Mapped[list[Any]] = mapped_column(JSONB)


class ManifestWasteRow(Base):
    """One row of waste. A row that a draft no longer has is ``withdrawn``, never taken away."""

    __tablename__ = "manifest_row"
    __table_args__ = (PrimaryKeyConstraint("manifest_id", "position", "province"),)

    manifest_id: Mapped[int]
    mass_g: Mapped[int]
    accepted_g: Mapped[int | None]
    pieces: Mapped[int] = mapped_column(Integer)
    accepted_pieces: Mapped[int | None] = mapped_column(Integer)
    packages: Mapped[int | None] = mapped_column(Integer)
    province: Mapped[Province]
    position: Mapped[Small]
    measured: Mapped[bool] = mapped_column(Boolean)
    accepted_measured: Mapped[bool] = mapped_column(Boolean)
    withdrawn: Mapped[bool] = mapped_column(Boolean)
    waste: Mapped[str] = mapped_column(Text)
    name: Mapped[str] = mapped_column(Text)
    form: Mapped[str | None] = mapped_column(Text)
    hazards: Mapped[str | None] = mapped_column(Text)
    packing: Mapped[str | None] = mapped_column(Text)
    ticket: Mapped[str | None] = mapped_column(Text)
    accepted_ticket: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(Text)
    units: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    aboard: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))


class ManifestPartyRow(Base):
    """Which manifests an organisation stands on: those of others only once they are issued."""

    __tablename__ = "manifest_party"
    __table_args__ = (PrimaryKeyConstraint("organisation_id", "manifest_id", "province"),)

    organisation_id: Mapped[int]
    manifest_id: Mapped[int]
    province: Mapped[Province]


class ManifestNumberRow(Base):
    """Which manifest a number names: the small registry that makes numbers unique everywhere."""

    __tablename__ = "manifest_number"
    __table_args__ = (PrimaryKeyConstraint("value"),)

    value: Mapped[str] = mapped_column(Text)
    manifest_id: Mapped[int]
    province: Mapped[Province]
    kind: Mapped[Small]


class ManifestConfirmationRow(Base):
    """Who confirmed which step when, and what was filled in with it. ``number`` is the version
    that the manifest has since."""

    __tablename__ = "manifest_confirmation"
    __table_args__ = (PrimaryKeyConstraint("manifest_id", "number", "province"),)

    manifest_id: Mapped[int]
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime]
    actor_id: Mapped[int]
    organisation_id: Mapped[int]
    event_id: Mapped[int | None]
    number: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    step: Mapped[Small]
    said: Mapped[dict[str, Any]] = mapped_column(JSONB)


class ManifestDifferenceRow(Base):
    """One difference between load and manifest, and the reason given for it."""

    __tablename__ = "manifest_difference"
    __table_args__ = (PrimaryKeyConstraint("manifest_id", "number", "line", "province"),)

    manifest_id: Mapped[int]
    unit_id: Mapped[int | None]
    number: Mapped[int] = mapped_column(Integer)
    line: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    kind: Mapped[Small]
    row: Mapped[Small | None]
    code: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str] = mapped_column(Text)


class ManifestRevisionRow(Base):
    """Proposed changes of sealed fields; at most one of a manifest is open."""

    __tablename__ = "manifest_revision"
    __table_args__ = (
        PrimaryKeyConstraint("manifest_id", "number", "province"),
        Index(
            "uq_manifest_revision_open",
            "manifest_id",
            "province",
            unique=True,
            postgresql_where="state = 1",
        ),
        Index("ix_manifest_revision_consent_of", "consent_of", postgresql_where="state = 1"),
    )

    manifest_id: Mapped[int]
    proposed_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    proposed_by: Mapped[int]
    consent_of: Mapped[int]
    actor_id: Mapped[int]
    decided_actor: Mapped[int | None]
    number: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    state: Mapped[Small]
    reason: Mapped[str] = mapped_column(Text)
    answer: Mapped[str | None] = mapped_column(Text)
    changes: Mapped[list[Any]] = mapped_column(JSONB)


class BoundUnitRow(Base):
    """On which open manifest a battery or box stands; NULL: on none any more."""

    __tablename__ = "bound_unit"
    __table_args__ = (PrimaryKeyConstraint("unit_id", "province"),)

    unit_id: Mapped[int]
    manifest_id: Mapped[int | None]
    province: Mapped[Province]
