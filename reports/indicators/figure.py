"""What is a figure? An exact fraction, or one that is known to at least forty digits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

#: Digits carried where a formula is not rational; forty are promised.
DIGITS = 60
#: Places shown. Rounding is for the eye only: nothing is ever computed from a shown figure.
PLACES = 6


@dataclass(frozen=True, slots=True)
class Figure:
    """``number`` is the value itself; not ``exact``: the nearest fraction of sixty digits."""

    number: Fraction
    exact: bool = True

    def times(self, other: Figure) -> Figure:
        return Figure(self.number * other.number, self.exact and other.exact)

    def over(self, other: Figure) -> Figure:
        """The quotient; ZeroDivisionError where there is none."""
        return Figure(self.number / other.number, self.exact and other.exact)

    @property
    def fraction(self) -> str | None:
        """'251/340', '37650/1', however long; None where the number is not rational."""
        # By Decimal: Python writes no int of more than 4,300 digits, and shares of many loads have.
        above, below = (Decimal(n) for n in self.number.as_integer_ratio())
        return f"{above:f}/{below:f}" if self.exact else None

    @property
    def decimal(self) -> str:
        """Six places, half to even as GB/T 8170 rounds."""
        return six_places(self.number)


def six_places(number: Fraction) -> str:
    """A fraction as a decimal text of six places, rounded once, from the exact value."""
    scaled = round(number * 10**PLACES)
    sign = "-" if scaled < 0 else ""
    whole, rest = divmod(abs(scaled), 10**PLACES)
    return f"{sign}{whole}.{rest:0{PLACES}d}"


def total(figures: Iterable[Fraction]) -> Fraction:
    """The exact sum; nothing where there is nothing."""
    return sum(figures, start=Fraction(0))


def decimal_of(number: Fraction) -> Decimal:
    """A fraction as a decimal of sixty digits, for roots and powers of e."""
    with localcontext() as context:
        context.prec = DIGITS
        context.rounding = ROUND_HALF_EVEN
        return Decimal(number.numerator) / Decimal(number.denominator)
