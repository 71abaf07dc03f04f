"""What do the records of plants say: recycling efficiency R_E, lawful share of the intake ρ?"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.loads import Leg
from reports.indicators.rate import Factor, Flag, Rate, lacking
from reports.indicators.recycling import recycling_rate
from reports.usecases.year_records import YearRecords
from tracker.domain.mass import GRAMS_PER_TONNE
from tracker.domain.unit import Material


def recycled_rate(of: YearRecords) -> Rate:
    """R_E of the plants together: what was taken apart, lead won back, plastics.

    Acid is not counted, for a lot of it holds water as well; both keep the rate low.
    """
    unweighed = sum(one.unweighed for one in of.treated)
    gross = Fraction(sum(one.mass_g for one in of.treated), GRAMS_PER_TONNE)
    lead = [rate.factors.get("lead_out_t") for rate in of.yielded.rates.values()]
    missing = () if of.treated else ("gross_t",)
    if unweighed:
        missing = ("gross_t",)
    if not lead or not all(isinstance(one, Figure) for one in lead):
        missing = (*missing, *(of.yielded.missing or ("lead_t",)))
    plastics = [lot.mass_g for lot in of.lots if lot.material is Material.PLASTIC]
    if None in plastics:
        missing = (*missing, "plastics_t")
    if missing:
        flags = tuple(flag for flag in of.yielded.flags if flag is Flag.ASSAY_MISSING)
        return lacking(*missing, flags=flags)
    masses = {
        "gross_t": gross,
        "lead_t": total(one.number for one in lead if isinstance(one, Figure)),
    }
    if plastics:
        masses["plastics_t"] = Fraction(sum(grams or 0 for grams in plastics), GRAMS_PER_TONNE)
    return recycling_rate(masses, {})


def lawful_intake(of: YearRecords) -> tuple[Fraction | None, Mapping[str, Factor | None]]:
    """ρ = traced lawful intake by the whole of it. Lawful and traced: accepted with a licence, of
    a known collector, and its leg is verified under v0."""
    lawful = total(
        parcel.mass_g or Fraction(0)
        for parcel, leg in of.intake
        if leg is Leg.CLOSED and parcel.collector is not None
    )
    whole = of.intake_t
    factors: dict[str, Factor | None] = {
        "lawful_intake_t": Figure(lawful / GRAMS_PER_TONNE),
        "intake_t": Figure(whole),
    }
    return (lawful / GRAMS_PER_TONNE / whole if whole else None), factors
