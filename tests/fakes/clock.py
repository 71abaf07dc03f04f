"""What time is it in a test? The moment the test says, until it says another."""

from __future__ import annotations

from datetime import datetime, timedelta

#: Where every test starts unless it says otherwise: the last day of the demonstration's data.
START = datetime.fromisoformat("2026-10-31T08:00:00+08:00")


class FixedClock:
    """A ``Clock`` that stands still; ``pass_by`` moves it on, and answers the new moment."""

    def __init__(self, moment: datetime = START) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def pass_by(self, *, days: float = 0, hours: float = 0, minutes: float = 0) -> datetime:
        self.moment += timedelta(days=days, hours=hours, minutes=minutes)
        return self.moment
