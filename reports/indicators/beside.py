"""How do conclusions of samples, grades and co-benefits look as answers of the calculator?"""

from __future__ import annotations

from fractions import Fraction

from reports.indicators.audit import Conclusion
from reports.indicators.co_benefits import Effect
from reports.indicators.data_quality import Quality
from reports.indicators.figure import Figure
from reports.indicators.rate import Factor, Rate, Status


def audit_answer(found: Conclusion) -> Rate:
    """The value is the bound of the share in error; the interval that of a sample of records."""
    exact_claim = found.claimed * (1 - found.likely)
    factors: dict[str, Factor | None] = {
        "drawn": Figure(Fraction(found.drawn)),
        "errors": Figure(Fraction(found.errors)),
        "confidence": Figure(found.confidence),
        "likely_error": Figure(found.likely),
        "claimed_t": Figure(found.claimed),
        "credited_likely_t": Figure(exact_claim),
        "credited_t": Figure(found.credited, exact=False),
        "understated": ", ".join(found.understated) or None,
    }
    both = found.interval
    bounds = None if both is None else (both.lower, both.upper)
    return Rate(Status.OK, Figure(found.bound, exact=False), (), factors, bounds)


def effect_answer(effect: Effect) -> Rate:
    """The value is the effect in its unit; what nobody verified is named, so it is no fact."""
    factors: dict[str, Factor | None] = {
        "unit": effect.unit,
        "attribution": effect.attribution.value,
        "factors_used": ", ".join(effect.factors) or None,
        "unverified": ", ".join(effect.unverified) or None,
        "indicative_only": "yes" if effect.indicative_only else "no",
    }
    return Rate(Status.OK, Figure(effect.value), (), factors)


def quality_answer(quality: Quality, missing: tuple[str, ...]) -> Rate:
    """The value is the score from 0 to 5; without all parts there is none."""
    factors: dict[str, Factor | None] = {
        part.value: None if score is None else Figure(score)
        for part, score in quality.parts.items()
    }
    factors["grade"] = None if quality.grade is None else quality.grade.value
    factors["indicative_only"] = "yes" if quality.indicative_only else "no"
    factors["certifiable"] = "yes" if quality.certifiable else "no"
    if quality.score is None:
        return Rate(Status.INSUFFICIENT_DATA, None, quality.flags, factors, None, missing)
    return Rate(Status.OK, Figure(quality.score), quality.flags, factors)
