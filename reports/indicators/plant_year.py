"""What did a plant take in, bring out and keep between in a year, by its own lots of material?

The balance begins where batteries have been taken apart: grids and paste are the feed, as assayed.
Ingots are the products; what is sold before it becomes one counts as product, too. Grids, paste and
crude lead that lie there are work in progress; slag, and what is disposed of or lost, is loss.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from reports.indicators.figure import total
from reports.indicators.plant import Assayed, PlantPeriod
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.unit import Material

FEED = frozenset({Material.GRID, Material.PASTE})
BETWEEN = FEED | {Material.CRUDE_LEAD}
PPM = 1_000_000


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of material: ``unit`` and ``made_by`` (an event) are ids, mass in grams, lead in ppm.

    ``smelted``: it came out of a smelting, else out of taking apart; ``gone_at`` is when it was
    used up, sold, disposed of or lost, ``sold`` whether it was sold.
    """

    unit: int
    code: str
    plant: int
    smelted: bool
    made_by: int
    made_at: datetime
    material: Material
    mass_g: int | None
    lead_share_ppm: int | None
    gone_at: datetime | None
    sold: bool

    @property
    def assayed(self) -> Assayed:
        """In tonnes; a lot without a mass has no assay that says anything."""
        share = None if self.lead_share_ppm is None else Fraction(self.lead_share_ppm, PPM)
        mass = Fraction(self.mass_g or 0, GRAMS_PER_TONNE)
        return Assayed(mass, None if self.mass_g is None else share)

    def lies_there(self, moment: datetime) -> bool:
        return self.made_at < moment and (self.gone_at is None or self.gone_at >= moment)


def is_feed(lot: Lot, start: datetime, end: datetime) -> bool:
    return not lot.smelted and lot.material in FEED and start <= lot.made_at < end


def is_product(lot: Lot, start: datetime, end: datetime) -> bool:
    if lot.material is Material.INGOT:
        return start <= lot.made_at < end
    return lot.material in BETWEEN and lot.sold and _gone_within(lot, start, end)


def is_loss(lot: Lot, start: datetime, end: datetime) -> bool:
    return lot.smelted and lot.material is Material.SLAG and start <= lot.made_at < end


def _gone_within(lot: Lot, start: datetime, end: datetime) -> bool:
    return lot.gone_at is not None and start <= lot.gone_at < end


def counts(lot: Lot, start: datetime, end: datetime) -> bool:
    """Whether the balance of the period reads this lot at all."""
    between = lot.material in BETWEEN and (lot.lies_there(start) or lot.lies_there(end))
    return (
        between
        or is_feed(lot, start, end)
        or is_product(lot, start, end)
        or is_loss(lot, start, end)
    )


def period_of(lots: Sequence[Lot], start: datetime, end: datetime) -> PlantPeriod:
    """The balance of one plant. Stock without an assay makes the whole unknown, as feed does."""
    return PlantPeriod(
        feed=[lot.assayed for lot in lots if is_feed(lot, start, end)],
        products=[lot.assayed for lot in lots if is_product(lot, start, end)],
        opening_lead_t=_between(lots, start),
        closing_lead_t=_between(lots, end),
        losses=[lot.assayed for lot in lots if is_loss(lot, start, end)] or None,
    )


def _between(lots: Sequence[Lot], moment: datetime) -> Fraction | None:
    there = [lot.assayed for lot in lots if lot.material in BETWEEN and lot.lies_there(moment)]
    if any(lot.lead_share is None for lot in there):
        return None
    return total(lot.lead_t for lot in there)
