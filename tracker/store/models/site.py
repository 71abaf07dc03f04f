"""Sites, as rows: a place of an organisation, with the roles it plays."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy import CHAR, ForeignKey, Numeric, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class SiteRow(Base):
    """One shop may both sell and collect. Coordinates keep the system they were read in."""

    __tablename__ = "site"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    name_en: Mapped[str | None] = mapped_column(Text)
    division: Mapped[str] = mapped_column(CHAR(6))
    roles: Mapped[list[str]] = mapped_column(ARRAY(Text))
    longitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    latitude: Mapped[Decimal | None] = mapped_column(Numeric(9, 6))
    coordinate_system: Mapped[str | None] = mapped_column(Text)
    capacity_g: Mapped[int | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
