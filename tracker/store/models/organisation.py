"""Organisations (legal persons), as rows."""

from __future__ import annotations

from sqlalchemy import CHAR, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class OrganisationRow(Base):
    """A legal person. Its code is checked softly: some early codes fail the check and are legal."""

    __tablename__ = "organisation"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    division: Mapped[str] = mapped_column(CHAR(6))
    note: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
