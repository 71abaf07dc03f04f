"""Events and what took part in them, as rows that are only ever added."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, PrimaryKeyConstraint, Sequence
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small
from tracker.store.event_ids import SEQUENCE_SIZE

EVENT_NUMBERS = Sequence(
    "event_number_seq",
    metadata=Base.metadata,
    minvalue=0,
    maxvalue=SEQUENCE_SIZE - 1,
    start=0,
    cycle=True,
    data_type=BigInteger,
)


#: SQL: of events that were lost or refused; there are few, and balances ask for all of them.
ASTRAY = "kind IN (15, 22)"


class EventRow(Base):
    """One scan. ``units`` are all units it touched, in the order scanned; partitions by month of
    recording are ranges of ``id`` (see ``tracker.store.event_ids``)."""

    __tablename__ = "event"
    __table_args__ = (
        PrimaryKeyConstraint("id", "province"),
        Index("ix_event_site_id_id", "site_id", "id"),
        Index("ix_event_astray", "site_id", "id", postgresql_where=ASTRAY),
        {"postgresql_partition_by": "RANGE (id)"},
    )

    id: Mapped[int]
    happened_at: Mapped[datetime]
    site_id: Mapped[int]
    organisation_id: Mapped[int]
    actor_id: Mapped[int]
    peer_site_id: Mapped[int | None]
    container_id: Mapped[int | None]
    subject_event: Mapped[int | None]
    mass_g: Mapped[int | None]
    pieces: Mapped[int] = mapped_column(Integer)
    province: Mapped[Province]
    kind: Mapped[Small]
    category: Mapped[Small | None]
    units: Mapped[list[int]] = mapped_column(ARRAY(BigInteger))
    payload: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class EventUnitRow(Base):
    """A loose unit, container or lot in an event: touched, going in, or coming out (``Part``).

    ``mass_g`` is set where the event states a mass for this very unit.
    """

    __tablename__ = "event_unit"
    __table_args__ = (
        PrimaryKeyConstraint("unit_id", "event_id", "part", "province"),
        Index("ix_event_unit_event_id", "event_id", postgresql_where="part <> 0"),
    )

    unit_id: Mapped[int]
    event_id: Mapped[int]
    mass_g: Mapped[int | None]
    province: Mapped[Province]
    part: Mapped[Small]


class CorrectedEventRow(Base):
    """Which event was corrected by which later ones, so that whoever meets it finds them."""

    __tablename__ = "corrected_event"
    __table_args__ = (PrimaryKeyConstraint("event_id", "by_event", "province"),)

    event_id: Mapped[int]
    by_event: Mapped[int]
    province: Mapped[Province]


class VoidedEventRow(Base):
    """Which event was declared void by which later one. Questions leave voided events out."""

    __tablename__ = "voided_event"
    __table_args__ = (PrimaryKeyConstraint("event_id", "province"),)

    event_id: Mapped[int]
    by_event: Mapped[int]
    province: Mapped[Province]
