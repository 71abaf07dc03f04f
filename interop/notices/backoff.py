"""When is a notice tried again, and when is it given up?

A target that is down for a day, or for a week, loses nothing: what was given up can be replayed.
"""

from __future__ import annotations

from datetime import datetime, timedelta

FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(hours=6)
#: So long after it came about a notice is tried.
PATIENCE = timedelta(days=7)
#: While somebody sends it, nobody else does; longer than any sending takes.
LEASE = timedelta(minutes=5)


def next_attempt(recorded: datetime, attempts: int, now: datetime) -> datetime | None:
    """The moment of the next attempt after so many that failed; None: it is given up."""
    rest = min(FIRST_REST * 2 ** min(attempts - 1, 20), LONGEST_REST)
    return now + rest if now + rest <= recorded + PATIENCE else None
