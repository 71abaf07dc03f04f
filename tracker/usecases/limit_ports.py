"""What a scan must know of a site's stock and of manifests to see a broken limit, as promises."""

from __future__ import annotations

from collections.abc import Collection
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


class Limits(Protocol):
    def level(self, place: Place) -> Level:
        """One question, whatever the size of site and scan: what the last look counted, and what
        came and went by the sums of the days since. Exact again with each look."""
        ...

    def papered(self, units: Collection[int]) -> int:
        """How many of these units stand on an open manifest."""
        ...

    def figures(self) -> Parameters:
        """Those of this house."""
        ...
