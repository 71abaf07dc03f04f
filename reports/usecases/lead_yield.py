"""With which yield did the recyclers of an enterprise's waste win its lead back?

With several recyclers η is weighted by the lead delivered to each; where the lead of some battery
is not known, by the mass delivered, and the answer says so.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.plant import plant_rate
from reports.indicators.plant_year import Lot, counts, period_of
from reports.indicators.rate import Factor, Flag, Rate, Status, once
from reports.usecases.rate_books import RateBooks
from reports.usecases.yearly_loads import Load, period_of_year


@dataclass(frozen=True, slots=True)
class LeadYield:
    """``eta`` is None when a plant's is not known; ``missing`` then names what lacks, by plant.

    ``weighted_by`` is 'lead' or 'mass', None with a single plant; ``lots`` are those that the
    balances read, ``plants`` the credit codes by id.
    """

    eta: Fraction | None
    rates: Mapping[str, Rate] = field(default_factory=dict)
    missing: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    weighted_by: str | None = None
    lots: Sequence[Lot] = ()
    plants: Mapping[int, str] = field(default_factory=dict)


def lead_yield(loads: Sequence[Load], year: int, books: RateBooks) -> LeadYield:
    """η of the year for these loads; only those that count are read."""
    counted = [load for load in loads if load.counts]
    plants = {load.parcel.recycler: load.parcel.recycler_code for load in counted}
    if not plants:
        return LeadYield(None, missing=("eta_pb",))
    start, end = period_of_year(year)
    lots = [lot for lot in books.plant_lots(plants, start, end) if counts(lot, start, end)]
    rates = {
        code: plant_rate(period_of([lot for lot in lots if lot.plant == plant], start, end))
        for plant, code in plants.items()
    }
    flags = once(flag for rate in rates.values() for flag in rate.flags if flag is not Flag.GT1)
    missing = tuple(f"eta_pb/{code}" for code, rate in rates.items() if rate.status != Status.OK)
    if missing:
        return LeadYield(None, rates, missing, flags, None, lots, plants)
    weights, by = _weights(counted)
    whole = total(weights.values())
    eta = total(
        weights[plant] * _value(rates[code]) / whole for plant, code in plants.items() if whole
    )
    weighted_by = by if len(plants) > 1 else None
    return LeadYield(eta, rates, (), flags, weighted_by, lots, plants)


def own_yield(plant: int, code: str, year: int, books: RateBooks) -> LeadYield:
    """η of a recycler's own plant, whoever's waste it treated."""
    start, end = period_of_year(year)
    lots = [lot for lot in books.plant_lots([plant], start, end) if counts(lot, start, end)]
    rate = plant_rate(period_of(lots, start, end))
    known = rate.status is Status.OK
    return LeadYield(
        _value(rate) if known else None,
        {code: rate},
        () if known else (f"eta_pb/{code}",),
        tuple(flag for flag in rate.flags if flag is not Flag.GT1),
        None,
        lots,
        {plant: code},
    )


def plant_factors(yielded: LeadYield) -> Mapping[str, Factor | None]:
    """η of each plant by its credit code, and what several were weighted by."""
    found: dict[str, Factor | None] = {
        f"eta_pb/{code}": rate.value if isinstance(rate.value, Figure) else None
        for code, rate in yielded.rates.items()
    }
    return {**found, "eta_weighted_by": yielded.weighted_by} if yielded.weighted_by else found


def _weights(counted: Sequence[Load]) -> tuple[dict[int, Fraction], str]:
    by_lead: dict[int, Fraction] = {}
    by_mass: dict[int, Fraction] = {}
    lead_known = True
    for load in counted:
        plant = load.parcel.recycler
        lead = load.parcel.lead_g
        lead_known = lead_known and lead is not None
        by_lead[plant] = by_lead.get(plant, Fraction(0)) + (lead or 0) * load.claim.share
        by_mass[plant] = by_mass.get(plant, Fraction(0)) + (load.mass_t or 0)
    return (by_lead, "lead") if lead_known else (by_mass, "mass")


def _value(rate: Rate) -> Fraction:
    return rate.value.number if isinstance(rate.value, Figure) else Fraction(0)
