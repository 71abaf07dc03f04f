"""Are shares of mass exact, and unknown wherever a mass is unknown?"""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tracker.graph.lineage import Key, Link, NodeKind
from tracker.graph.mass_share import Scoop, share, shares_along, times, together


def key(name: str) -> Key:
    return Key(NodeKind.UNIT, ord(name))


def link(near: str, far: str, part: int | None, whole: int | None) -> Link:
    return Link(key(near), key(far), part, part, whole)


def test_a_share_is_the_part_in_the_whole() -> None:
    assert share(15, 45) == Fraction(1, 3)


def test_a_share_of_nothing_or_of_the_unknown_is_unknown() -> None:
    assert [share(1, 0), share(None, 5), share(5, None)] == [None, None, None]


def test_shares_multiply_along_a_path() -> None:
    found = shares_along(key("a"), [link("a", "b", 20, 32), link("b", "c", 30, 45)])
    assert found.of[key("c")] == Fraction(5, 12)


def test_shares_of_several_paths_add_up() -> None:
    links = [
        link("a", "b", 1, 4),
        link("a", "c", 3, 4),
        link("b", "d", 1, 2),
        link("c", "d", 1, 3),
    ]
    assert shares_along(key("a"), links).of[key("d")] == Fraction(3, 8)


def test_a_node_met_on_two_levels_counts_each_path_once() -> None:
    links = [link("a", "b", 1, 2), link("a", "c", 1, 2), link("b", "c", 1, 1)]
    links.append(link("c", "d", 1, 1))
    assert shares_along(key("a"), links).of[key("d")] == 1


def test_one_unknown_mass_makes_all_behind_it_unknown_and_nothing_else() -> None:
    links = [link("a", "b", None, 4), link("a", "c", 1, 4), link("b", "d", 1, 2)]
    found = shares_along(key("a"), links).of
    assert [found[key(name)] for name in "bcd"] == [None, Fraction(1, 4), None]


def test_a_circle_through_the_start_is_told_and_gives_no_shares() -> None:
    found = shares_along(key("a"), [link("a", "b", 1, 2), link("b", "a", 1, 2)])
    assert found.circular
    assert found.of == {key("a"): 1, key("b"): None}


def test_a_circle_farther_on_spoils_only_what_it_touches() -> None:
    links = [
        link("a", "b", 1, 2),
        link("a", "x", 1, 2),
        link("b", "c", 1, 2),
        link("c", "b", 1, 2),
    ]
    found = shares_along(key("a"), links)
    assert found.circular
    assert [found.of[key(name)] for name in "bcx"] == [None, None, Fraction(1, 2)]


def test_a_share_of_an_unknown_share_is_unknown() -> None:
    assert times(None, 1, 2) is None


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 10**9)), max_size=40))
def test_adding_scoops_together_is_adding_fractions(pairs: list[tuple[int, int]]) -> None:
    scoops = [Scoop(Fraction(1, 7), part, whole) for part, whole in pairs]
    assert together(scoops) == sum((Fraction(p, 7 * w) for p, w in pairs), Fraction(0))


def test_a_scoop_of_unknown_mass_makes_the_sum_unknown() -> None:
    assert together([Scoop(Fraction(1), 1, 2), Scoop(Fraction(1), None, 2)]) is None
