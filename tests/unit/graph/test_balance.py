"""Does mass add up to the gram, and is what does not add up left where it is?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scan import ScanKind as K
from tracker.graph.balance import (
    Account,
    Balance,
    Moved,
    Place,
    books_of,
    tolerated,
    uncertainty,
)
from tracker.graph.facts import Part


def moved(site: int, kind: K, mass_g: int, part: Part = Part.TOUCHED, **more: int) -> Moved:
    return Moved(site, kind, part, 0, kind in (K.SELL, K.SMELT, K.DISPOSE), mass_g, **more)


A_MOVE = st.builds(
    Moved,
    site=st.integers(1, 5),
    kind=st.sampled_from(list(K)),
    part=st.sampled_from(list(Part)),
    peer=st.integers(0, 5),
    material=st.booleans(),
    mass_g=st.integers(0, 10**9),
    unweighed=st.integers(0, 3),
)


@given(st.lists(A_MOVE))
def test_all_accounts_together_are_nought_to_the_gram(moves: list[Moved]) -> None:
    books = books_of(moves)
    assert sum(books.of(place).change_g for place in books.places) == 0


@given(st.lists(A_MOVE), st.randoms())
def test_the_order_in_which_it_was_told_is_irrelevant(moves: list[Moved], chance: object) -> None:
    mixed = list(moves)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = books_of(moves), books_of(mixed)
    assert {p: one.of(p) for p in one.places} == {p: other.of(p) for p in other.places}


def test_a_chain_from_a_point_to_an_ingot_leaves_each_difference_where_it_arose() -> None:
    books = books_of(
        [
            moved(1, K.COLLECT, 100_000),
            moved(1, K.LOAD, 100_000),
            moved(2, K.RECEIVE, 99_000),
            moved(2, K.DISMANTLE, 90_000, Part.INPUT),
            moved(2, K.DISMANTLE, 88_000, Part.OUTPUT),
            moved(2, K.SMELT, 50_000, Part.INPUT),
            moved(2, K.SMELT, 45_000, Part.OUTPUT),
            moved(2, K.SELL, 45_000),
        ]
    )
    changes = {place: books.of(place).change_g for place in books.places}
    assert changes == {
        Place(Account.OUTSIDE): -100_000,
        Place(Account.SITE, 1): 0,
        Place(Account.ROAD): 1_000,
        Place(Account.SITE, 2): 47_000,
        Place(Account.PROCESS, 2): 7_000,
        Place(Account.BUYERS): 45_000,
    }


def test_looking_sorting_and_packing_move_nothing() -> None:
    kinds = (K.WEIGH, K.GRADE, K.PACK, K.UNPACK, K.STOCK_TAKE, K.DISPATCH, K.STORE)
    assert books_of(moved(1, kind, 5_000) for kind in kinds).places == set()


def test_a_battery_that_is_sold_is_no_lead_that_left_a_plant() -> None:
    assert books_of([Moved(1, K.SELL, Part.TOUCHED, 2, False, 15_000)]).places == set()


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
