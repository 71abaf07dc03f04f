"""What is in the id of an event? The moment it was recorded, and a number that makes it unique.

An id is 41 bits of milliseconds since 2015 and 22 bits of a cycling sequence. So ids sort by the
time of recording, the monthly partitions of the events are ranges of ids, and whoever holds an id
finds its partition without asking. They last until the year 2084.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

EPOCH = datetime(2015, 1, 1, tzinfo=UTC)
SEQUENCE_BITS = 22
SEQUENCE_SIZE = 1 << SEQUENCE_BITS
_MILLISECOND = timedelta(milliseconds=1)


def event_id(recorded_at: datetime, number: int) -> int:
    """The id of an event recorded at that moment (from 2015 on) with that sequence number."""
    elapsed = (recorded_at - EPOCH) // _MILLISECOND
    if elapsed < 0:
        raise ValueError(f"{recorded_at} lies before {EPOCH}")
    return (elapsed << SEQUENCE_BITS) | (number % SEQUENCE_SIZE)


def first_id(moment: datetime) -> int:
    """The smallest id an event recorded at or after this moment can have."""
    return event_id(moment, 0)


def recorded_at(id_: int) -> datetime:
    """The moment, to the millisecond, at which the event with this id was recorded."""
    return EPOCH + (id_ >> SEQUENCE_BITS) * _MILLISECOND
