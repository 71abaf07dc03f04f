"""What telling the consequences of a correction needs from the store, as a promise."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from tracker.domain.consequences import AlarmNow, FrozenRate, QuotaNow, StockChange


class Downstream(Protocol):
    """What hangs on an event, or on a manifest, as the books have it at this moment."""

    def adds(self, event: int) -> Sequence[StockChange]:
        """What an event adds to the sums of its day, void or not."""
        ...

    def quotas_with(self, event: int) -> Sequence[QuotaNow]:
        """What the manifest that an event names draws on approvals of which its recorder is a
        side; nothing changes."""
        ...

    def quotas_of(self, manifest: int, organisation: int | None) -> Sequence[QuotaNow]:
        """What a manifest draws on approvals of which this organisation is a side."""
        ...

    def open_alarms(self, event: int) -> Sequence[AlarmNow]:
        """Open alarms that an event raised."""
        ...

    def resolve_alarms(self, event: int, by_event: int, at: datetime) -> Sequence[AlarmNow]:
        """Resolve them, for the event is void; each names what declared it so."""
        ...

    def frozen_with(self, event: int, year: int) -> Sequence[tuple[int, FrozenRate]]:
        """Frozen rates of a year, the last version of each, with the id of its enterprise: of who
        recorded the event, of both its ends, and of the makers of its batteries."""
        ...

    def frozen_of(
        self, organisations: Sequence[int], year: int
    ) -> Sequence[tuple[int, FrozenRate]]:
        """Those of these enterprises."""
        ...
