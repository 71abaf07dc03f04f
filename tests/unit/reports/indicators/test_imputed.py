"""What do pieces weigh that nobody weighed, and does every piece end in one tier or in none?"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from reports.indicators.imputed import Measured, Pieces, imputed, means
from reports.indicators.weights import Batch, Tier

QUARTERS, CLASSES = st.integers(1, 4), st.integers(0, 2)


def test_a_class_weighs_what_it_weighed_in_that_quarter_and_in_no_other() -> None:
    by_class = means([Measured(1, 1, 30_000, 2), Measured(2, 1, 0, 5), Measured(3, 1, 9, 0)])
    pieces = [Pieces(1, 1, Fraction(2)), Pieces(2, 1, Fraction(3)), Pieces(1, 2, Fraction(4))]
    batches, left = imputed(pieces, by_class, None)
    assert batches == [Batch(Tier.BY_CLASS, Fraction(3, 100))]
    assert left == 7
    batches, left = imputed(pieces, by_class, Fraction(10_000))
    assert batches[1] == Batch(Tier.BY_DEFAULT, Fraction(7, 100))
    assert left == 0


@given(
    st.lists(st.builds(Measured, QUARTERS, CLASSES, st.integers(1, 99), st.just(1)), max_size=5),
    st.lists(st.builds(Pieces, QUARTERS, CLASSES, st.fractions(0, 9)), max_size=6),
)
def test_every_piece_is_imputed_once_or_stays_without_a_mass(
    measured: list[Measured], pieces: list[Pieces]
) -> None:
    known = dict.fromkeys(means(measured), Fraction(1_000_000))
    batches, left = imputed(pieces, known, None)
    whole = sum((one.count for one in pieces), Fraction(0))
    assert sum((one.mass_t for one in batches), Fraction(0)) + left == whole
    batches, left = imputed(pieces, known, Fraction(1_000_000))
    assert sum((one.mass_t for one in batches), Fraction(0)) == whole
    assert left == 0
