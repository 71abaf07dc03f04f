"""R_EPR: how much of what a producer sells comes back to lawful recyclers?

Only waste accepted by a recycler whose licence was valid that day counts; what never entered
consumption (边角废料、残次品、库存) does not. A consortium's rate is the quotient of sums, never
the mean of rates. Source: NDRC draft of 2020-06; the other variants see ``sales_base``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.indicators.figure import Figure, total
from reports.indicators.rate import Factor, Flag, Rate, Status, above_one, lacking, once
from reports.indicators.sales_base import SalesBase, Variant, mean_of_five, sales_base
from reports.indicators.targets import trailing
from tracker.domain.programme import TakeBackRoute
from tracker.domain.scan import ReceiptCategory

#: Over so many years a rate above 100 % is evened out.
YEARS = 3


@dataclass(frozen=True, slots=True)
class Collected:
    """A mass in tonnes that a recycler accepted; ``licensed``: by one that could lawfully."""

    mass_t: Fraction
    route: TakeBackRoute
    licensed: bool
    category: ReceiptCategory

    @property
    def counts(self) -> bool:
        return self.licensed and self.category is ReceiptCategory.WASTE


@dataclass(frozen=True, slots=True)
class ProducerYear:
    """What R_EPR reads of one producer; None stands for what is not known.

    ``earlier_t`` is what counted in the two years before, for the mean of three years.
    """

    year: int | None
    sales_t: Mapping[int, Fraction] | None
    collected: Sequence[Collected] | None
    founded: int | None = None
    earlier_t: Mapping[int, Fraction] | None = None


def producer_rate(of: ProducerYear, variant: Variant = Variant.NDRC_2020) -> Rate:
    """R_EPR of one producer and year."""
    found = _judged(of, variant)
    if isinstance(found, Rate):
        return found
    base, factors, eligible = found
    if not base.mean:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, base.flags, factors)
    value = eligible / base.mean
    if of.earlier_t is not None:
        factors["trailing_3y"] = _trailing(of, variant, eligible)
    flags = once((*base.flags, *above_one(value)))
    return Rate(Status.OK, Figure(value), flags, factors)


def _trailing(of: ProducerYear, variant: Variant, eligible: Fraction) -> Figure | None:
    """ΣC/ΣS̄ over the year and the two before it; None where one of them is not known."""
    year, earlier = of.year or 0, of.earlier_t or {}
    masses = {year: eligible, **{y: earlier[y] for y in (year - 1, year - 2) if y in earlier}}
    bases = {y: sales_base(variant, y, of.sales_t or {}, of.founded).mean for y in masses}
    if len(masses) < YEARS or None in bases.values():
        return None
    found = trailing((masses[y], bases[y] or Fraction(0)) for y in masses)
    return None if found is None else Figure(found)


def consortium_rate(members: Sequence[ProducerYear] | None, variant: Variant) -> Rate:
    """Members' collected mass by members' sales bases.

    A member without an obligation yet (NA_NEW) has no base; it stays outside both sums, so that
    the consortium's rate lies between its members'.
    """
    if not members:
        return lacking("members")
    collected, bases = Fraction(0), Fraction(0)
    flags: list[Flag] = []
    missing: list[str] = []
    new = 0
    for place, member in enumerate(members):
        found = _judged(member, variant)
        if not isinstance(found, Rate):
            base, _, eligible = found
            collected += eligible
            bases += base.mean or 0
            flags += base.flags
        elif found.status is Status.NA_NEW:
            new += 1
        else:
            missing += (f"members/{place}/{name}" for name in found.missing)
            flags += found.flags
    factors: dict[str, Factor | None] = {
        "eligible_collected_t": Figure(collected),
        "sales_base_t": Figure(bases),
        "members_without_obligation": Figure(Fraction(new)),
    }
    if missing:
        return lacking(*missing, flags=flags)
    if new == len(members):
        return Rate(Status.NA_NEW, None, once(flags), factors)
    if not bases:
        return Rate(Status.UNDEFINED_ZERO_DENOM, None, once(flags), factors)
    value = collected / bases
    return Rate(Status.OK, Figure(value), once((*flags, *above_one(value))), factors)


def _judged(
    of: ProducerYear, variant: Variant
) -> Rate | tuple[SalesBase, dict[str, Factor | None], Fraction]:
    """Base, factors and eligible mass; or the rate at once where there can be no value."""
    if of.year is not None and of.founded is not None and of.year <= of.founded:
        return Rate(Status.NA_NEW)
    given = (("year", of.year), ("sales_t", of.sales_t), ("collected", of.collected or None))
    missing = tuple(name for name, value in given if value is None)
    if of.year is None or of.sales_t is None:
        return lacking(*missing)
    base = sales_base(variant, of.year, of.sales_t, of.founded)
    if base.status is Status.NA_NEW:
        return Rate(Status.NA_NEW, None, base.flags)
    missing += tuple(f"sales_t/{year}" for year in base.missing)
    if missing or of.collected is None:
        return lacking(*missing, flags=base.flags)
    eligible = total(row.mass_t for row in of.collected if row.counts)
    return base, _factors(of.collected, eligible, base, of.year, of.sales_t), eligible


def _factors(
    collected: Sequence[Collected],
    eligible: Fraction,
    base: SalesBase,
    year: int,
    sales: Mapping[int, Fraction],
) -> dict[str, Factor | None]:
    found: dict[str, Factor | None] = {
        "eligible_collected_t": Figure(eligible),
        **{
            f"{route.value}_t": Figure(
                total(row.mass_t for row in collected if row.counts and row.route is route)
            )
            for route in TakeBackRoute
        },
        "unlicensed_t": Figure(total(row.mass_t for row in collected if not row.licensed)),
        **{
            f"{category.value}_t": Figure(
                total(r.mass_t for r in collected if r.licensed and r.category is category)
            )
            for category in (ReceiptCategory.PRODUCTION_SCRAP, ReceiptCategory.UNSOLD_STOCK)
        },
        "sales_base_t": None if base.mean is None else Figure(base.mean),
        "sales_years": ", ".join(str(y) for y in base.years),
    }
    if Flag.UNSTABLE_DENOM in base.flags:
        five = mean_of_five(year, sales)
        found["sales_mean_of_five_t"] = None if five is None else Figure(five)
        found["rate_on_mean_of_five"] = Figure(eligible / five) if five else None
    return found
