"""How is each definition computed from what the records say, and from what is given beside them?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from fractions import Fraction

from reports.indicators.arising import arising_of_classes
from reports.indicators.comprehensive import Chain, comprehensive_rate
from reports.indicators.figure import Figure, total
from reports.indicators.forms import FORMS
from reports.indicators.mixing import RULE
from reports.indicators.producer_rate import producer_rate
from reports.indicators.rate import Factor, Flag, Rate, Status, lacking, once
from reports.indicators.sales_base import SalesBase, Variant, sales_base
from reports.methods.definition import Definition
from reports.usecases.given import Given
from reports.usecases.lead_yield import LeadYield
from reports.usecases.network_rates import (
    collection,
    collection_by_own_books,
    consortium,
    producer_year,
)
from reports.usecases.plant_records import lawful_intake, recycled_rate
from reports.usecases.verified_records import verified_by_manifest, verified_share_of
from reports.usecases.weights_from_records import beside, weights_of, weights_of_what_counts
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import accepted_t, by_class, by_year, verified_t

#: What the legs of every form here were judged by.
BY_V0 = "V0"
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
        return beside(_form(rule.method, of, given), of)
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
        **_of_plants(yielded),
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


def _form(method: str, of: YearRecords, given: Given) -> Rate:
    """Any other form of one chain of flows; parts that its formula does not ask for stay out."""
    needs = {name for need in FORMS[method].needs for name in need.split("|")}
    chain = replace(given.chain, year=of.year)
    flags: list[Flag] = []
    more: dict[str, Factor | None] = {}
    missing: dict[str, tuple[str, ...]] = {}
    if "first_receipts_t" in needs and of.flows:
        sums = of.sums
        chain = replace(
            chain,
            opening_stock_t=sums.opening_t,
            first_receipts_t=sums.received_t,
            closing_stock_t=sums.closing_t,
        )
        more |= _of_flows(of, given)
        flags += [Flag.DOUBLE_CLAIM] if sums.disputed_t else []
    if needs & {"deliveries_t", "verified_deliveries_t"} and (of.loads or of.flows):
        chain = replace(
            chain,
            deliveries_t=accepted_t(of.loads),
            verified_deliveries_t=verified_t(of.loads),
        )
        more |= {"deliveries_t": Figure(accepted_t(of.loads)), "verified_by": BY_V0}
    if "sales_by_class" in needs and chain.arising_t is None:
        chain = replace(chain, sales_by_class=by_class(of.declared) or None)
    if "sales_base_t" in needs:
        base = _base(of, given)
        if base.status is not Status.OK:
            lacks = tuple(f"sales_t/{year}" for year in base.missing) or ("sales_t",)
            lacks = lacks if base.status is Status.INSUFFICIENT_DATA else ()
            return Rate(base.status, None, base.flags, more, None, lacks)
        flags += base.flags
        waste, sold = _lead_shares(of, given, base)
        chain = replace(chain, sales_base_t=base.mean, lead_share_waste=waste, lead_share_sold=sold)
    if "eta_pb" in needs:
        chain = replace(chain, eta_pb=of.yielded.eta)
        missing["eta_pb"] = of.yielded.missing
        flags += of.yielded.flags
        more |= _of_plants(of.yielded)
    if "recycling_efficiency" in needs and chain.recycling_efficiency is None:
        recycled = recycled_rate(of)
        value = recycled.value
        chain = replace(
            chain, recycling_efficiency=value.number if isinstance(value, Figure) else None
        )
        missing["recycling_efficiency"] = recycled.missing
        flags += recycled.flags
    if "lawful_intake_share" in needs:
        share, parts = lawful_intake(of)
        chain = replace(chain, lawful_intake_share=share)
        more |= parts
    rate = comprehensive_rate(method, chain)
    named = tuple(one for name in rate.missing for one in missing.get(name) or (name,))
    return replace(
        rate, flags=once((*flags, *rate.flags)), factors={**rate.factors, **more}, missing=named
    )


def _base(of: YearRecords, given: Given) -> SalesBase:
    sales = by_year(of.declared)
    if not sales:
        return SalesBase(Status.INSUFFICIENT_DATA)
    return sales_base(Variant.NDRC_2020, of.year, sales, given.founded)


def _lead_shares(
    of: YearRecords, given: Given, base: SalesBase
) -> tuple[Fraction | None, Fraction | None]:
    """w of what was delivered and of what was sold: as given, else as far as every unit tells."""
    waste, sold = given.chain.lead_share_waste, given.chain.lead_share_sold
    counted = [load.parcel for load in of.loads if load.verified]
    grams = sum(parcel.weight_g for parcel in counted)
    if waste is None and grams and all(parcel.lead_g is not None for parcel in counted):
        waste = total(parcel.lead_g or Fraction(0) for parcel in counted) / grams
    if sold is None:
        lead = of.books.lead_sold(of.enterprise.id, base.years)
        sold = None if lead is None else Fraction(lead[1], lead[0] * 1_000_000)
    return waste, sold


def _of_flows(of: YearRecords, given: Given) -> dict[str, Factor | None]:
    sums = of.sums
    lost = given.electrolyte_lost
    return {
        "opening_stock_t": Figure(sums.opening_t),
        "opening_in_transit_t": Figure(sums.opening_in_transit_t),
        "first_receipts_t": Figure(sums.received_t),
        "closing_stock_t": Figure(sums.closing_t),
        "closing_in_transit_t": Figure(sums.closing_in_transit_t),
        "orphans_t": Figure(sums.orphans_t),
        "coded_t": Figure(sums.coded_t),
        "own_brand_share": Figure(sums.own_brand_t / sums.received_t) if sums.received_t else None,
        "damaged_t": Figure(sums.damaged_t),
        "intact_equivalent_t": None if lost is None else Figure(sums.intact_equivalent_t(lost)),
        "disputed_t": Figure(sums.disputed_t),
        "pieces_without_mass": Figure(Fraction(sums.unweighed)),
        "mixing_rule": RULE,
    }


def _of_plants(yielded: LeadYield) -> Mapping[str, Factor | None]:
    found: dict[str, Factor | None] = {
        f"eta_pb/{code}": rate.value if isinstance(rate.value, Figure) else None
        for code, rate in yielded.rates.items()
    }
    return {**found, "eta_weighted_by": yielded.weighted_by} if yielded.weighted_by else found


def _plant(of: YearRecords, _: Given) -> Rate:
    yielded = of.yielded
    rates = list(yielded.rates.values())
    if len(rates) == 1:
        return rates[0]
    if yielded.eta is None:
        return replace(lacking(*yielded.missing, flags=yielded.flags), factors=_of_plants(yielded))
    return Rate(Status.OK, Figure(yielded.eta), yielded.flags, _of_plants(yielded))


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
