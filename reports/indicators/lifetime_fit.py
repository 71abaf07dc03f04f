"""How long do batteries live, as their own records tell? Weibull, by maximum likelihood.

Records are coded pairs (sale, first lawful receipt) as ages, and the ages so far of what is still
out (right-censored). β solves Σ t^β·ln t/Σ t^β − 1/β − (Σ_d ln t)/d = 0, which grows with β, so
that there is one root; η = (Σ t^β/d)^{1/β}. Decimal arithmetic of sixty digits, β to 45 places:
the same figures on every machine.

What is never collected is not censored at random. The fit of the received alone stands beside it:
the two are the ends of a range, not an estimate and its error.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from reports.indicators.arising import Lifetime
from reports.indicators.figure import DIGITS, Figure, decimal_of
from reports.indicators.rate import Factor, Rate, Status, lacking
from reports.indicators.roots import root

#: No lifetime of batteries has a shape outside these.
LEAST_BETA, MOST_BETA = Decimal("0.1"), Decimal(20)
#: Ages are years above zero; a battery returned on the day of its sale is no lifetime.
MOST_YEARS = Fraction(100)


@dataclass(frozen=True, slots=True)
class Aged:
    """So many batteries of one age in years."""

    years: Fraction
    pieces: int


@dataclass(frozen=True, slots=True)
class Fit:
    """What was found; ``at_edge``: the likelihood still grows at the edge of what is looked at."""

    life: Lifetime
    at_edge: bool = False


def fit(returned: Sequence[Aged], still_out: Sequence[Aged] = ()) -> Fit | None:
    """The most likely lifetime; None where fewer than two ages came back, which fits anything."""
    if len({row.years for row in returned if row.pieces}) < 2:
        return None
    with localcontext() as context:
        context.prec = DIGITS
        back = _logs(returned)
        ages = [*back, *_logs(still_out)]
        died = sum((n for _, n in back), start=Decimal(0))
        mean_log = sum((log * n for log, n in back), start=Decimal(0)) / died
        if _slope(ages, MOST_BETA, mean_log) < 0:
            return _fitted(ages, MOST_BETA, died, at_edge=True)
        if _slope(ages, LEAST_BETA, mean_log) > 0:
            return _fitted(ages, LEAST_BETA, died, at_edge=True)
        return _fitted(
            ages, root(lambda beta: _slope(ages, beta, mean_log), LEAST_BETA, MOST_BETA), died
        )


def lifetime_rate(returned: Sequence[Aged] | None, still_out: Sequence[Aged] | None) -> Rate:
    """Method LIFETIME: the value maps 'beta' and 'eta' (years)."""
    if not returned:
        return lacking("returned")
    found = fit(returned, still_out or ())
    if found is None:
        return lacking("returned")
    alone = fit(returned)
    known = sum(row.pieces for row in returned)
    waiting = sum(row.pieces for row in still_out or ())
    factors: dict[str, Factor | None] = {
        "mean_life_years": Figure(mean_life(found.life), exact=False),
        "returned": Figure(Fraction(known)),
        "still_out": Figure(Fraction(waiting)) if still_out is not None else None,
        "at_edge": "yes" if found.at_edge else "no",
    }
    if alone is not None and waiting:
        factors["mean_life_of_the_returned_years"] = Figure(mean_life(alone.life), exact=False)
        factors["beta_of_the_returned"] = Figure(alone.life.beta, exact=False)
        factors["eta_of_the_returned"] = Figure(alone.life.eta, exact=False)
    values = {
        "beta": Figure(found.life.beta, exact=False),
        "eta": Figure(found.life.eta, exact=False),
    }
    return Rate(Status.OK, values, (), factors)


def mean_life(life: Lifetime) -> Fraction:
    """η·Γ(1 + 1/β) in years, to more than forty digits."""
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction(decimal_of(life.eta) * _gamma(1 + 1 / decimal_of(life.beta)))


def _logs(rows: Iterable[Aged]) -> list[tuple[Decimal, Decimal]]:
    """Logarithm of each age, and how many have it; equal ages together."""
    counted: dict[Fraction, int] = {}
    for row in rows:
        counted[row.years] = counted.get(row.years, 0) + row.pieces
    return [(decimal_of(years).ln(), Decimal(n)) for years, n in counted.items() if n]


def _slope(ages: Sequence[tuple[Decimal, Decimal]], beta: Decimal, mean_log: Decimal) -> Decimal:
    weighted = whole = Decimal(0)
    for log, n in ages:
        power = n * (beta * log).exp()
        whole += power
        weighted += power * log
    return weighted / whole - 1 / beta - mean_log


def _fitted(
    ages: Sequence[tuple[Decimal, Decimal]], beta: Decimal, died: Decimal, *, at_edge: bool = False
) -> Fit:
    whole = sum((n * (beta * log).exp() for log, n in ages), start=Decimal(0))
    eta = ((whole / died).ln() / beta).exp()
    return Fit(Lifetime(Fraction(beta), Fraction(eta)), at_edge)


def _gamma(x: Decimal) -> Decimal:
    """Γ for x ≥ 1, by Stirling's series far out and Γ(x) = Γ(x + 1)/x back."""
    below = Decimal(1)
    while x < _FAR_OUT:
        below *= x
        x += 1
    series = sum((Decimal(a) / (Decimal(b) * x**n) for a, b, n in _STIRLING), start=Decimal(0))
    log = (x - Decimal("0.5")) * x.ln() - x + _HALF_LOG_2_PI + series
    return log.exp() / below


#: From here on ten terms of the series leave an error below 1e-50.
_FAR_OUT = 400
#: Terms B_2k/(2k(2k−1)·x^{2k−1}): numerator, denominator, power.
_STIRLING = (
    (1, 12, 1),
    (-1, 360, 3),
    (1, 1260, 5),
    (-1, 1680, 7),
    (1, 1188, 9),
    (-691, 360360, 11),
    (1, 156, 13),
    (-3617, 122400, 15),
    (43867, 244188, 17),
    (-174611, 125400, 19),
)
#: ln(2π)/2
_HALF_LOG_2_PI = Decimal("0.91893853320467274178032973640561763986139747363778")
