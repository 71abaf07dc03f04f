"""What does a sample say about a claimed mass, and how much of it is credited?

By records: the share that does not conform, with Clopper-Pearson's bounds. By mass: the part of
each hit that is overstated (its taint), with Stringer's bound
p_U(0) + Σ (p_U(i) − p_U(i−1))·t_i, taints falling, p_U one-sided after Clopper-Pearson.
Credited is claimed × (1 − bound). Understatements are shown and never set off against the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from reports.indicators.binomial import USUAL, Bounds, clopper_pearson, upper_bound
from reports.indicators.figure import total


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of one hit: the grams claimed, and the grams that the evidence bears out."""

    id: str
    claimed_g: int
    found_g: int

    @property
    def taint(self) -> Fraction:
        """The overstated part, from 0 to 1; an understatement is none."""
        return Fraction(max(self.claimed_g - self.found_g, 0), self.claimed_g)


@dataclass(frozen=True, slots=True)
class Conclusion:
    """``likely`` and ``bound`` are shares of error, ``interval`` holds for samples of records only.

    ``credited_likely`` and ``credited`` are what remains of the claim, in its unit; the second is
    what can be relied on with the confidence.
    """

    drawn: int
    errors: int
    confidence: Fraction
    likely: Fraction
    bound: Fraction
    claimed: Fraction
    interval: Bounds | None = None
    understated: tuple[str, ...] = ()

    @property
    def credited_likely(self) -> Fraction:
        return self.claimed * (1 - self.likely)

    @property
    def credited(self) -> Fraction:
        return self.claimed * (1 - self.bound)


def judge_records(
    errors: int, drawn: int, claimed: Fraction, confidence: Fraction = USUAL
) -> Conclusion:
    """Of so many records looked at so many did not conform."""
    return Conclusion(
        drawn=drawn,
        errors=errors,
        confidence=confidence,
        likely=Fraction(errors, drawn),
        bound=upper_bound(errors, drawn, confidence),
        claimed=claimed,
        interval=clopper_pearson(errors, drawn, confidence),
    )


def judge_masses(
    found: Sequence[Found], claimed: Fraction, confidence: Fraction = USUAL
) -> Conclusion:
    """One row for every hit, also where a record was hit several times."""
    taints = [one.taint for one in found]
    return Conclusion(
        drawn=len(found),
        errors=sum(taint > 0 for taint in taints),
        confidence=confidence,
        likely=total(taints) / len(found),
        bound=stringer(taints, len(found), confidence),
        claimed=claimed,
        understated=tuple(one.id for one in found if one.found_g > one.claimed_g),
    )


def stringer(taints: Sequence[Fraction], drawn: int, confidence: Fraction = USUAL) -> Fraction:
    """Upper bound of the overstated share of the mass; ValueError for taints outside 0 to 1."""
    if any(not 0 <= taint <= 1 for taint in taints) or len(taints) > drawn:
        raise ValueError("a taint lies between none and all, and a hit has one")
    bound = before = upper_bound(0, drawn, confidence)
    errors = 0
    # Between equal taints the bounds cancel out, so one is enough for all of them.
    for taint, many in sorted(Counter(t for t in taints if t).items(), reverse=True):
        errors += many
        after = upper_bound(errors, drawn, confidence)
        bound += (after - before) * taint
        before = after
    return bound
