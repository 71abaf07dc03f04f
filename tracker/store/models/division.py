"""Administrative divisions, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CHAR, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base


class DivisionRow(Base):
    """A division as a snapshot knew it; before ``known_from`` its validity is unknown."""

    __tablename__ = "division"

    code: Mapped[str] = mapped_column(CHAR(6), primary_key=True)
    known_from: Mapped[date] = mapped_column(primary_key=True)
    known_until: Mapped[date | None]
    name_zh: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    level: Mapped[str] = mapped_column(Text)
    parent: Mapped[str | None] = mapped_column(CHAR(6), index=True)
    source: Mapped[str] = mapped_column(Text)
    certainty: Mapped[str] = mapped_column(Text)
