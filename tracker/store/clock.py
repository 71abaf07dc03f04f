"""What time is it? Asked of the system once per use, never inside a rule."""

from __future__ import annotations

from datetime import UTC, datetime


class SystemClock:
    """See ``tracker.usecases.ports.Clock``."""

    def now(self) -> datetime:
        return datetime.now(UTC)
