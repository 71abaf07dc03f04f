"""What a scan must know of a site's stock and of manifests to see a broken limit, as promises."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple, Protocol

from tracker.domain.parameters import Parameters
from tracker.domain.place import Place
from tracker.rules.storage_findings import SiteStock


class Level(NamedTuple):
    """What lies at a site before a scan, the figures it is measured by, and the rules about it
    whose alarm is open already."""

    stock: SiteStock
    figures: Parameters
    told: frozenset[str]


class Papered(NamedTuple):
    """``units``: how many of those asked about stand on a manifest, an open one or the one that was
    named. ``known``: the books here have the manifest that was named."""

    units: int
    known: bool


class Limits(Protocol):
    def level(self, place: Place) -> Level:
        """One question, whatever the size of site and scan: what the last look counted, and what
        came and went by the sums of the days since. Exact again with each look."""
        ...

    def papered(self, units: Collection[int], manifest: str | None, at: datetime) -> Papered:
        """Which of these units have their manifest ``at`` the moment of a scan that names
        ``manifest``. One that binds no units holds all; a draft, one that was cancelled, and one
        that was decided about before hold none."""
        ...

    def figures(self) -> Parameters:
        """Those of this house."""
        ...
