"""Found anomalies with their evidence, and how far the sweep for them has come, as rows."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, Index, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province


class AnomalyRow(Base):
    """(rule, subject, due) is also the key of the alarm through which people work on it.

    ``run`` is the last sweep that saw it; ``standing`` false: a later one, over its days, did not.
    """

    __tablename__ = "anomaly"
    __table_args__ = (
        PrimaryKeyConstraint("rule", "subject", "due", "province"),
        Index("ix_anomaly_due_rule_subject", "due", "rule", "subject"),
        Index("ix_anomaly_codes", "codes", postgresql_using="gin"),
    )

    due: Mapped[date]
    province: Mapped[Province]
    standing: Mapped[bool]
    site_id: Mapped[int | None]
    organisation_id: Mapped[int | None]
    run: Mapped[int]
    found_at: Mapped[datetime]
    rule: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    detector: Mapped[str] = mapped_column(Text)
    events: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    evidence: Mapped[dict[str, Any]] = mapped_column(JSONB)


class AnomalySweepRow(Base):
    """One sweep over events recorded from ``first`` to before ``until``: ``month`` is the window it
    comes to next, ``detectors`` those that were asked for (empty: all)."""

    __tablename__ = "anomaly_sweep"

    id: Mapped[Key]
    province: Mapped[Province]
    first: Mapped[date]
    until: Mapped[date]
    month: Mapped[date]
    facts: Mapped[int]
    found: Mapped[int]
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    detectors: Mapped[list[str]] = mapped_column(ARRAY(Text))
