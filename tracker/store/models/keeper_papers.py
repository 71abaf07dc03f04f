"""What a keeper of waste has on paper, as rows: insurance, emergency plan, plan, filings."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class InsuranceRow(Base):
    """A policy of environmental liability insurance with its days in force."""

    __tablename__ = "insurance"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    insurer: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class EmergencyPlanRow(Base):
    """An emergency plan by the number under which it was filed."""

    __tablename__ = "emergency_plan"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class PlannedTransferRow(Base):
    """A row of a filed management plan: this waste to this receiver, so many grams in the year."""

    __tablename__ = "planned_transfer"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    plan: Mapped[str] = mapped_column(Text)
    waste_code: Mapped[str] = mapped_column(Text)
    receiver_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    mass_g: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class FilingRow(Base):
    """A return or report that was filed in the national system, by its receipt's number."""

    __tablename__ = "filing"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[str] = mapped_column(Text)
    period: Mapped[str] = mapped_column(Text)
    filed_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
