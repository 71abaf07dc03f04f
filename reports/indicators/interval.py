"""Within which bounds does a rate lie, given how sure its parts are?

u_R² = u_N² + u_D² − 2ρ·u_N·u_D for a quotient, where u_N and u_D are roots of the sums of squares
of the parts above and below the line; the 95 % interval is R·exp(±1.96·u_R).
Source: GUM's law of propagation for products; proposal of this system.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from reports.indicators.figure import DIGITS, decimal_of, total

_NORMAL_95 = Decimal("1.96")


def combined(
    above: Iterable[Fraction], below: Iterable[Fraction] = (), correlation: Fraction = Fraction(0)
) -> Decimal:
    """Relative standard uncertainty of a quotient, from those of its parts, to sixty digits."""
    numerator, denominator = (total(u * u for u in parts) for parts in (above, below))
    with localcontext() as context:
        context.prec = DIGITS
        squares = decimal_of(numerator + denominator)
        if correlation:
            both = decimal_of(numerator).sqrt() * decimal_of(denominator).sqrt()
            squares -= 2 * decimal_of(correlation) * both
        return max(squares, Decimal(0)).sqrt()


def interval_95(
    value: Fraction,
    above: Iterable[Fraction],
    below: Iterable[Fraction] = (),
    correlation: Fraction = Fraction(0),
) -> tuple[Fraction, Fraction]:
    """Lower and upper bound, for relative standard uncertainties of the parts."""
    u = combined(above, below, correlation)
    with localcontext() as context:
        context.prec = DIGITS
        spread = (_NORMAL_95 * u).exp()
    return value / Fraction(spread), value * Fraction(spread)
