"""Which loads of a year count for an enterprise, and how does each of them stand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from fractions import Fraction

from reports.indicators.attribution import Claim, claim_of
from reports.indicators.figure import total
from reports.indicators.loads import Leg, Parcel, credited_g, legs_of, standing
from reports.indicators.producer_rate import Collected
from reports.usecases.rate_books import Declared, RateBooks
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.moments import CHINA, day_of
from tracker.domain.programme import TakeBackRoute
from tracker.domain.scan import ReceiptCategory

#: A load that arrives in two parts arrives within this time; so far beyond the ends of the year
#: receipts are looked at when the two ends of a leg are compared.
LEG_LASTS = timedelta(days=31)


class Excluded(StrEnum):
    """Why a parcel does not count."""

    UNLICENSED = "unlicensed"
    MOVED_ON = "moved_on"
    PRODUCTION_SCRAP = "production_scrap"
    UNSOLD_STOCK = "unsold_stock"
    NO_MASS = "no_mass"


@dataclass(frozen=True, slots=True)
class Load:
    """A parcel with the enterprise's claim to it, how its leg stands, and why it is left out.

    ``mass_t`` is the enterprise's part in tonnes, after the lower of two disputed masses was taken.
    ``leg_dispatched_g`` and ``leg_received_g`` are the two ends of its leg, None without one.
    """

    parcel: Parcel
    claim: Claim
    mass_t: Fraction | None
    leg: Leg
    excluded: Excluded | None
    leg_dispatched_g: int | None
    leg_received_g: Fraction | None

    @property
    def counts(self) -> bool:
        return self.excluded is None

    @property
    def verified(self) -> bool:
        return self.counts and self.leg is Leg.CLOSED


def period_of_year(year: int) -> tuple[datetime, datetime]:
    """From the first moment of the year in China to that of the next."""
    return datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA)


def around_year(year: int) -> tuple[datetime, datetime]:
    """The year and what may belong to a leg of it."""
    start, end = period_of_year(year)
    return start - LEG_LASTS, end + LEG_LASTS


def yearly_loads(
    enterprise: int,
    year: int,
    books: RateBooks,
    *,
    own: bool = False,
    around: Sequence[Parcel] | None = None,
) -> list[Load]:
    """The loads of the year that the enterprise may claim, counted or left out, as they came.

    ``own``: the enterprise owes no rate itself; what it collected is then its own. ``around``: only
    of these parcels.
    """
    start, end = period_of_year(year)
    around = books.parcels(*around_year(year)) if around is None else around
    legs = legs_of(around)
    agreements, producers = books.agreements(enterprise), books.producers()
    found = []
    for parcel in around:
        if not start <= parcel.received_at < end or parcel.collector is None:
            continue
        day = day_of(parcel.received_at)
        if own:
            mine = parcel.collector == enterprise
            claim = Claim(Fraction(1), TakeBackRoute.OWN, None) if mine else None
        else:
            claim = claim_of(enterprise, parcel.collector, parcel.brand, day, agreements, producers)
        if claim is None:
            continue
        mass = credited_g(parcel, legs)
        leg = legs.get(parcel.dispatch) if parcel.dispatch is not None else None
        found.append(
            Load(
                parcel=parcel,
                claim=claim,
                mass_t=None if mass is None else mass * claim.share / GRAMS_PER_TONNE,
                leg=standing(parcel, legs),
                excluded=_excluded(parcel),
                leg_dispatched_g=leg.dispatched_g if leg else None,
                leg_received_g=leg.received_g if leg else None,
            )
        )
    return found


def _excluded(parcel: Parcel) -> Excluded | None:
    if parcel.moved_on:
        return Excluded.MOVED_ON
    if not parcel.licensed:
        return Excluded.UNLICENSED
    if parcel.category is not ReceiptCategory.WASTE:
        return Excluded(parcel.category.value)
    return Excluded.NO_MASS if parcel.mass_g is None else None


def collected(loads: Sequence[Load]) -> list[Collected]:
    """The loads as R_EPR reads them; what was moved on had counted where it was first accepted."""
    return [
        Collected(load.mass_t, load.claim.route, load.parcel.licensed, load.parcel.category)
        for load in loads
        if load.mass_t is not None and load.excluded is not Excluded.MOVED_ON
    ]


def accepted_t(loads: Sequence[Load]) -> Fraction:
    """D: what counts, in tonnes."""
    return total(load.mass_t or Fraction(0) for load in loads if load.counts)


def verified_t(loads: Sequence[Load]) -> Fraction:
    """D_ver under v0, in tonnes."""
    return total(load.mass_t or Fraction(0) for load in loads if load.verified)


def by_year(declared: Sequence[Declared]) -> dict[int, Fraction]:
    """Tonnes declared as sold, by year."""
    found: dict[int, Fraction] = {}
    for one in declared:
        found[one.year] = found.get(one.year, Fraction(0)) + Fraction(one.mass_g, GRAMS_PER_TONNE)
    return found


def by_class(declared: Sequence[Declared]) -> dict[str, dict[int, Fraction]]:
    """The same for each class of batteries."""
    classes = dict.fromkeys(one.battery_class for one in declared)
    return {
        name: by_year([one for one in declared if one.battery_class == name]) for name in classes
    }
