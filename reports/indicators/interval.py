"""Within which bounds does a rate lie, given how sure its parts are?

u_R is the root of the sum of squares (parts independent), the 95 % interval R·exp(±1.96·u_R).
Source: GUM's law of propagation for products; proposal of this system.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from fractions import Fraction

from reports.indicators.figure import DIGITS, decimal_of, total

_NORMAL_95 = Decimal("1.96")


def interval_95(value: Fraction, uncertainties: Iterable[Fraction]) -> tuple[Fraction, Fraction]:
    """Lower and upper bound, for relative standard uncertainties of the parts."""
    squares = decimal_of(total(u * u for u in uncertainties))
    with localcontext() as context:
        context.prec = DIGITS
        spread = (_NORMAL_95 * squares.sqrt()).exp()
    return value / Fraction(spread), value * Fraction(spread)
