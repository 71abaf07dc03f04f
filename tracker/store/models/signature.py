"""Public keys of organisations, and the signatures that they added to manifests, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CHAR, Index, Integer, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province


class SigningKeyRow(Base):
    """An Ed25519 public key of an organisation; a revoked one signs nothing any more."""

    __tablename__ = "signing_key"
    __table_args__ = (
        Index("uq_signing_key_fingerprint", "fingerprint", unique=True),
        Index("ix_signing_key_organisation_id", "organisation_id"),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    organisation_id: Mapped[int]
    actor_id: Mapped[int]
    revoked_by: Mapped[int | None]
    registered_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    fingerprint: Mapped[str] = mapped_column(CHAR(64))
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    label: Mapped[str] = mapped_column(Text)


class ManifestSignatureRow(Base):
    """A signature on the step at place ``number`` of a manifest, with the bytes it was made over;
    ``digest`` is their SHA-256."""

    __tablename__ = "manifest_signature"
    __table_args__ = (PrimaryKeyConstraint("manifest_id", "number", "key_id", "province"),)

    manifest_id: Mapped[int]
    key_id: Mapped[int]
    actor_id: Mapped[int]
    added_at: Mapped[datetime]
    number: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    digest: Mapped[str] = mapped_column(CHAR(64))
    signature: Mapped[bytes] = mapped_column(LargeBinary)
    frame: Mapped[bytes] = mapped_column(LargeBinary)
