"""How far the nightly look has come, and what lay where when it looked."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import PrimaryKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province


class SweepRow(Base):
    """One look: the part it is at and the key it has come to; unfinished ones are gone on with."""

    __tablename__ = "sweep"

    id: Mapped[Key]
    province: Mapped[Province]
    day: Mapped[date]
    part: Mapped[str] = mapped_column(Text)
    after: Mapped[int]
    facts: Mapped[int]
    wrong: Mapped[int]
    begun_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]


class SiteStockRow(Base):
    """Waste that lay at a site when the look ``run`` passed. Grams; ``oldest_at`` is when the
    oldest of it came there, ``going_g`` what of it was dispatched and not yet on the road.
    ``level_g`` is what lay there, as a ledger counts it, when the day ``level_day`` began: with
    the sums of the days since it is what lies there now."""

    __tablename__ = "site_stock"
    __table_args__ = (PrimaryKeyConstraint("site_id", "province"),)

    site_id: Mapped[int]
    run: Mapped[int]
    mass_g: Mapped[int]
    pieces: Mapped[int]
    unweighed: Mapped[int]
    oldest_unit: Mapped[int | None]
    oldest_at: Mapped[datetime | None]
    province: Mapped[Province]
    going_g: Mapped[int] = mapped_column(server_default="0")
    level_g: Mapped[int | None]
    level_day: Mapped[date | None]
