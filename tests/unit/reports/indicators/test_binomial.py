"""Are the bounds of a share exact, ordered, and the same from either side?"""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.binomial import (
    at_most,
    clopper_pearson,
    drawn_for_no_error,
    lower_bound,
    upper_bound,
)
from reports.indicators.figure import decimal_of, six_places

SAMPLES = st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
CONFIDENCES = st.integers(500, 999).map(lambda mil: Fraction(mil, 1000))
CLOSE = Fraction(1, 10**40)


def exactly_at_most(errors: int, drawn: int, share: Fraction) -> Fraction:
    """The same probability in fractions."""
    terms = (comb(drawn, k) * share**k * (1 - share) ** (drawn - k) for k in range(errors + 1))
    return sum(terms, start=Fraction(0))


@settings(deadline=None, max_examples=60)
@given(SAMPLES, st.integers(0, 100))
def test_the_tail_is_that_of_exact_fractions(sample: tuple[int, int], percent: int) -> None:
    share = Fraction(percent, 100)
    with localcontext() as context:
        context.prec = 60
        found = Fraction(at_most(*sample, decimal_of(share)))
    assert abs(found - exactly_at_most(*sample, share)) < CLOSE


@settings(deadline=None, max_examples=60)
@given(SAMPLES, CONFIDENCES)
def test_at_the_upper_bound_so_few_errors_are_just_unlikely(
    sample: tuple[int, int], confidence: Fraction
) -> None:
    errors, drawn = sample
    bound = upper_bound(errors, drawn, confidence)
    assert errors == drawn or abs(exactly_at_most(errors, drawn, bound) - (1 - confidence)) < CLOSE


@settings(deadline=None, max_examples=60)
@given(SAMPLES, CONFIDENCES)
def test_what_was_found_lies_between_the_bounds(
    sample: tuple[int, int], confidence: Fraction
) -> None:
    errors, drawn = sample
    both = clopper_pearson(errors, drawn, confidence)
    assert 0 <= both.lower <= Fraction(errors, drawn) <= both.upper <= 1
    wrong_is_right = clopper_pearson(drawn - errors, drawn, confidence)
    assert abs(both.lower + wrong_is_right.upper - 1) < CLOSE


@settings(deadline=None, max_examples=40)
@given(SAMPLES, CONFIDENCES)
def test_one_more_error_and_more_confidence_raise_the_bound(
    sample: tuple[int, int], confidence: Fraction
) -> None:
    errors, drawn = sample
    here = upper_bound(errors, drawn, confidence)
    assert upper_bound(min(errors + 1, drawn), drawn, confidence) >= here
    assert upper_bound(errors, drawn, (1 + confidence) / 2) >= here


def test_without_errors_the_bound_has_a_closed_form() -> None:
    with localcontext() as context:
        context.prec = 60
        known = 1 - (Decimal("0.05").ln() / 125).exp()
    assert abs(upper_bound(0, 125) - Fraction(known)) < CLOSE


@pytest.mark.parametrize(("percent", "drawn"), [(1, 299), (2, 149), (5, 59), (50, 5), (99, 1)])
def test_the_smallest_sample_that_rules_a_share_out(percent: int, drawn: int) -> None:
    share = Fraction(percent, 100)
    assert drawn_for_no_error(share) == drawn
    assert (1 - share) ** drawn <= Fraction(5, 100) < (1 - share) ** (drawn - 1)


def test_a_large_sample_is_judged_too() -> None:
    assert six_places(upper_bound(4_000, 10_000)) == "0.408129"


@pytest.mark.parametrize(("errors", "drawn"), [(-1, 5), (6, 5), (0, 0), (1, 10**6)])
def test_what_is_no_sample_is_refused(errors: int, drawn: int) -> None:
    for bound in (upper_bound, lower_bound, clopper_pearson):
        with pytest.raises(ValueError, match="errors in a sample"):
            bound(errors, drawn)


@pytest.mark.parametrize("confidence", [Fraction(0), Fraction(1), Fraction(95)])
def test_certainty_is_no_confidence(confidence: Fraction) -> None:
    with pytest.raises(ValueError, match="between zero and one"):
        upper_bound(0, 10, confidence)
