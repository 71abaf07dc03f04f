"""How large may the share of errors be, given how many a sample had? Exact bounds, no tables.

Clopper-Pearson: the upper bound p solves P(X ≤ k | n, p) = α, the lower one P(X ≥ k | n, p) = α.
Neither is rational: sums of binomial terms in decimals of sixty digits, the root to 45 places.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from reports.indicators.figure import DIGITS, decimal_of
from reports.indicators.roots import root

#: Samples are drawn to be looked at by people; this many are beyond any of them.
MOST_DRAWN = 20_000
USUAL = Fraction(95, 100)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Lower and upper bound of a share, as parts of one."""

    lower: Fraction
    upper: Fraction


def at_most(errors: int, drawn: int, share: Decimal) -> Decimal:
    """P(X ≤ errors) where each of ``drawn`` is wrong with this probability."""
    if errors >= drawn:
        return Decimal(1)
    if errors < 0:
        return Decimal(0)
    if errors > drawn // 2:  # fewer terms from the other side
        return 1 - at_most(drawn - errors - 1, drawn, 1 - share)
    if share >= 1:
        return Decimal(0)
    term = whole = (1 - share) ** drawn
    odds = share / (1 - share)
    for k in range(errors):
        term = term * (drawn - k) / (k + 1) * odds
        whole += term
    return whole


def upper_bound(errors: int, drawn: int, confidence: Fraction = USUAL) -> Fraction:
    """One-sided: with this confidence the share of errors is not above it."""
    _judge(errors, drawn, confidence)
    if errors == drawn:
        return Fraction(1)
    with localcontext() as context:
        context.prec = DIGITS
        alpha = decimal_of(1 - confidence)
        found = root(lambda p: alpha - at_most(errors, drawn, p), Decimal(0), Decimal(1))
        return Fraction(found)


def lower_bound(errors: int, drawn: int, confidence: Fraction = USUAL) -> Fraction:
    """One-sided: with this confidence the share of errors is not below it."""
    _judge(errors, drawn, confidence)
    return 1 - upper_bound(drawn - errors, drawn, confidence) if errors else Fraction(0)


def clopper_pearson(errors: int, drawn: int, confidence: Fraction = USUAL) -> Bounds:
    """Two-sided: half of the doubt on either side."""
    _judge(errors, drawn, confidence)
    one_side = 1 - (1 - confidence) / 2
    return Bounds(lower_bound(errors, drawn, one_side), upper_bound(errors, drawn, one_side))


def acceptance(drawn: int, most: int, share: Fraction) -> Fraction:
    """With which probability a plan (sample, acceptance number) passes a lot of this share."""
    with localcontext() as context:
        context.prec = DIGITS
        return Fraction(at_most(most, drawn, decimal_of(share)))


def drawn_for_no_error(most_share: Fraction, confidence: Fraction = USUAL) -> int:
    """The smallest sample that, found without error, keeps the share below ``most_share``."""
    if not (0 < most_share < 1 and 0 < confidence < 1):
        raise ValueError("share and confidence lie between zero and one")
    with localcontext() as context:
        context.prec = DIGITS
        alpha, right = decimal_of(1 - confidence), decimal_of(1 - most_share)
        near = int(alpha.ln() / right.ln())
        return next(n for n in range(max(near - 1, 1), near + 3) if right**n <= alpha)


def _judge(errors: int, drawn: int, confidence: Fraction) -> None:
    if not (0 <= errors <= drawn and 0 < drawn <= MOST_DRAWN):
        raise ValueError(f"{errors} errors in a sample of {drawn}")
    if not 0 < confidence < 1:
        raise ValueError("the confidence lies between zero and one")
