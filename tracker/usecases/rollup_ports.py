"""What a use case needs of the sums by day and month, as a promise."""

from __future__ import annotations

from typing import Protocol

from tracker.domain.booking import Booking


class Rollups(Protocol):
    """Sums of events, pieces and mass by the day in China on which it happened.

    They are those of all events that are not void, each at the mass last said of it; what is about
    other events (void, correct) is no row of its own and changes theirs.
    """

    def count(self, booking: Booking) -> None:
        """Add a booking that is in the books, or undo or mend what the event it is about added."""
        ...

    def mend(self) -> int:
        """Make them what the events add up to; answers how many rows were not."""
        ...
