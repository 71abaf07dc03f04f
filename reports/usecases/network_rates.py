"""What do several enterprises recover together, and what is collected in several provinces?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from reports.indicators.collection import collection_rate
from reports.indicators.figure import Figure, total
from reports.indicators.producer_rate import ProducerYear, consortium_rate, producer_rate
from reports.indicators.rate import Factor, Rate, lacking
from reports.indicators.sales_base import Variant
from reports.usecases.given import Given
from reports.usecases.weights_from_records import beside
from reports.usecases.year_records import YearRecords
from reports.usecases.yearly_loads import by_year, collected


def producer_year(of: YearRecords) -> ProducerYear:
    """What R_EPR asks of a producer's year."""
    sales, found = by_year(of.declared) or None, collected(of.loads) or None
    return ProducerYear(of.year, sales, found, of.founded)


def consortium(of: YearRecords, _: Given) -> Rate:
    """ΣC/ΣS̄ of the enterprise and those named with it; the rate of each stands beside it."""
    if not of.members:
        return lacking("members")
    every = (of, *of.members)
    years = [producer_year(one) for one in every]
    rate = consortium_rate(years, Variant.NDRC_2020)
    alone = [producer_rate(year, Variant.NDRC_2020).value for year in years]
    more: dict[str, Factor | None] = {
        f"R_EPR/{one.enterprise.code}": value if isinstance(value, Figure) else None
        for one, value in zip(every, alone, strict=True)
    }
    return beside(replace(rate, factors={**rate.factors, **more}), *every)


def collection_by_own_books(of: YearRecords, given: Given) -> Rate:
    """The first version: what others told is not read."""
    origins = of.sums.origins if of.flows else ()
    return beside(collection_rate(origins or None, given.arising_by_province_t), of)


def collection(of: YearRecords, given: Given) -> Rate:
    """By province of origin, with what the exchange told of other provinces."""
    rate = collection_rate(of.origins or None, given.arising_by_province_t)
    more: dict[str, Factor | None] = {
        "exchanged_t": Figure(
            total(load.receipt(claim.share).mass_t for load, claim in of.told_once)
        ),
        "exchanged_without_mass": Figure(
            Fraction(sum(load.mass_g is None for load, _ in of.told_once))
        ),
    }
    return beside(replace(rate, factors={**rate.factors, **more}), of)
