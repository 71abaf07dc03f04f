"""How good are the data behind a rate? Six parts and a grade, never a part of the rate.

From 0 to 5 each: completeness, closure, weight tier, timeliness, consistency, independence; the
grade goes by their mean: A from 4.5, B from 3.5, C from 2.5, else D, with which a rate is
indicative only. More than 10 % imputed mass allows B at best, more than 20 % no
certificate. Proposal of this system.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from reports.indicators.figure import total
from reports.indicators.rate import Flag
from reports.indicators.weights import Batch, Tier, imputed_flags, imputed_share

MOST = Fraction(5)


class Part(StrEnum):
    """What is looked at."""

    COMPLETENESS = "completeness"
    CLOSURE = "closure"
    WEIGHT_TIER = "weight_tier"
    TIMELINESS = "timeliness"
    CONSISTENCY = "consistency"
    INDEPENDENCE = "independence"


class Grade(StrEnum):
    """How far a rate may be relied on."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"


_LEAST = ((Grade.A, Fraction(45, 10)), (Grade.B, Fraction(35, 10)), (Grade.C, Fraction(25, 10)))


@dataclass(frozen=True, slots=True)
class Records:
    """Counts and shares of what stands behind a rate; None: nobody knows.

    ``legs`` of which ``complete`` have every field that is asked for and ``closed`` have a receipt
    of their own that agrees; ``on_time`` were reported within five working days.
    ``identity_errors`` are breaches of the identities among ``identity_checks``. ``third_party_t``
    of ``mass_t`` rests on evidence of somebody who does not gain by it.
    """

    legs: int | None = None
    complete: int | None = None
    closed: int | None = None
    on_time: int | None = None
    identity_checks: int | None = None
    identity_errors: int | None = None
    mass_t: Fraction | None = None
    third_party_t: Fraction | None = None
    weights: Sequence[Batch] = ()


@dataclass(frozen=True, slots=True)
class Quality:
    """``parts`` from 0 to 5, None where not known; without all of them there is no grade."""

    parts: Mapping[Part, Fraction | None]
    score: Fraction | None
    grade: Grade | None
    flags: tuple[Flag, ...] = ()

    @property
    def indicative_only(self) -> bool:
        """No grade, or the worst: a rate is shown as indicative."""
        return self.grade in (None, Grade.D)

    @property
    def certifiable(self) -> bool:
        return not self.indicative_only and Flag.IMPUTED_20 not in self.flags


def quality_of(records: Records) -> Quality:
    """The grade of what stands behind a rate."""
    parts: dict[Part, Fraction | None] = {
        Part.COMPLETENESS: _share(records.complete, records.legs),
        Part.CLOSURE: _share(records.closed, records.legs),
        Part.WEIGHT_TIER: tier_score(records.weights),
        Part.TIMELINESS: _share(records.on_time, records.legs),
        Part.CONSISTENCY: _less(records.identity_errors, records.identity_checks),
        Part.INDEPENDENCE: _share(records.third_party_t, records.mass_t),
    }
    known = [part for part in parts.values() if part is not None]
    score = total(known) / len(Part) if len(known) == len(Part) else None
    flags = imputed_flags(imputed_share(records.weights))
    return Quality(parts, score, None if score is None else grade_of(score, flags), flags)


def tier_score(weights: Sequence[Batch]) -> Fraction | None:
    """5 where all was weighed, 0 where all is a default; by mass in between."""
    whole = total(batch.mass_t for batch in weights)
    if not whole:
        return None
    mean = total(int(batch.tier.value) * batch.mass_t for batch in weights) / whole
    worst, best = int(Tier.BY_DEFAULT.value), int(Tier.WEIGHED.value)
    return MOST * (worst - mean) / (worst - best)


def grade_of(score: Fraction, flags: Sequence[Flag] = ()) -> Grade:
    """The grade of a score; much imputed mass allows no A."""
    found = next((grade for grade, least in _LEAST if score >= least), Grade.D)
    return Grade.B if found is Grade.A and Flag.IMPUTED_10 in flags else found


def _share(part: Fraction | int | None, whole: Fraction | int | None) -> Fraction | None:
    if part is None or not whole:
        return None
    return MOST * Fraction(part) / Fraction(whole)


def _less(errors: int | None, checks: int | None) -> Fraction | None:
    if errors is None or not checks:
        return None
    return MOST * Fraction(max(checks - errors, 0), checks)
