"""Sums of what was scanned, by day and by month: written with the facts, and equal to them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import PrimaryKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small


class _Sums:
    """What both sums have. Numbers instead of NULLs in the key: 0 is no peer, no category said.

    ``ware`` is a number of ``MATERIAL`` or of ``Ware``; ``part`` one of ``Part``: the event as a
    whole, or what went into a treatment and what came out of it. ``pieces`` are counted as they
    were scanned (a box is one); ``unweighed`` are those of them without a known mass.
    """

    site_id: Mapped[int]
    peer_site_id: Mapped[int]
    mass_g: Mapped[int]
    pieces: Mapped[int]
    unweighed: Mapped[int]
    events: Mapped[int]
    kind: Mapped[Small]
    category: Mapped[Small]
    ware: Mapped[Small]
    part: Mapped[Small]
    province: Mapped[Province]


class DailyRollupRow(_Sums, Base):
    """The sums of a day in China on which it happened."""

    __tablename__ = "daily_rollup"
    __table_args__ = (
        PrimaryKeyConstraint(
            "site_id", "day", "kind", "peer_site_id", "category", "ware", "part", "province"
        ),
        {"postgresql_with": {"fillfactor": "85"}},
    )

    day: Mapped[date] = mapped_column()


class MonthlyRollupRow(_Sums, Base):
    """The sums of a month in China; ``month`` is its first day."""

    __tablename__ = "monthly_rollup"
    __table_args__ = (
        PrimaryKeyConstraint(
            "site_id", "month", "kind", "peer_site_id", "category", "ware", "part", "province"
        ),
        {"postgresql_with": {"fillfactor": "85"}},
    )

    month: Mapped[date] = mapped_column()
