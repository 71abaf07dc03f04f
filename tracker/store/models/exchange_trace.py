"""What partners are asked about single units, and lists that travel beside records, as rows."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, Index, Integer, LargeBinary, PrimaryKeyConstraint, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Small, Written


class ExchangeAttachmentRow(Base):
    """A list that a record names by its digest (``sha256:…``), ours or a partner's, checked."""

    __tablename__ = "exchange_attachment"
    __table_args__ = (PrimaryKeyConstraint("digest", "province"),)

    digest: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    recorded_at: Mapped[Written]


class ExchangeEnclosureRow(Base):
    """Which attachment a record names. ``partner`` is whom we must fetch it from, NULL for ours;
    ``state``: 1 wanted, 2 here, 3 given up until a person decides."""

    __tablename__ = "exchange_enclosure"
    __table_args__ = (
        PrimaryKeyConstraint("record", "province"),
        Index("ix_exchange_enclosure_digest", "digest"),
        Index("ix_exchange_enclosure_wanted", "partner", "record", postgresql_where="state = 1"),
    )

    record: Mapped[int]
    province: Mapped[Province]
    digest: Mapped[str] = mapped_column(Text)
    size: Mapped[int]
    partner: Mapped[str | None] = mapped_column(Text)
    state: Mapped[Small]
    tries: Mapped[int] = mapped_column(Integer)
    next_at: Mapped[datetime | None]


class ExchangePieceRow(Base):
    """A fetched piece of an attachment that is not whole yet: fetching goes on behind it."""

    __tablename__ = "exchange_piece"
    __table_args__ = (PrimaryKeyConstraint("partner", "digest", "start", "province"),)

    partner: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)
    start: Mapped[int]
    province: Mapped[Province]
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ExchangeCrossingRow(Base):
    """A code that crossed the border with a load, by a signed hand-over of ours (``leaving``) or
    of the partner's: such units either side may ask the other about. ``boxes``: the codes of the
    boxes it was in, the outermost first; ``pieces`` and ``mass_g`` (grams) only of a lot."""

    __tablename__ = "exchange_crossing"
    __table_args__ = (
        PrimaryKeyConstraint("code", "partner", "leaving", "handover", "province"),
        Index("ix_exchange_crossing_handover", "handover"),
        Index(
            "ix_exchange_crossing_boxes",
            "boxes",
            postgresql_using="gin",
            postgresql_where=text("boxes IS NOT NULL"),
        ),
    )

    code: Mapped[str] = mapped_column(Text)
    partner: Mapped[str] = mapped_column(Text)
    leaving: Mapped[bool] = mapped_column(Boolean)
    handover: Mapped[str] = mapped_column(Text)
    province: Mapped[Province]
    at: Mapped[datetime]
    boxes: Mapped[list[str] | None] = mapped_column(ARRAY(Text))
    pieces: Mapped[int | None] = mapped_column(Integer)
    mass_g: Mapped[int | None]


class ExchangeQuestionRow(Base):
    """A question of ours to a partner about some units, and its answer as it was signed.
    ``outcome`` is a word of ``tracker.graph.abroad.Standing``; ``told`` is what the answer says by
    code; without an answer both are NULL."""

    __tablename__ = "exchange_question"
    __table_args__ = (Index("ix_exchange_question_codes", "codes", postgresql_using="gin"),)

    id: Mapped[Key]
    province: Mapped[Province]
    partner: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(Text)
    codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    asked_at: Mapped[datetime]
    asked_by: Mapped[int]
    outcome: Mapped[str] = mapped_column(Text)
    question: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)
    told: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
