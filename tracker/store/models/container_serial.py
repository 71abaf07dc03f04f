"""Up to which serial number container labels were issued, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CHAR, PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Small


class ContainerSerialRow(Base):
    """One row per unit (18 characters) and day. A small registry without a province, because a
    label must be unique in all of them."""

    __tablename__ = "container_serial"
    __table_args__ = (PrimaryKeyConstraint("unit", "day"),)

    unit: Mapped[str] = mapped_column(CHAR(18))
    day: Mapped[date]
    last: Mapped[Small]
