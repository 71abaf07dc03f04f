"""How is a form of the comprehensive rate computed from the flows that the records tell?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from reports.indicators.comprehensive import comprehensive_rate
from reports.indicators.figure import Figure, total
from reports.indicators.forms import FORMS
from reports.indicators.mixing import RULE
from reports.indicators.rate import Factor, Flag, Rate, Status, once
from reports.indicators.sales_base import SalesBase, Variant, sales_base
from reports.usecases.given import Given
from reports.usecases.lead_yield import plant_factors
from reports.usecases.plant_records import lawful_intake, recycled_rate
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import accepted_t, by_class, by_year, verified_t

#: What the legs of every form here were judged by.
BY_V0 = "V0"


def form_from_records(method: str, of: YearRecords, given: Given) -> Rate:
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
        more |= plant_factors(of.yielded)
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
