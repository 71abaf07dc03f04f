"""Blocks of manifest numbers granted by the issuing system, as rows."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CHAR, Index, Text, func, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tracker.store.base import Base, Key, Province, Written


class NumberBlockRow(Base):
    """Numbers ``first`` to ``last`` may be used up without asking; ``next`` is the next free one.

    ``organisation_id`` NULL: by every sender of the prefecture. No two blocks overlap.
    """

    __tablename__ = "number_block"

    id: Mapped[Key]
    province: Mapped[Province]
    prefecture: Mapped[str] = mapped_column(CHAR(4))
    first: Mapped[int]
    last: Mapped[int]
    next: Mapped[int]
    organisation_id: Mapped[int | None]
    granted_by: Mapped[str] = mapped_column(Text)
    reference: Mapped[str] = mapped_column(Text)
    granted_on: Mapped[date]
    actor_id: Mapped[int]
    recorded_at: Mapped[Written]

    __table_args__ = (
        Index("ix_number_block_prefecture", "prefecture", "first"),
        ExcludeConstraint(
            (func.int8range(text("first"), text("last"), text("'[]'")), "&&"),
            name="ex_number_block_numbers",
            using="gist",
        ),
    )
