"""Does a sample's conclusion credit no more than it can bear out?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.audit import Found, judge_masses, judge_records, stringer
from reports.indicators.binomial import upper_bound

TAINTS = st.lists(st.integers(0, 100).map(lambda p: Fraction(p, 100)), min_size=1, max_size=12)
CLAIMED = Fraction(1_000)


@settings(deadline=None, max_examples=40)
@given(TAINTS)
def test_the_bound_lies_above_what_is_likely_and_grows_with_every_taint(
    taints: list[Fraction],
) -> None:
    drawn = len(taints)
    bound = stringer(taints, drawn)
    assert sum(taints) / drawn <= bound <= 1
    assert upper_bound(0, drawn) <= bound <= upper_bound(drawn, drawn)
    worse = [min(taint + Fraction(1, 10), Fraction(1)) for taint in taints]
    assert stringer(worse, drawn) >= bound


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 8), st.integers(8, 20))
def test_wholly_wrong_hits_are_bounded_as_wrong_records_are(errors: int, drawn: int) -> None:
    taints = [Fraction(1)] * errors
    assert stringer(taints, drawn) == upper_bound(errors, drawn)


@settings(deadline=None, max_examples=40)
@given(TAINTS)
def test_the_order_of_the_hits_does_not_matter(taints: list[Fraction]) -> None:
    assert stringer(taints, len(taints)) == stringer(sorted(taints), len(taints))


@settings(deadline=None, max_examples=40)
@given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_less_is_credited_than_is_likely_and_never_below_nothing(sample: tuple[int, int]) -> None:
    found = judge_records(*sample, CLAIMED)
    assert 0 <= found.credited <= found.credited_likely <= CLAIMED


def test_what_is_understated_is_shown_and_sets_nothing_off() -> None:
    hits = [Found("short", 100, 80), Found("long", 100, 150)]
    found = judge_masses(hits, CLAIMED)
    assert (found.errors, found.likely) == (1, Fraction(1, 10))
    assert found.understated == ("long",)


@pytest.mark.parametrize("taints", [[Fraction(2)], [Fraction(-1)], [Fraction(1)] * 3])
def test_what_is_no_taint_of_a_hit_is_refused(taints: list[Fraction]) -> None:
    with pytest.raises(ValueError, match="taint"):
        stringer(taints, 2)
