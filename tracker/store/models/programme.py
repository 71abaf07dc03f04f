"""What recovery rates are about: models, agreements, declarations, demonstration enterprises."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CHAR, ForeignKey, Integer, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class BatteryModelRow(Base):
    """A producer's type: category, class, nominal mass in grams, lead share in ppm."""

    __tablename__ = "battery_model"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(Text)
    battery_class: Mapped[str] = mapped_column(Text)
    nominal_mass_g: Mapped[int]
    lead_share: Mapped[int] = mapped_column(Integer)
    source: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class TakeBackAgreementRow(Base):
    """Producer and collector; decides whose recovery rate a receipt counts for."""

    __tablename__ = "take_back_agreement"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    collector_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    route: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class SalesDeclarationRow(Base):
    """What a producer declares to have sold in a year and province: the rate's denominator."""

    __tablename__ = "sales_declaration"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    year: Mapped[int] = mapped_column(Integer)
    battery_class: Mapped[str] = mapped_column(Text)
    sold_in: Mapped[str] = mapped_column(CHAR(6))
    mass_g: Mapped[int]
    pieces: Mapped[int]
    evidence: Mapped[str | None] = mapped_column(CHAR(64))
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}


class DemonstrationEnterpriseRow(Base):
    """An organisation whose rates the project assesses."""

    __tablename__ = "demonstration_enterprise"

    id: Mapped[Key]
    province: Mapped[Province]
    code: Mapped[str] = mapped_column(Text, unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    project: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    valid_from: Mapped[date]
    valid_until: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    recorded_at: Mapped[Written]

    __mapper_args__ = {"version_id_col": version}
