"""What hangs on an event of a territory in memory: its sums and the alarms that it raised.

Mirrors ``tracker.store.repositories.downstream``: manifests, approvals and frozen rates are none of
these books' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from tracker.demo.in_memory.pending import Pending
from tracker.demo.in_memory.rollups import MemoryRollups
from tracker.domain.consequences import AlarmNow, FrozenRate, QuotaNow, StockChange
from tracker.domain.place import Place
from tracker.store.bulk.found_alarms import FoundAlarms
from tracker.store.repositories.downstream import flow_of


class MemoryDownstream:
    """See ``tracker.usecases.consequence_ports.Downstream``."""

    def __init__(
        self,
        by_site: dict[int, Place],
        rollups: MemoryRollups,
        found: FoundAlarms,
        pending: Pending,
    ) -> None:
        self._by_site = by_site
        self._rollups = rollups
        self._found = found
        self._pending = pending

    def adds(self, event: int) -> list[StockChange]:
        day, parts = self._rollups.told(event)
        return [
            StockChange(
                site=self._by_site[of.site].code,
                day=day.isoformat(),
                kind=of.kind.value,
                flow=flow_of(of.kind, of.part, of.ware),
                pieces=sums.pieces,
                mass_g=sums.mass_g,
            )
            for of, sums in sorted(parts, key=lambda part: (part[0].part, part[0].ware))
        ]

    def quotas_with(self, event: int) -> list[QuotaNow]:
        return []

    def quotas_of(self, manifest: int, organisation: int | None) -> list[QuotaNow]:
        return []

    def open_alarms(self, event: int) -> list[AlarmNow]:
        return [AlarmNow(rule, subject, "open") for rule, subject in self._found.of(event)]

    def resolve_alarms(self, event: int, by_event: int, at: datetime) -> list[AlarmNow]:
        gone = self._found.of(event)
        if gone:
            self._pending.add(lambda: self._found.void(event, by_event, at))
        return [AlarmNow(rule, subject, "resolved") for rule, subject in gone]

    def frozen_with(self, event: int, year: int) -> list[tuple[int, FrozenRate]]:
        return []

    def frozen_of(self, organisations: Sequence[int], year: int) -> list[tuple[int, FrozenRate]]:
        return []
