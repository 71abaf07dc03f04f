"""What came from partners, as rows: messages, nonces, log, heads, doubts and disclosures."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Small, Written


class ExchangeInboxRow(Base):
    """A message as it came, and the receipt that answers it, now and at every duplicate."""

    __tablename__ = "exchange_inbox"
    __table_args__ = (
        PrimaryKeyConstraint("partner", "message_id", "province"),
        Index("uq_exchange_inbox_seq", "partner", "seq", "province", unique=True),
    )

    partner: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    seq: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime]
    receipt: Mapped[bytes] = mapped_column(LargeBinary)


class ExchangeArrivalRow(Base):
    """A record that came from a partner: by which message, and how far it is worked off.
    ``place`` is its leaf in the log; NULL for one that is kept but not in force."""

    __tablename__ = "exchange_arrival"
    __table_args__ = (
        PrimaryKeyConstraint("record", "province"),
        Index("ix_exchange_arrival_waiting", "record", postgresql_where="state = 1"),
        Index("ix_exchange_arrival_partner_day", "partner", "day"),
    )

    record: Mapped[int]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    message_id: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    place: Mapped[int | None]
    state: Mapped[Small]
    code: Mapped[str | None] = mapped_column(Text)
    flags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    received_at: Mapped[datetime]


class ExchangeNonceRow(Base):
    """A nonce that was used with a key, until its signature is long expired."""

    __tablename__ = "exchange_nonce"
    __table_args__ = (
        PrimaryKeyConstraint("keyid", "nonce", "province"),
        Index("ix_exchange_nonce_until", "until"),
    )

    keyid: Mapped[str] = mapped_column(Text)
    nonce: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    until: Mapped[datetime]


class ExchangeLogRow(Base):
    """How large our log of one partner's records is; whoever receives locks this row.
    ``high_seq`` is the highest number of a message that came."""

    __tablename__ = "exchange_log"
    __table_args__ = (PrimaryKeyConstraint("partner", "province"),)

    partner: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    size: Mapped[int]
    high_seq: Mapped[int]


class ExchangeNodeRow(Base):
    """The hash of a complete subtree of a log (RFC 9162)."""

    __tablename__ = "exchange_node"
    __table_args__ = (PrimaryKeyConstraint("partner", "level", "place", "province"),)

    partner: Mapped[str] = mapped_column(Text)
    level: Mapped[Small]
    place: Mapped[int]
    province: Mapped[Province]
    hash: Mapped[bytes] = mapped_column(LargeBinary)


class ExchangeHeadRow(Base):
    """A signed head of a log, ours or the partner's, as it was signed."""

    __tablename__ = "exchange_head"
    __table_args__ = (Index("ix_exchange_head_keeper_partner_size", "keeper", "partner", "size"),)

    id: Mapped[Key]
    province: Mapped[Province]
    keeper: Mapped[str] = mapped_column(Text)
    partner: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    root: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[Written]


class ExchangeDayRow(Base):
    """The last comparison of one day with a partner, in one direction: what both counted."""

    __tablename__ = "exchange_day"
    __table_args__ = (PrimaryKeyConstraint("partner", "day", "sent", "province"),)

    partner: Mapped[str] = mapped_column(Text)
    day: Mapped[date]
    sent: Mapped[bool]
    province: Mapped[Province]
    ours: Mapped[int] = mapped_column(Integer)
    theirs: Mapped[int] = mapped_column(Integer)
    agreed: Mapped[bool]
    compared_at: Mapped[datetime]


class ExchangeParkedRow(Base):
    """Something that only a person can decide. ``subject`` names message or record; ``decision``
    is what was decided, NULL as long as it waits."""

    __tablename__ = "exchange_parked"
    __table_args__ = (
        Index("ix_exchange_parked_open", "partner", "id", postgresql_where="decision IS NULL"),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    reference: Mapped[int]
    code: Mapped[str] = mapped_column(Text)
    parked_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(Text)
    decision: Mapped[str | None] = mapped_column(Text)


class ExchangeIncidentRow(Base):
    """Something about a partner that a person should know; ``code`` says what."""

    __tablename__ = "exchange_incident"
    __table_args__ = (Index("ix_exchange_incident_partner_id", "partner", "id"),)

    id: Mapped[Key]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    code: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(JSONB)
    at: Mapped[datetime]


class ExchangeDisclosureRow(Base):
    """What a partner asked about, and what it was told; kept three years. ``keyid`` signed the
    question, ``digest`` is that of our signed answer."""

    __tablename__ = "exchange_disclosure"
    __table_args__ = (
        Index("ix_exchange_disclosure_partner_id", "partner", "id"),
        Index("ix_exchange_disclosure_at", "at"),
    )

    id: Mapped[Key]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    question: Mapped[str] = mapped_column(Text)
    subject: Mapped[str] = mapped_column(Text)
    told: Mapped[list[str]] = mapped_column(ARRAY(Text))
    at: Mapped[datetime]
    keyid: Mapped[str | None] = mapped_column(Text)
    digest: Mapped[str | None] = mapped_column(Text)
