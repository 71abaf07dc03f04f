"""Which monthly partitions the events have; made ahead of time by the owner."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from tracker.store.event_ids import first_id

_NAME = re.compile(r"event_y\d{4}m\d{2}")


def is_partition(table: str) -> bool:
    """Is this table one of the monthly partitions, or the one for all other ids?"""
    return table == "event_other" or _NAME.fullmatch(table) is not None


def months(first: datetime, last: datetime) -> list[datetime]:
    """The first moment (UTC) of each month from that of ``first`` to that of ``last``."""
    found = []
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        found.append(datetime(year, month, 1, tzinfo=UTC))
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found


def ensure_partitions(connection: Connection, first: datetime, last: datetime) -> list[str]:
    """Make the partitions for these months that are missing; answers the names of the new ones.

    Ids outside every month go to ``event_other``; a month that already has rows there cannot be
    made any more and stays there.
    """
    connection.execute(text("SELECT pg_advisory_xact_lock(74100)"))
    have = set(
        connection.scalars(
            text(
                "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
                " WHERE i.inhparent = 'event'::regclass"
            )
        )
    )
    if "event_other" not in have:
        connection.execute(text("CREATE TABLE event_other PARTITION OF event DEFAULT"))
    made = []
    for start in months(first, last):
        name = f"event_y{start:%Y}m{start:%m}"
        if name in have:
            continue
        following = datetime(start.year + start.month // 12, start.month % 12 + 1, 1, tzinfo=UTC)
        low, high = first_id(start), first_id(following)
        crowded = connection.scalar(
            text("SELECT EXISTS (SELECT FROM event_other WHERE id >= :low AND id < :high)"),
            {"low": low, "high": high},
        )
        if crowded:
            continue
        connection.execute(
            text(f"CREATE TABLE {name} PARTITION OF event FOR VALUES FROM ({low}) TO ({high})")
        )
        made.append(name)
    return made
