"""Is the unexplained what is left, and is it told how much of it may be scales?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.graph.balance import Balance, tolerated, uncertainty


def test_the_unexplained_is_what_neither_went_out_nor_lies_there() -> None:
    one = Balance(100_000, 60_000, 39_000, 3_000)
    assert (one.unexplained_g, one.within, one.certain) == (1_000, True, True)
    assert Balance(100_000, 60_000, 45_000, 3_000).within is False


def test_a_stock_that_nobody_counted_leaves_the_unexplained_unknown() -> None:
    one = Balance(100_000, 60_000, None, 3_000, unweighed=2)
    assert (one.unexplained_g, one.within, one.certain) == (None, None, False)


def test_a_tolerance_is_a_share_of_the_greater_mass() -> None:
    assert tolerated(100_000, 90_000, 30_000) == 3_000
    assert tolerated(100_000, 90_000, None) is None


@pytest.mark.parametrize(
    ("masses", "error", "unweighed", "weighed", "grams"),
    [
        ((300_000, 400_000), 10_000, 0, 70, 5_000),
        ((300_000, -400_000), 10_000, 0, 70, 5_000),
        ((1,), 1, 0, 1, 1),
        ((0, 0), 10_000, 0, 0, 0),
        ((300_000, 400_000), 10_000, 2, 70, 25_000),
        ((0,), 10_000, 2, 0, None),
        ((300_000,), None, 0, 70, None),
    ],
)
def test_errors_of_scales_add_up_in_squares_and_unweighed_pieces_in_full(
    masses: tuple[int, ...], error: int | None, unweighed: int, weighed: int, grams: int | None
) -> None:
    """3 kg and 4 kg make 5 kg; two pieces of 10 kg each that nobody weighed make 20 kg more."""
    assert uncertainty(masses, error, unweighed, weighed) == grams


@given(st.lists(st.integers(0, 10**12), max_size=6), st.integers(0, 100_000))
def test_an_uncertainty_lies_between_its_greatest_part_and_the_sum_of_all(
    masses: list[int], error: int
) -> None:
    found = uncertainty(masses, error, 0, 0)
    assert found is not None
    assert max(masses, default=0) * error <= found * 1_000_000 < sum(masses) * error + 1_000_000
