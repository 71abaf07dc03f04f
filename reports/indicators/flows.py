"""What did a network gather in a year, and what lay with it, or was on the road, at its ends?

A is what was lawfully received first, W_o and W_c what lay there or was in transit at the two ends
of the year. What was lost, or went where it may not be treated, is in neither, so it is missing
from what was delivered: L = W_o + A − D − W_c. Mass is counted once, at the first receipt.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from fractions import Fraction

from reports.indicators.collection import UNKNOWN, FirstReceipt
from reports.indicators.figure import total
from reports.indicators.weights import intact_equivalent
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.scan import ReceiptCategory


class Whereabouts(StrEnum):
    """Where something gathered was at a moment, if it was still the network's."""

    STORED = "stored"
    IN_TRANSIT = "in_transit"


@dataclass(frozen=True, slots=True)
class Gathered:
    """A part of a first receipt: of one brand and category, with one fate.

    ``receipt`` is the id of the event, ``collected_in`` the two digits of the province where it
    happened, ``origin`` those of where it arose (``collection.UNKNOWN`` if nobody knows). Of the
    ``pieces`` some may be ``unweighed``; ``mass_g`` is what the others weigh, ``coded_g`` and
    ``damaged_g`` are parts of it.
    """

    receipt: int
    at: datetime
    collector: int
    collector_code: str
    site: str
    collected_in: str
    origin: str
    brand: int | None
    category: ReceiptCategory
    mass_g: int
    pieces: int
    unweighed: int
    coded_g: int
    damaged_g: int
    at_start: Whereabouts | None
    at_end: Whereabouts | None

    @property
    def counts(self) -> bool:
        return self.category is ReceiptCategory.WASTE


@dataclass(frozen=True, slots=True)
class Flow:
    """Something gathered and the enterprise's share of it; ``disputed``: others claim it, too."""

    gathered: Gathered
    share: Fraction
    disputed: bool

    def of(self, grams: int) -> Fraction:
        """The enterprise's part of a mass, in tonnes."""
        return grams * self.share / GRAMS_PER_TONNE

    def received_in(self, start: datetime, end: datetime) -> bool:
        return self.gathered.counts and start <= self.gathered.at < end


@dataclass(frozen=True, slots=True)
class Flows:
    """Sums of a year in tonnes; ``origins`` are the year's first receipts by province."""

    opening_t: Fraction
    opening_in_transit_t: Fraction
    received_t: Fraction
    closing_t: Fraction
    closing_in_transit_t: Fraction
    disputed_t: Fraction
    orphans_t: Fraction
    own_brand_t: Fraction
    coded_t: Fraction
    damaged_t: Fraction
    unweighed: int
    origins: tuple[FirstReceipt, ...]

    def intact_equivalent_t(self, electrolyte_lost: Fraction) -> Fraction:
        """What was received, had the damaged part kept its electrolyte."""
        whole = self.received_t - self.damaged_t
        return whole + intact_equivalent(self.damaged_t, electrolyte_lost)


def flows_of(rows: Iterable[Flow], enterprise: int, start: datetime, end: datetime) -> Flows:
    """The sums from ``start`` (included) to ``end``. Only waste counts."""
    waste = [row for row in rows if row.gathered.counts]
    year = [row for row in waste if row.received_in(start, end)]
    found = [row.gathered for row in year]
    return Flows(
        opening_t=_sum(row for row in waste if row.gathered.at_start),
        opening_in_transit_t=_sum(r for r in waste if r.gathered.at_start is _ROAD),
        received_t=_sum(year),
        closing_t=_sum(row for row in waste if row.gathered.at_end),
        closing_in_transit_t=_sum(row for row in waste if row.gathered.at_end is _ROAD),
        disputed_t=_sum(row for row in year if row.disputed),
        orphans_t=_sum(row for row in year if row.gathered.brand is None),
        own_brand_t=_sum(row for row in year if row.gathered.brand == enterprise),
        coded_t=total(row.of(row.gathered.coded_g) for row in year),
        damaged_t=total(row.of(row.gathered.damaged_g) for row in year),
        unweighed=sum(one.unweighed for one in found),
        origins=_origins(year),
    )


_ROAD = Whereabouts.IN_TRANSIT


def _sum(rows: Iterable[Flow]) -> Fraction:
    return total(row.of(row.gathered.mass_g) for row in rows)


def _origins(year: Iterable[Flow]) -> tuple[FirstReceipt, ...]:
    sums: dict[tuple[str, str], Fraction] = {}
    for row in year:
        key = (row.gathered.origin or UNKNOWN, row.gathered.collected_in)
        sums[key] = sums.get(key, Fraction(0)) + row.of(row.gathered.mass_g)
    return tuple(FirstReceipt(*key, mass) for key, mass in sorted(sums.items()))
