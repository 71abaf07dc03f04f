"""What lies at a site in the books in memory? Mirrors ``tracker.store.repositories.limits``.

No look has counted anything yet, so a site is measured by all that came and went.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime

from tracker.demo.in_memory.rollups import MemoryRollups
from tracker.domain.parameters import Parameters
from tracker.domain.place import Place
from tracker.rules.storage_findings import BREACHES, SiteStock
from tracker.store.parameters_file import shipped_parameters
from tracker.usecases.limit_ports import Level, Papered


class MemoryLimits:
    """See ``tracker.usecases.limit_ports.Limits``. ``is_open`` tells whether a rule has an open
    alarm about a subject; what is in memory has no manifests and no figures of its own."""

    def __init__(
        self, rollups: MemoryRollups, is_open: Callable[[str, str], bool], province: int
    ) -> None:
        self._rollups = rollups
        self._is_open = is_open
        self._figures = Parameters(shipped_parameters(), province)

    def level(self, place: Place) -> Level:
        mass_g = self._rollups.levels[place.site]
        stock = SiteStock(place.code, place.roles, mass_g, 0, 0, None, None, place.capacity_g)
        told = frozenset(rule for rule in BREACHES if self._is_open(rule, place.code))
        return Level(stock, self._figures, told)

    def papered(self, units: Collection[int], manifest: str | None, _at: datetime) -> Papered:
        return Papered(0 if manifest is None else len(units), known=manifest is not None)

    def figures(self) -> Parameters:
        return self._figures
