"""How long must somebody wait after so many wrong passwords?

Counted for each login name (guessing one account) and for each sender (one password tried on many
accounts). Nothing is locked for good, and attempts during a wait do not lengthen it: else anybody
could keep an officer out for ever.
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self

from tracker.accounts.addresses import network_of

#: So many failures cost nothing: people mistype.
FREE_FAILURES = 5
#: Failures less than this apart add up; a wait does not count as time apart.
WINDOW = timedelta(minutes=15)
#: The wait after the last free failure; each further one doubles it.
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
#: Counts without a failure for so long are of no use to anybody.
FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Failures:
    """How often it went wrong, and when the last time."""

    count: int
    last_at: datetime

    @property
    def wait(self) -> timedelta:
        """The time after the last failure in which no further attempt is taken."""
        beyond = self.count - FREE_FAILURES
        if beyond < 0:
            return timedelta()
        doublings = min(beyond, 16)  # far beyond the longest wait; the count itself has no limit
        return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)

    def seconds_left(self, now: datetime) -> int:
        """Whole seconds until the next attempt is taken; 0: at once."""
        return max(0, math.ceil((self.last_at + self.wait - now).total_seconds()))

    def one_more(self, now: datetime) -> Self:
        """The count after a failure now."""
        apart = now - self.last_at - self.wait
        return type(self)(1 if apart >= WINDOW else self.count + 1, now)


def login_subject(login: str) -> str:
    """Under what the failures of a login name are counted.

    Hashed, because people type their password where the name belongs, and names have any length.
    """
    digest = hashlib.sha256(login.encode("utf-8", "surrogatepass"))
    return f"login:{digest.hexdigest()[:32]}"


def sender_subject(address: str) -> str:
    """Under what the failures of an address are counted."""
    return f"address:{network_of(address)}"
