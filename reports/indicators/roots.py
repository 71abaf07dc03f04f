"""Where does a rising function cross zero, to a stated number of decimal places?"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

#: Every third step halves the bracket, so a bracket of 20 is below 1e-45 long before.
_MOST_STEPS = 600
#: Places of the answer; whoever calls works with sixty digits.
PRECISION = Decimal("1e-45")


def root(rising: Callable[[Decimal], Decimal], low: Decimal, high: Decimal) -> Decimal:
    """Within the caller's decimal context; ``rising`` is below zero at low and above it at high.

    False position after Illinois: an end that stays put twice counts half, so that both ends move.
    """
    below, above = rising(low), rising(high)
    kept = 0
    for step in range(_MOST_STEPS):
        if high - low <= PRECISION or below == 0 or above == 0:
            break
        halves = step % 3 == 2
        x = (low + high) / 2 if halves else low + (high - low) * below / (below - above)
        found = rising(x)
        if found == 0:
            return x
        if found < 0:
            low, below = x, found
            above = above / 2 if kept < 0 and not halves else above
            kept = -1
        else:
            high, above = x, found
            below = below / 2 if kept > 0 and not halves else below
            kept = 1
    if below == 0:
        return low
    return high if above == 0 else (low + high) / 2
