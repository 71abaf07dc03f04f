"""How heavy is it where not everything was weighed, and how sure is that?

Tier 1 was weighed, the others are imputed: 2 count × model mass, 3 count × mean of the class in the
same network and quarter, 4 default or volume. Within a tier errors are systematic, so they add up;
between tiers by squares: u² = Σ_k (u_k·m_k)². Proposal of this system, as are the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import DIGITS, Figure, decimal_of, total
from reports.indicators.rate import Factor, Flag, Rate, Status, lacking

_NORMAL_95 = Fraction(196, 100)


class Tier(StrEnum):
    """How a mass came about."""

    WEIGHED = "1"
    BY_MODEL = "2"
    BY_CLASS = "3"
    BY_DEFAULT = "4"


#: Relative standard uncertainty of each tier.
UNCERTAINTY: dict[Tier, Fraction] = {
    Tier.WEIGHED: Fraction(2, 1000),
    Tier.BY_MODEL: Fraction(3, 100),
    Tier.BY_CLASS: Fraction(8, 100),
    Tier.BY_DEFAULT: Fraction(20, 100),
}


@dataclass(frozen=True, slots=True)
class Batch:
    """Tonnes whose mass came about in one way."""

    tier: Tier
    mass_t: Fraction


def imputed_share(batches: Sequence[Batch]) -> Fraction | None:
    """The share that was not weighed; None where there is no mass."""
    whole = total(batch.mass_t for batch in batches)
    weighed = total(batch.mass_t for batch in batches if batch.tier is Tier.WEIGHED)
    return 1 - weighed / whole if whole else None


def imputed_flags(share: Fraction | None) -> tuple[Flag, ...]:
    """Above 10 % the grade is B at best; above 20 % nothing can be certified."""
    if share is None or share <= Fraction(1, 10):
        return ()
    return (Flag.IMPUTED_10, Flag.IMPUTED_20) if share > Fraction(1, 5) else (Flag.IMPUTED_10,)


def uncertainty_t(
    batches: Sequence[Batch], by_tier: Mapping[Tier, Fraction] = UNCERTAINTY
) -> Figure:
    """Standard uncertainty of the sum, in tonnes; a root, so known to sixty digits."""
    squares = Fraction(0)
    for tier in Tier:
        mass = total(batch.mass_t for batch in batches if batch.tier is tier)
        squares += (by_tier[tier] * mass) ** 2
    with localcontext() as context:
        context.prec = DIGITS
        root: Decimal = decimal_of(squares).sqrt()
    return Figure(Fraction(root), exact=False)


def weights_rate(
    batches: Sequence[Batch] | None,
    coded_t: Fraction | None = None,
    by_tier: Mapping[Tier, Fraction] = UNCERTAINTY,
) -> Rate:
    """Method WEIGHTS: the value is the mass in tonnes, its interval plus and minus 1.96·u."""
    if not batches:
        return lacking("weights")
    whole = total(batch.mass_t for batch in batches)
    share = imputed_share(batches)
    u = uncertainty_t(batches, by_tier)
    factors: dict[str, Factor | None] = {
        **{
            f"tier_{tier.value}_t": Figure(total(b.mass_t for b in batches if b.tier is tier))
            for tier in Tier
        },
        "imputed_share": None if share is None else Figure(share),
        "u_t": u,
        "u_relative": u.over(Figure(whole)) if whole else None,
        "half_width_95_t": Figure(u.number * _NORMAL_95, exact=False),
        "coded_share": Figure(coded_t / whole) if whole and coded_t is not None else None,
    }
    spread = u.number * _NORMAL_95
    bounds = (whole - spread, whole + spread)
    return Rate(Status.OK, Figure(whole), imputed_flags(share), factors, bounds)


def intact_equivalent(mass: Fraction, electrolyte_lost: Fraction) -> Fraction:
    """What damaged batteries weighed before they lost this share of their mass as electrolyte."""
    return mass / (1 - electrolyte_lost)


def damaged_lead_share(intact: Fraction, electrolyte_lost: Fraction) -> Fraction:
    """The lead share of damaged batteries: the lead is still there, the acid is not."""
    return intact / (1 - electrolyte_lost)
