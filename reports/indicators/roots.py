"""Where does a rising function cross zero, to a stated number of decimal places?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

#: Halving alone brings a bracket of 20 below 1e-45 in 155 steps.
_MOST_STEPS = 600
#: Places of the answer; whoever calls works with sixty digits.
PRECISION = Decimal("1e-45")
_HALF = Decimal("0.5")


def root(rising: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """Within the caller's decimal context; ``rising`` is not above zero at low, nor below at high.

    Chandrupatla (1997): a parabola through the last three points where that is safe, else half of
    the bracket, which always holds the zero.
    """
    x, fx, other, f_other = low, rising(low), high, rising(high)
    if fx == 0 or f_other == 0:
        return low if fx == 0 else high
    part = _HALF
    for _ in range(_MOST_STEPS):
        new = x + part * (other - x)
        found = rising(new)
        third, f_third = (x, fx) if (found < 0) == (fx < 0) else (other, f_other)
        if third == other:
            other, f_other = x, fx
        x, fx = new, found
        nearest = x if abs(fx) < abs(f_other) else other
        least = PRECISION / abs(other - x)
        if fx == 0 or least > _HALF:
            return nearest
        part = min(max(_part(x, fx, other, f_other, third, f_third), least), 1 - least)
    return nearest


def _part(a: Decimal, fa: Decimal, b: Decimal, fb: Decimal, c: Decimal, fc: Decimal) -> Decimal:
    """How far to go from a to b: to the zero of the inverse parabola, or half of the way."""
    along, up = (a - b) / (c - b), (fa - fb) / (fc - fb)
    if not (up * up < along and (1 - up) ** 2 < 1 - along):
        return _HALF
    return fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
