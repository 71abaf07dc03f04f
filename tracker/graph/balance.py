"""How much of what went in neither came out nor lies there, and how much of that may be scales?"""

from __future__ import annotations

from collections.abc import Iterable
from math import isqrt
from typing import NamedTuple

#: Parts per million.
PPM = 1_000_000


class Balance(NamedTuple):
    """Of whatever has an in and an out, in grams: ``stock_g`` is by how much its stock grew (None:
    nobody counted it), ``tolerance_g`` how much may differ before anybody asks. ``unweighed``
    pieces went in or out without a known mass; then the unexplained is not certain.
    ``uncertainty_g``: by how much the unexplained may be off because scales err and pieces were not
    weighed; None: that cannot be said."""

    in_g: int
    out_g: int
    stock_g: int | None
    tolerance_g: int | None
    unweighed: int = 0
    uncertainty_g: int | None = None

    @property
    def unexplained_g(self) -> int | None:
        """In less out less what the stock grew by; below nought, mass came from nowhere."""
        return None if self.stock_g is None else self.in_g - self.out_g - self.stock_g

    @property
    def within(self) -> bool | None:
        """Whether the unexplained is within the tolerance; None: that cannot be said."""
        if self.unexplained_g is None or self.tolerance_g is None:
            return None
        return abs(self.unexplained_g) <= self.tolerance_g

    @property
    def certain(self) -> bool:
        return not self.unweighed


def tolerated(in_g: int, out_g: int, share_ppm: int | None) -> int | None:
    """The greater of both masses times the tolerance, in whole grams (rounded down)."""
    return None if share_ppm is None else max(in_g, out_g) * share_ppm // PPM


def uncertainty(
    masses: Iterable[int], error_ppm: int | None, unweighed: int, weighed: int
) -> int | None:
    """By how many grams a sum or difference of these masses may be off.

    Each mass may be off by the error of scales, one independently of the other: these add up in
    squares (GUM 5.1.2), rounded up. Pieces that were not weighed count with the mean of those that
    were, in full, because they all err the same way. None: no error is given, or none was weighed.
    """
    known = [abs(mass) for mass in masses]
    if error_ppm is None or (unweighed and not weighed):
        return None
    squares = sum((mass * error_ppm) ** 2 for mass in known)
    root = isqrt(squares)
    scales = -(-(root + (root * root < squares)) // PPM)
    return scales + (-(-sum(known) * unweighed // weighed) if unweighed else 0)
