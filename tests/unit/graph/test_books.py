"""Does what moves add up to the gram, and does what does not add up stay where it is?"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.scan import ScanKind as K
from tracker.graph.books import Account, Astray, Moved, Place, books_of
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
AN_ASTRAY = st.builds(
    Astray,
    site=st.integers(1, 5),
    kind=st.sampled_from([K.LOSE, K.REJECT]),
    source=st.sampled_from([Account.ROAD, Account.OUTSIDE]),
    home=st.integers(0, 5),
    mass_g=st.integers(0, 10**9),
    unweighed=st.integers(0, 3),
    weighed=st.integers(0, 3),
)


@given(st.lists(A_MOVE), st.lists(AN_ASTRAY), st.sets(st.integers(1, 5)))
def test_all_accounts_together_are_nought_to_the_gram(
    moves: list[Moved], astray: list[Astray], sites: set[int]
) -> None:
    books = books_of(moves, astray, sites)
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


def test_what_was_lost_on_the_road_is_taken_from_the_road_and_not_from_the_gate() -> None:
    told = [moved(1, K.LOAD, 30_000), moved(2, K.RECEIVE, 20_000), moved(2, K.LOSE, 10_000)]
    books = books_of(told, [Astray(2, K.LOSE, Account.ROAD, 0, 10_000, 0, 1)], {1, 2})
    assert books.of(Place(Account.SITE, 2)).went == {}
    assert books.of(Place(Account.ROAD)).change_g == 0
    assert books.between() == {
        (Account.SITE, Account.ROAD): 30_000,
        (Account.ROAD, Account.SITE): 20_000,
        (Account.ROAD, Account.LOST): 10_000,
    }


def test_what_is_sent_beyond_the_division_is_not_looked_for_on_the_road() -> None:
    books = books_of([moved(1, K.LOAD, 30_000), moved(2, K.RECEIVE, 5_000)])
    sent = Moved(1, K.DISPATCH, Part.TOUCHED, 9, False, 30_000, 0, 2)
    for one in (sent, sent._replace(site=8, peer=2, mass_g=5_000), sent._replace(peer=2)):
        books.cross(one, {1, 2})
    books.cross(sent._replace(site=8), {1, 2})
    assert books.of(Place(Account.ROAD)).change_g == 0
    assert books.of(Place(Account.BEYOND)).change_g == 25_000


def test_only_what_was_lost_elsewhere_is_put_right() -> None:
    told = [moved(1, K.LOSE, 15_000, weighed=2)]
    books = books_of(told, [Astray(1, K.LOSE, Account.OUTSIDE, 0, 10_000, 0, 1)], {1})
    assert books.of(Place(Account.SITE, 1)).went == {K.LOSE: 5_000}
    assert books.weighed[Place(Account.SITE, 1)] == 1
    assert books.of(Place(Account.LOST)).in_g == 15_000


def test_what_was_refused_lies_again_where_it_was_loaded() -> None:
    told = [moved(1, K.LOAD, 30_000), moved(2, K.REJECT, 30_000)]
    astray = [Astray(2, K.REJECT, Account.ROAD, 1, 30_000, 0, 1)]
    everybody = books_of(told, astray, {1, 2})
    assert everybody.of(Place(Account.SITE, 1)).came == {K.REJECT: 30_000}
    assert Place(Account.TURNED_BACK) not in {p for p in everybody.places if everybody.of(p).in_g}
    sender = books_of(told[:1], astray, {1})
    assert (
        sender.of(Place(Account.SITE, 1)).change_g,
        sender.of(Place(Account.ROAD)).change_g,
    ) == (
        0,
        0,
    )
    gate = books_of(told[1:], astray, {2})
    assert gate.of(Place(Account.TURNED_BACK)).in_g == 30_000
