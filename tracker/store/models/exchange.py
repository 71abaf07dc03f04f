"""The exchange as rows: partners, keys, records, what is sent to whom and what came of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Small, Written


class ExchangePartnerRow(Base):
    """One authority with which we exchange. ``seq`` and ``prev`` are number and digest of the
    last message made for it; whoever makes the next one locks this row. ``halted`` says why
    nothing is sent until a person decides. ``pulled``: it cannot call us, so its messages are
    fetched; ``feed_cursor`` is how far its feed was read."""

    __tablename__ = "exchange_partner"
    __table_args__ = (PrimaryKeyConstraint("authority", "province"),)

    authority: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    base_url: Mapped[str] = mapped_column(Text)
    networks: Mapped[str | None] = mapped_column(Text)
    required: Mapped[list[str]] = mapped_column(ARRAY(Text))
    passes_on: Mapped[list[str]] = mapped_column(ARRAY(Text))
    active: Mapped[bool] = mapped_column(Boolean)
    halted: Mapped[str | None] = mapped_column(Text)
    seq: Mapped[int]
    prev: Mapped[str | None] = mapped_column(Text)
    failures: Mapped[int] = mapped_column(Integer)
    paused_until: Mapped[datetime | None]
    drift_ms: Mapped[int | None]
    last_receipt_at: Mapped[datetime | None]
    reconciled_at: Mapped[datetime | None]
    version: Mapped[int]
    recorded_at: Mapped[Written]
    pulled: Mapped[bool] = mapped_column(Boolean, server_default="false")
    feed_cursor: Mapped[str | None] = mapped_column(Text)


class ExchangeAllowanceRow(Base):
    """How often a partner may call: so many requests a second, so many at once. What it used is
    one moment: until then its allowance is spent."""

    __tablename__ = "exchange_allowance"
    __table_args__ = (PrimaryKeyConstraint("partner", "province"),)

    partner: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    per_second: Mapped[int] = mapped_column(Integer)
    burst: Mapped[int] = mapped_column(Integer)
    spent_until: Mapped[datetime]


class ExchangeKeyRow(Base):
    """A key of ours or of a partner: its public half, never the private one."""

    __tablename__ = "exchange_key"
    __table_args__ = (PrimaryKeyConstraint("keyid", "province"),)

    keyid: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    algorithm: Mapped[str] = mapped_column(Text)
    public: Mapped[bytes] = mapped_column(LargeBinary)
    not_before: Mapped[datetime]
    not_after: Mapped[datetime]
    recorded_at: Mapped[Written]


class ExchangeKeyEventRow(Base):
    """What happened to a key, and who said so: enrolled, approved, retired, revoked …"""

    __tablename__ = "exchange_key_event"
    __table_args__ = (Index("ix_exchange_key_event_keyid", "keyid"),)

    id: Mapped[Key]
    province: Mapped[Province]
    keyid: Mapped[str] = mapped_column(Text)
    what: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]
    since: Mapped[datetime]


class ExchangeRecordRow(Base):
    """One signed version of one thing, ours or a partner's; ``entry`` are its canonical bytes
    with signatures. Two with one version and two digests are both kept."""

    __tablename__ = "exchange_record"
    __table_args__ = (
        Index(
            "uq_exchange_record_key",
            "origin",
            "record_id",
            "version",
            "digest",
            "province",
            unique=True,
        ),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    origin: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)
    schema: Mapped[str] = mapped_column(Text)
    business_no: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    issued_at: Mapped[datetime]
    day: Mapped[date]
    entry: Mapped[bytes] = mapped_column(LargeBinary)


class ExchangeThingRow(Base):
    """How a thing stands after its newest version in force: ours as last told, a partner's as
    applied. ``noun`` is the schema's name, ``business_no`` by what people know it."""

    __tablename__ = "exchange_thing"
    __table_args__ = (
        PrimaryKeyConstraint("origin", "record_id", "province"),
        Index("ix_exchange_thing_noun_business_no", "noun", "business_no"),
    )

    origin: Mapped[str] = mapped_column(Text)
    record_id: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    noun: Mapped[str] = mapped_column(Text)
    business_no: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(Integer)
    digest: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    applied_at: Mapped[datetime]


class ExchangeMessageRow(Base):
    """A message to a partner with the bytes that every attempt sends. ``token`` fences: only who
    holds the newest lease may note what came of it."""

    __tablename__ = "exchange_message"
    __table_args__ = (
        PrimaryKeyConstraint("partner", "seq", "province"),
        Index("uq_exchange_message_id", "message_id", "province", unique=True),
        Index("ix_exchange_message_due", "partner", "next_at", "seq", postgresql_where="state = 1"),
    )

    partner: Mapped[str] = mapped_column(Text)
    seq: Mapped[int]
    province: Mapped[Province]
    message_id: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
    state: Mapped[Small]
    attempts: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[datetime]
    token: Mapped[int]
    problem: Mapped[str | None] = mapped_column(Text)
    delivered_at: Mapped[datetime | None]


class ExchangeDeliveryRow(Base):
    """One record of ours that a partner must have; ``seq`` is the message in which it goes."""

    __tablename__ = "exchange_delivery"
    __table_args__ = (
        PrimaryKeyConstraint("partner", "record", "province"),
        Index("ix_exchange_delivery_waiting", "partner", "record", postgresql_where="seq IS NULL"),
        Index("ix_exchange_delivery_partner_seq", "partner", "seq"),
        Index("ix_exchange_delivery_partner_day", "partner", "day"),
    )

    partner: Mapped[str] = mapped_column(Text)
    record: Mapped[int]
    province: Mapped[Province]
    day: Mapped[date]
    seq: Mapped[int | None]
    state: Mapped[Small]
    code: Mapped[str | None] = mapped_column(Text)


class ExchangeReceiptRow(Base):
    """A verified receipt of a partner for a message of ours, as it came."""

    __tablename__ = "exchange_receipt"
    __table_args__ = (
        Index("uq_exchange_receipt", "message_id", "digest", "province", unique=True),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    log_size: Mapped[int]
    log_root: Mapped[str] = mapped_column(Text)
    recorded_at: Mapped[Written]
