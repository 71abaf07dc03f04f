"""When is a delivery tried again? For ever, ever more rarely, and never in step.

Nothing here sleeps or asks the clock: the answer is a moment, kept in the row of the delivery.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

FIRST_WAIT = timedelta(seconds=5)
LONGEST_WAIT = timedelta(minutes=15)
#: What a partner may ask for at most; more is a slip of its clock or its configuration.
LONGEST_ASKED = timedelta(hours=6)
#: Ages of the oldest delivery at which a person is told.
ALARMS_AFTER = (timedelta(hours=1), timedelta(hours=24))

_SECONDS = re.compile(r"[0-9]{1,18}", re.ASCII)
_DOUBLINGS = 8  # 5 s * 2**8 is more than the longest wait


def next_attempt(
    attempts: int, now: datetime, chance: float, retry_after: str | None = None
) -> datetime:
    """When to try again after this many failed attempts (1 or more).

    ``chance`` from 0 to 1 is drawn by the caller: waiting is anything up to the doubled time, so
    that senders who failed together do not come back together. What the partner asks for in
    Retry-After is waited at least.
    """
    longest = min(LONGEST_WAIT, FIRST_WAIT * (1 << min(attempts, _DOUBLINGS)))
    asked = asked_wait(retry_after, now) or timedelta(0)
    return now + max(longest * chance, asked)


def asked_wait(retry_after: str | None, now: datetime) -> timedelta | None:
    """What Retry-After asks for: seconds or an HTTP date (RFC 9110, 10.2.3), at most six hours;
    None for anything else, which is as if it were not there."""
    text = (retry_after or "").strip()
    if _SECONDS.fullmatch(text):
        return min(timedelta(seconds=min(int(text), 10**9)), LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), LONGEST_ASKED)
