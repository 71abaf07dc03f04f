"""Traceable units and their codes, as rows.

Order of columns: widest first, so that no byte goes to padding; ten million batteries feel it.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, Integer, PrimaryKeyConstraint, Sequence, Text
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Province, Small

UNIT_IDS = Sequence("unit_id_seq", metadata=Base.metadata, data_type=BigInteger, cache=1)


class UnitRow(Base):
    """What stands now; derived from the events and rebuilt from them when history is corrected.

    No index on state or place: an update then touches one page and no index. The one for boxes and
    lots lets a trace pass by the batteries among thousands of ids.
    """

    __tablename__ = "unit"
    __table_args__ = (
        PrimaryKeyConstraint("id", "province"),
        Index("ix_unit_other", "id", postgresql_where="kind <> 1"),
        {"postgresql_with": {"fillfactor": "85"}},
    )

    id: Mapped[int]
    since: Mapped[datetime]
    site_id: Mapped[int | None]
    container_id: Mapped[int | None]
    model_id: Mapped[int | None]
    mass_g: Mapped[int | None]
    pieces: Mapped[int] = mapped_column(Integer)
    version: Mapped[int] = mapped_column(Integer)
    lead_share: Mapped[int | None] = mapped_column(Integer)
    province: Mapped[Province]
    kind: Mapped[Small]
    state: Mapped[Small]
    battery_class: Mapped[Small | None]
    material: Mapped[Small | None]
    damaged: Mapped[bool]


class UnitCodeRow(Base):
    """Which unit a code names: the small registry that makes codes unique everywhere."""

    __tablename__ = "unit_code"
    __table_args__ = (
        PrimaryKeyConstraint("value"),
        Index("ix_unit_code_unit_id", "unit_id"),
        # boxes are one in a hundred; lists of them must not walk past the batteries
        Index("ix_unit_code_container", "value", postgresql_where="scheme = 7"),
    )

    unit_id: Mapped[int]
    province: Mapped[Province]
    scheme: Mapped[Small]
    value: Mapped[str] = mapped_column(Text)


class ContainmentRow(Base):
    """What contained what, as an interval of events: derived from pack and unpack."""

    __tablename__ = "containment"
    __table_args__ = (
        PrimaryKeyConstraint("child_id", "from_event", "province"),
        Index("ix_containment_parent_id", "parent_id"),
    )

    child_id: Mapped[int]
    parent_id: Mapped[int]
    from_event: Mapped[int]
    to_event: Mapped[int | None]
    province: Mapped[Province]
