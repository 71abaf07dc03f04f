"""Shared ground for all tables: one metadata, one naming convention, the usual column types."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from sqlalchemy import BigInteger, DateTime, Identity, MetaData, SmallInteger, func
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of every row class of tracker, interop and reports."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map = {  # noqa: RUF012  read by the toolkit from the class
        int: BigInteger,
        datetime: DateTime(timezone=True),
    }


#: A surrogate key from a sequence; bigint everywhere, so that it never runs out.
Key = Annotated[int, mapped_column(BigInteger, Identity(cache=100), primary_key=True)]
#: The distribution column: two digits of the province that recorded the fact.
Province = Annotated[int, mapped_column(SmallInteger)]
#: A small code of ``tracker.store.codes``.
Small = Annotated[int, mapped_column(SmallInteger)]
#: When the row was written, by the database's clock.
Written = Annotated[datetime, mapped_column(DateTime(timezone=True), server_default=func.now())]
