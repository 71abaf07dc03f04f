"""Does mass add up to the gram, and is what does not add up left where it is?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scan import ScanKind as K
from tracker.graph.balance import Account, Balance, Moved, Place, books_of, tolerated
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
