"""Operating licences for hazardous waste, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class LicenceRow(Base):
    """Number, scope (ways of operating), waste codes, yearly capacity in grams, days in force."""

    __tablename__ = "licence"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    scope: Mapped[list[str]] = mapped_column(ARRAY(Text))
    waste_codes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    capacity_g: Mapped[int | None]
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
