"""Is a sample the same for everybody who draws it again, and drawn as it is written?"""

from __future__ import annotations

import hashlib
from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.indicators.sample_draw import Drawn, draw_masses, draw_records

SEED = "2026-11-21/42"
IDS = [f"EVENT-{n}" for n in range(200)]
LISTS = st.lists(st.text(max_size=8), unique=True, max_size=40)
MASSES = st.dictionaries(st.text(max_size=8), st.integers(0, 10**7), min_size=1, max_size=30)


def test_records_are_drawn_by_their_digests() -> None:
    def digest(id_: str) -> str:
        return hashlib.sha256(f"{SEED}\n{id_}".encode()).hexdigest()

    assert draw_records(IDS, 3, SEED) == tuple(sorted(IDS, key=digest)[:3])


def test_a_sample_never_changes() -> None:
    assert draw_records(IDS, 4, SEED) == ("EVENT-126", "EVENT-184", "EVENT-12", "EVENT-30")


@settings(deadline=None, max_examples=60)
@given(LISTS, st.integers(0, 50))
def test_the_order_of_the_list_does_not_matter(ids: list[str], n: int) -> None:
    drawn = draw_records(ids, n, SEED)
    assert draw_records(sorted(ids), n, SEED) == drawn
    assert (len(drawn), len(set(drawn))) == (min(n, len(ids)), len(drawn))


@settings(deadline=None, max_examples=60)
@given(LISTS, st.integers(0, 20), st.integers(0, 20))
def test_a_larger_sample_holds_the_smaller(ids: list[str], n: int, more: int) -> None:
    assert draw_records(ids, n + more, SEED)[: min(n, len(ids))] == draw_records(ids, n, SEED)


def test_another_seed_draws_another_sample() -> None:
    assert draw_records(IDS, 10, SEED) != draw_records(IDS, 10, SEED + "/2")


def test_every_record_is_drawn_about_as_often() -> None:
    counted = Counter(id_ for n in range(1_000) for id_ in draw_records(IDS[:10], 3, str(n)))
    assert all(240 <= times <= 360 for times in counted.values())


def drawn(masses: dict[str, int], number: int) -> Drawn:
    return draw_masses(masses, number, SEED)


@settings(deadline=None, max_examples=80)
@given(MASSES, st.integers(1, 40))
def test_hits_lie_one_interval_apart_in_the_records_that_cover_them(
    masses: dict[str, int], number: int
) -> None:
    if not sum(masses.values()):
        return
    found = drawn(masses, number)
    points = [hit.point for hit in found.hits]
    assert len(points) == number
    assert all(b - a == found.interval_g for a, b in pairwise(points))
    assert 0 <= points[0] < found.interval_g
    assert found == drawn(dict(reversed(masses.items())), number)
    counted = Counter(hit.id for hit in found.hits)
    for id_, mass in masses.items():
        expected = Fraction(mass) / found.interval_g
        assert expected - 1 < counted[id_] < expected + 1


@pytest.mark.parametrize("masses", [{}, {"A": 0}, {"A": -1, "B": 5}])
def test_there_must_be_a_mass_to_draw_from(masses: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="sample by mass"):
        drawn(masses, 1)


def test_a_record_that_comes_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="distinct"):
        draw_records(["A", "A"], 1, SEED)
