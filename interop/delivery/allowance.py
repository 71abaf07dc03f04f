"""How often may a partner call? So many requests a second, after so many at once.

One moment tells all: until when what was allowed is spent. Every request moves it on by its share;
it may lie ahead of now by no more than the burst (generic cell rate algorithm).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

#: What every partner may do if nothing else was agreed.
PER_SECOND, BURST = 20, 60
_SECOND = timedelta(seconds=1)


class Allowance(NamedTuple):
    """``burst`` requests at once, then ``per_second``; spent until a moment."""

    per_second: int
    burst: int
    spent_until: datetime


def spend(allowance: Allowance, now: datetime) -> tuple[datetime | None, timedelta]:
    """Until when it is spent after one more request now, and no wait; or None, and how long to
    wait before another one is allowed."""
    share = _SECOND / allowance.per_second
    most = share * allowance.burst
    start = min(max(allowance.spent_until, now), now + most)  # our clock may have been set back
    after = start + share
    over = after - now - most
    if over > timedelta(0):
        return None, over
    return after, timedelta(0)
