"""Everything that the records say about an enterprise and a year, each asked for when it is needed.

All questions are asked of one state of the books, which must stay open as long as this is used.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from functools import cached_property

from reports.indicators.attribution import Agreement, Claim, claim_of
from reports.indicators.collection import FirstReceipt
from reports.indicators.exchanged import (
    ToldLoad,
    first_receipts,
    own_receipts,
    summed,
)
from reports.indicators.flows import Flow, Flows, Gathered, flows_of
from reports.indicators.loads import Leg, Parcel, legs_of, standing
from reports.indicators.plant_year import Lot
from reports.usecases.lead_yield import LeadYield, lead_yield, own_yield
from reports.usecases.rate_books import Declared, Enterprise, RateBooks, Sheet, Treated
from reports.usecases.yearly_loads import (
    Load,
    accepted_t,
    around_year,
    period_of_year,
    yearly_loads,
)
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.moments import day_of
from tracker.domain.programme import DemonstrationKind, TakeBackRoute


@dataclass
class YearRecords:
    """``owes``: it makes, imports or sells, so rates by sales are for it. ``parcels`` and
    ``gathered``: those of a page, where only that is asked. ``members``: of the consortium that it
    is in; ``founded``: the year in which it was, where somebody says so."""

    enterprise: Enterprise
    year: int
    books: RateBooks
    parcels: Sequence[Parcel] | None = None
    gathered: Sequence[Gathered] | None = None
    members: Sequence[YearRecords] = ()
    founded: int | None = None

    @property
    def owes(self) -> bool:
        return self.enterprise.produces or bool(self.declared)

    @property
    def recycles(self) -> bool:
        kinds = (DemonstrationKind.RECYCLER, DemonstrationKind.INTEGRATED)
        return self.enterprise.kind in kinds or bool(self.intake)

    @cached_property
    def declared(self) -> Sequence[Declared]:
        return self.books.declared(self.enterprise.id)

    @cached_property
    def recorded_sales(self) -> dict[int, int]:
        return self.books.recorded_sales(self.enterprise.id)

    @cached_property
    def loads(self) -> list[Load]:
        return self._loads_of(self.year, self.parcels)

    def _loads_of(self, year: int, parcels: Sequence[Parcel] | None = None) -> list[Load]:
        mine, own = self.enterprise.id, not self.owes
        return yearly_loads(mine, year, self.books, own=own, around=parcels)

    @cached_property
    def earlier_t(self) -> dict[int, Fraction]:
        """D of the two years before, for the mean of three; a year without any load is unknown."""
        found = {year: self._loads_of(year) for year in (self.year - 2, self.year - 1)}
        return {year: accepted_t(loads) for year, loads in found.items() if loads}

    @cached_property
    def flows(self) -> list[Flow]:
        """First receipts and stocks with the enterprise's share; what it may not claim is left out.

        The claim is that of the day of the first receipt.
        """
        found = []
        rows = self.gathered
        if rows is None:
            rows = self.books.gathered(self.network, *period_of_year(self.year))
        for one in rows:
            claim = self._claim(one.collector, one.brand, one.at)
            if claim is not None:
                found.append(Flow(one, claim.share, claim.disputed))
        return found

    @cached_property
    def _agreements(self) -> Sequence[Agreement]:
        return self.books.agreements(self.enterprise.id)

    @cached_property
    def _producers(self) -> Collection[int]:
        return self.books.producers()

    @cached_property
    def network(self) -> list[int]:
        return sorted({a.collector for a in self._agreements} | {self.enterprise.id})

    def _claim(self, collector: int, brand: int | None, at: datetime) -> Claim | None:
        """The enterprise's claim to what a collector received; its own all, if it owes nothing."""
        mine = self.enterprise.id
        if not self.owes:
            return Claim(Fraction(1), TakeBackRoute.OWN, None) if collector == mine else None
        return claim_of(mine, collector, brand, day_of(at), self._agreements, self._producers)

    @cached_property
    def told(self) -> list[tuple[ToldLoad, Claim]]:
        """Loads of other provinces that the exchange told of and the enterprise may claim, each as
        often as it was told; nobody told their brand."""
        loads = self.books.told_loads(self.network, *period_of_year(self.year))
        claims = ((load, self._claim(load.collector, None, load.at)) for load in loads)
        return [(load, claim) for load, claim in claims if claim is not None]

    @cached_property
    def told_once(self) -> list[tuple[ToldLoad, Claim]]:
        """Of every load the telling that is believed, in the order of the loads."""
        by_load: dict[tuple[str, str], tuple[ToldLoad, Claim]] = {}
        for load, claim in sorted(self.told, key=lambda one: (one[0].teller, one[0].record)):
            by_load.setdefault((load.batch, load.ticket), (load, claim))
        return [one for _, one in sorted(by_load.items())]

    @cached_property
    def origins(self) -> list[FirstReceipt]:
        """First receipts of the year by origin, those that the exchange told of among them."""
        start, end = period_of_year(self.year)
        year = [row for row in self.flows if row.received_in(start, end)]
        told = (load.receipt(claim.share) for load, claim in self.told)
        own = own_receipts(year, self.books.received_before(start, end) if year else ())
        return summed([*own, *first_receipts(told)])

    @cached_property
    def sums(self) -> Flows:
        return flows_of(self.flows, self.enterprise.id, *period_of_year(self.year))

    @cached_property
    def intake(self) -> list[tuple[Parcel, Leg]]:
        """What the gates of the enterprise itself took in the year, and how each leg stands."""
        start, end = period_of_year(self.year)
        around = self.parcels
        if around is None:
            around = self.books.parcels(*around_year(self.year))
        legs = legs_of(around)
        return [
            (parcel, standing(parcel, legs))
            for parcel in around
            if parcel.recycler == self.enterprise.id and start <= parcel.received_at < end
        ]

    @cached_property
    def yielded(self) -> LeadYield:
        """η of the plants that treated the enterprise's waste; a recycler's own plant's."""
        if not self.owes and self.intake:
            return own_yield(self.enterprise.id, self.enterprise.code, self.year, self.books)
        return lead_yield(self.loads, self.year, self.books)

    @cached_property
    def treated(self) -> Sequence[Treated]:
        plants = sorted(self.yielded.plants)
        return self.books.treated(plants, *period_of_year(self.year)) if plants else []

    @cached_property
    def lots(self) -> Sequence[Lot]:
        """Every lot that the plants made in the year, also those that the balance does not read."""
        plants = sorted(self.yielded.plants)
        start, end = period_of_year(self.year)
        lots = self.books.plant_lots(plants, start, end) if plants else []
        return [lot for lot in lots if start <= lot.made_at < end]

    @cached_property
    def sheets(self) -> dict[int, Sheet]:
        """By the event of a receipt or a dispatch: the manifest that it stands on."""
        parcels = [load.parcel for load in self.loads]
        events = {p.receipt for p in parcels} | {p.dispatch for p in parcels if p.dispatch}
        return {one.event: one for one in self.books.sheets(sorted(events))} if events else {}

    @cached_property
    def intake_t(self) -> Fraction:
        grams = sum((p.mass_g or Fraction(0) for p, _ in self.intake), start=Fraction(0))
        return grams / GRAMS_PER_TONNE
