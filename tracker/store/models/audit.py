"""The audit trail, as hash-chained rows: one chain per site, never a global one."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province


class AuditHeadRow(Base):
    """Where a chain stands: its length and its last digest."""

    __tablename__ = "audit_head"
    __table_args__ = (PrimaryKeyConstraint("chain", "province"),)

    chain: Mapped[int]
    length: Mapped[int]
    province: Mapped[Province]
    digest: Mapped[bytes] = mapped_column(LargeBinary)


class AuditRow(Base):
    """Who did what: digest = SHA-256(previous digest || line). Chain 0 is the office itself."""

    __tablename__ = "audit"
    __table_args__ = (PrimaryKeyConstraint("chain", "number", "province"),)

    chain: Mapped[int]
    number: Mapped[int]
    actor_id: Mapped[int]
    recorded_at: Mapped[datetime]
    province: Mapped[Province]
    line: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
