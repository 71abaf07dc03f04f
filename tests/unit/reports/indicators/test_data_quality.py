"""Is a grade given only when everything is known, and never a better one than the weights allow?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from reports.indicators.data_quality import (
    Grade,
    Part,
    Quality,
    Records,
    grade_of,
    quality_of,
    tier_score,
)
from reports.indicators.rate import Flag
from reports.indicators.weights import Batch, Tier


def records(**changes: object) -> Records:
    """A hundred legs, all weighed, complete, closed, in time, without error, seen by others."""
    perfect = Records(
        legs=100,
        complete=100,
        closed=100,
        on_time=100,
        identity_checks=50,
        identity_errors=0,
        mass_t=Fraction(1_000),
        third_party_t=Fraction(1_000),
        weights=(Batch(Tier.WEIGHED, Fraction(1_000)),),
    )
    return replace(perfect, **changes)  # type: ignore[arg-type]


def mixed_weights(imputed: int) -> tuple[Batch, ...]:
    """A hundred tonnes, of which so many by the model's mass."""
    return (Batch(Tier.WEIGHED, Fraction(100 - imputed)), Batch(Tier.BY_MODEL, Fraction(imputed)))


def test_nothing_to_complain_about_is_five() -> None:
    found = quality_of(records())
    assert (found.score, found.grade) == (Fraction(5), Grade.A)
    assert found.certifiable
    assert set(found.parts.values()) == {Fraction(5)}


@pytest.mark.parametrize(
    ("changes", "part", "score"),
    [
        ({"complete": 80}, Part.COMPLETENESS, "4"),
        ({"closed": 50}, Part.CLOSURE, "5/2"),
        ({"on_time": 0}, Part.TIMELINESS, "0"),
        ({"identity_errors": 5}, Part.CONSISTENCY, "9/2"),
        ({"identity_errors": 70}, Part.CONSISTENCY, "0"),
        ({"third_party_t": Fraction(100)}, Part.INDEPENDENCE, "1/2"),
        ({"weights": (Batch(Tier.BY_CLASS, Fraction(1)),)}, Part.WEIGHT_TIER, "5/3"),
    ],
)
def test_each_part_is_a_share_of_five(changes: dict[str, object], part: Part, score: str) -> None:
    assert quality_of(records(**changes)).parts[part] == Fraction(score)


@pytest.mark.parametrize("unknown", ["complete", "legs", "identity_checks", "mass_t"])
def test_what_nobody_knows_leaves_no_grade(unknown: str) -> None:
    found = quality_of(records(**{unknown: None}))
    assert (found.score, found.grade, found.indicative_only) == (None, None, True)
    assert None in found.parts.values()


@pytest.mark.parametrize(
    ("imputed", "grade", "certifiable"),
    [(10, Grade.A, True), (11, Grade.B, True), (21, "B", False)],
)
def test_imputed_mass_caps_the_grade_and_then_the_certificate(
    imputed: int, grade: str, certifiable: bool
) -> None:
    found: Quality = quality_of(records(weights=mixed_weights(imputed)))
    assert (found.grade, found.certifiable) == (grade, certifiable)
    assert (Flag.IMPUTED_20 in found.flags) is (imputed > 20)


@pytest.mark.parametrize(
    ("score", "grade"),
    [("4.5", "A"), ("4.4999", "B"), ("3.5", "B"), ("3.4999", "C"), ("2.5", "C"), ("2.4999", "D")],
)
def test_grades_begin_at_their_score_unrounded(score: str, grade: str) -> None:
    assert grade_of(Fraction(score)) == grade


def test_the_worst_grade_is_indicative_only() -> None:
    poor = quality_of(records(complete=0, closed=0, on_time=0, third_party_t=Fraction(0)))
    assert (poor.grade, poor.indicative_only, poor.certifiable) == (Grade.D, True, False)


@pytest.mark.parametrize(("tier", "score"), [(Tier.WEIGHED, 5), (Tier.BY_DEFAULT, 0)])
def test_tiers_are_scored_by_mass(tier: Tier, score: int) -> None:
    assert tier_score([Batch(tier, Fraction(3))]) == score
    assert tier_score([]) is None
