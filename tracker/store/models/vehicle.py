"""Vehicles, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class VehicleRow(Base):
    """A vehicle by its plate. ``tight``: declared proof against rain, leak and spill, which the
    transport exemption for undamaged batteries asks for (hazardous waste list, exemption 18)."""

    __tablename__ = "vehicle"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    permit: Mapped[str | None] = mapped_column(Text)
    permit_until: Mapped[date | None]
    tight: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
