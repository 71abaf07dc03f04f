"""What may pieces weigh that nobody weighed? Tiers 3 and 4 of ``weights``, by class and quarter.

Tier 3: count × mean of the class, measured in the same network and quarter. Where nothing of the
class was measured, tier 4: count × a default that whoever computes gives; the program holds none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.indicators.weights import Batch, Tier
from tracker.domain.mass import GRAMS_PER_TONNE


@dataclass(frozen=True, slots=True)
class Unweighed:
    """Pieces without a mass in a receipt (event id), of a class by number; 0: none said."""

    receipt: int
    battery_class: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Measured:
    """What pieces of a class weighed in a quarter (1 to 4), in grams."""

    quarter: int
    battery_class: int
    mass_g: int
    pieces: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces to be imputed: of a class, in a quarter; a part of a piece where claims are shared."""

    quarter: int
    battery_class: int
    count: Fraction


def means(measured: Iterable[Measured]) -> dict[tuple[int, int], Fraction]:
    """Grams a piece, by quarter and class."""
    return {
        (one.quarter, one.battery_class): Fraction(one.mass_g, one.pieces)
        for one in measured
        if one.pieces and one.mass_g
    }


def imputed(
    pieces: Iterable[Pieces],
    by_class: Mapping[tuple[int, int], Fraction],
    default_g: Fraction | None,
) -> tuple[Sequence[Batch], Fraction]:
    """Masses of tier 3 and 4, and how many pieces stay without any."""
    sums = {Tier.BY_CLASS: Fraction(0), Tier.BY_DEFAULT: Fraction(0)}
    left = Fraction(0)
    for one in pieces:
        mean = by_class.get((one.quarter, one.battery_class))
        if mean is not None:
            sums[Tier.BY_CLASS] += one.count * mean
        elif default_g is not None:
            sums[Tier.BY_DEFAULT] += one.count * default_g
        else:
            left += one.count
    return [Batch(tier, mass / GRAMS_PER_TONNE) for tier, mass in sums.items() if mass], left
