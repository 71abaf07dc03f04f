"""How is each definition computed from what the records say, and from what is given beside them?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from reports.indicators.arising import arising_of_classes
from reports.indicators.comprehensive import Chain, comprehensive_rate
from reports.indicators.figure import Figure, total
from reports.indicators.forms import FORMS
from reports.indicators.producer_rate import producer_rate
from reports.indicators.rate import Factor, Flag, Rate, Status, lacking, once
from reports.indicators.sales_base import Variant
from reports.methods.definition import Definition
from reports.usecases.forms_from_records import form_from_records
from reports.usecases.given import Given
from reports.usecases.lead_yield import plant_factors
from reports.usecases.network_rates import (
    collection,
    collection_by_own_books,
    consortium,
    producer_year,
)
from reports.usecases.plant_records import recycled_rate
from reports.usecases.verified_records import verified_by_manifest, verified_share_of
from reports.usecases.weights_from_records import beside, weights_of, weights_of_what_counts
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import accepted_t, by_class, verified_t

_BY_SALES = ("CRR-S-1", "CRR-S-2")


def rate_from_records(rule: Definition, of: YearRecords, given: Given) -> Rate:
    """The rate by a definition that can be computed from records."""
    if not applies(rule, of):
        return Rate(Status.NA_NOT_APPLICABLE)
    if rule.method == "R_EPR":
        return beside(_producer(of, Variant(rule.variant or Variant.NDRC_2020)), of)
    if rule.method == "CRR-S-1":
        return beside(_headline(of, given), of)
    if rule.method in FORMS:
        return beside(form_from_records(rule.method, of, given), of)
    earlier = _EARLIER.get(rule.name)
    return (earlier or _METHODS[rule.method])(of, given)


def applies(rule: Definition, of: YearRecords) -> bool:
    """Whether the rate is for this sort of enterprise at all."""
    if rule.method == "R_EPR" or rule.method in _BY_SALES:
        return of.owes
    return rule.method != "CRR-R-1" or of.recycles


def _producer(of: YearRecords, variant: Variant) -> Rate:
    """R_EPR: without a declaration at all, sales are unknown and not none."""
    year = replace(producer_year(of), earlier_t=of.earlier_t)
    rate = producer_rate(year, variant)
    unweighed = total(Fraction(load.parcel.unweighed) for load in of.loads)
    more: dict[str, Factor | None] = {"pieces_without_mass": Figure(unweighed)} if unweighed else {}
    return replace(rate, factors={**rate.factors, **more})


def _headline(of: YearRecords, given: Given) -> Rate:
    """CRR-S-1 with v0. Where R_EPR has no value, this has none, for the same reason."""
    epr, yielded = _producer(of, Variant.NDRC_2020), of.yielded
    accepted, verified = accepted_t(of.loads), verified_t(of.loads)
    base = epr.factors.get("sales_base_t")
    factors: dict[str, Factor | None] = {
        "R_EPR": epr.value if isinstance(epr.value, Figure) else None,
        "v0": Figure(verified / accepted) if accepted else None,
        "eta_pb": None if yielded.eta is None else Figure(yielded.eta),
        **epr.factors,
        "verified_t": Figure(verified),
        **plant_factors(yielded),
    }
    flags: list[Flag] = [flag for flag in epr.flags if flag is not Flag.GT1]
    if epr.status is not Status.OK or not isinstance(base, Figure):
        missing = (*epr.missing, *yielded.missing) if epr.missing else ()
        return Rate(epr.status, None, once(flags), factors, None, missing)
    flags += yielded.flags
    rate = comprehensive_rate(
        "CRR-S-1",
        Chain(
            deliveries_t=accepted,
            verified_deliveries_t=verified,
            sales_base_t=base.number,
            eta_pb=yielded.eta,
            uncertainty=given.chain.uncertainty,
            correlation=given.chain.correlation,
        ),
    )
    missing = yielded.missing if rate.status is Status.INSUFFICIENT_DATA else ()
    more = {
        n: rate.factors[n] for n in ("u_relative", "uncertainty_not_given") if n in rate.factors
    }
    return replace(
        rate, flags=once((*flags, *rate.flags)), factors={**factors, **more}, missing=missing
    )


def _plant(of: YearRecords, _: Given) -> Rate:
    yielded = of.yielded
    rates = list(yielded.rates.values())
    if len(rates) == 1:
        return rates[0]
    if yielded.eta is None:
        return replace(
            lacking(*yielded.missing, flags=yielded.flags), factors=plant_factors(yielded)
        )
    return Rate(Status.OK, Figure(yielded.eta), yielded.flags, plant_factors(yielded))


def _arising(of: YearRecords, given: Given) -> Rate:
    until = {
        name: {sold: mass for sold, mass in years.items() if sold <= of.year}
        for name, years in by_class(of.declared).items()
    }
    sales = {name: years for name, years in until.items() if years}
    without = [f"lifetimes/{name}" for name in sorted(set(sales) - set(given.chain.lifetimes))]
    if not sales or without:
        return lacking(*(without or ["sales_t"]))
    found, flags = arising_of_classes(of.year, sales, given.chain.lifetimes)
    return Rate(Status.OK, found, flags)


_METHODS: dict[str, Callable[[YearRecords, Given], Rate]] = {
    "CONSORTIUM": consortium,
    "V0": lambda of, _: beside(verified_share_of(of.loads), of),
    "V": lambda of, given: beside(verified_by_manifest(of, given.most_days), of),
    "PLANT": _plant,
    "R_E": lambda of, _: recycled_rate(of),
    "ARISING": _arising,
    "COLLECTION": collection,
    "WEIGHTS": weights_of,
}

#: Versions that a newer one has followed; figures that were frozen by them are made by them.
_EARLIER: dict[str, Callable[[YearRecords, Given], Rate]] = {
    "COLLECTION@1": collection_by_own_books,
    "WEIGHTS@1": weights_of_what_counts,
}
