"""What was answered to which request: the same client_id gets the same answer for ever."""

from __future__ import annotations

from typing import Any

from sqlalchemy import LargeBinary, PrimaryKeyConstraint, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small


class ReceiptRow(Base):
    """``digest`` is the SHA-256 of the request; ``answer`` holds all but the accepted codes,
    which are those of the request less the refused ones."""

    __tablename__ = "receipt"
    __table_args__ = (PrimaryKeyConstraint("organisation_id", "client_id", "province"),)

    organisation_id: Mapped[int]
    event_id: Mapped[int | None]
    province: Mapped[Province]
    status: Mapped[Small]
    client_id: Mapped[str] = mapped_column(Text)
    digest: Mapped[bytes] = mapped_column(LargeBinary)
    answer: Mapped[dict[str, Any]] = mapped_column(JSONB)
