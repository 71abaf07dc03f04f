"""How much waste arises in a year? Sales of earlier years, shifted by Weibull lifetimes.

G_t = Σ_a (S_{t-a} + N_{t-a})·f(a), with F(x) = 1 − exp(−(x/η)^β), f(a) = F(a+½) − F(a−½) and
f(0) = F(½): what is sold is sold in the middle of the year. N is the net in-flow with vehicles and
used goods. Not rational: computed to sixty digits.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Underflow, localcontext
from fractions import Fraction
from math import log

from reports.indicators.figure import DIGITS, Figure, decimal_of, total
from reports.indicators.rate import Factor, Flag, Rate, Status, lacking, once

#: Sales histories that cover less of the lifetimes make arising too low and rates too high.
LEAST_COVERAGE = Fraction(98, 100)
#: Beyond (x/η)^β = 200 what is left is below 1e-86: nothing, to sixty digits; its logarithm.
_ALL_FAILED = log(200)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """Weibull: shape ``beta``, scale ``eta`` in years; both above zero."""

    beta: Fraction
    eta: Fraction


@dataclass(frozen=True, slots=True)
class Arising:
    """Mass in the unit of the sales, the share of lifetimes that the history covers, its gaps."""

    mass: Fraction
    coverage: Fraction
    gaps: tuple[int, ...] = ()

    @property
    def flags(self) -> tuple[Flag, ...]:
        gap = (Flag.GAP_YEAR,) if self.gaps else ()
        return (*gap, Flag.COVERAGE) if self.coverage < LEAST_COVERAGE else gap


def share_at_age(age: int, life: Lifetime) -> Fraction:
    """The share of a year's sales that becomes waste ``age`` years later."""
    later = _failed(Fraction(2 * age + 1, 2), life)
    return later if age == 0 else later - _failed(Fraction(2 * age - 1, 2), life)


def arising(year: int, sales: Mapping[int, Fraction], life: Lifetime) -> Arising:
    """Waste of a year from the sales up to it; a year without a figure is a gap, not zero."""
    sold = {y: mass for y, mass in sales.items() if y <= year}
    shares = {y: share_at_age(year - y, life) for y in sold}
    gaps = tuple(y for y in range(min(sold, default=year), year) if y not in sold)
    mass = total(sold[y] * shares[y] for y in sold)
    return Arising(mass, total(shares.values()), gaps)


def arising_rate(
    year: int | None,
    sales: Mapping[int, Fraction] | None,
    beta: Fraction | None,
    eta: Fraction | None,
    net_inflow: Mapping[int, Fraction] | None = None,
) -> Rate:
    """Method ARISING: the value is a mass in tonnes.

    Sales that all lie after the year say nothing about it, so they are missing and not zero. An
    in-flow of a year without sales counts as well.
    """
    known = {y: mass for y, mass in (sales or {}).items() if year is None or y <= year}
    given = (("year", year), ("sales_t", known or None), ("beta", beta), ("eta", eta))
    if year is None or not known or beta is None or eta is None:
        return lacking(*(name for name, value in given if value is None))
    life = Lifetime(beta, eta)
    found = arising(year, known, life)
    inflow = {y: mass for y, mass in (net_inflow or {}).items() if y <= year}
    more = total(mass * share_at_age(year - y, life) for y, mass in inflow.items())
    mass = found.mass + more
    factors: dict[str, Factor | None] = {
        "coverage": Figure(found.coverage, exact=False),
        "from_sales_t": Figure(found.mass, exact=False),
        "from_net_inflow_t": Figure(more, exact=False) if net_inflow is not None else None,
    }
    flags = (*found.flags, Flag.NEGATIVE_LOSS) if mass < 0 else found.flags
    return Rate(Status.OK, Figure(mass, exact=False), once(flags), factors)


def arising_of_classes(
    year: int,
    sales: Mapping[str, Mapping[int, Fraction]],
    lifetimes: Mapping[str, Lifetime],
) -> tuple[Figure, tuple[Flag, ...]]:
    """The sum over classes, each with its own lifetime; KeyError for a class without one."""
    parts = [arising(year, by_year, lifetimes[name]) for name, by_year in sales.items()]
    flags = once(flag for part in parts for flag in part.flags)
    return Figure(total(part.mass for part in parts), exact=False), flags


def _failed(age: Fraction, life: Lifetime) -> Fraction:
    with localcontext() as context:
        context.prec = DIGITS
        context.traps[Underflow] = False
        ratio, beta = decimal_of(age / life.eta), decimal_of(life.beta)
        if ratio > 1 and float(beta) * log(float(ratio)) > _ALL_FAILED:
            return Fraction(1)
        return Fraction(1 - (-(ratio**beta)).exp())
