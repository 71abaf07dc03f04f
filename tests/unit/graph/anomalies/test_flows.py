"""Are knots in the graph of lots found at any size, and holes, volcanoes and second boxes?"""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.anomalies import PLANT, a_ground, a_site, a_stay, a_treatment
from tracker.graph.anomalies import flows
from tracker.graph.anomalies.facts import Treatment

GROUND = a_ground()


def chain(length: int, *, closed: bool) -> list[Treatment]:
    """Treatments, each taking what the one before yielded."""
    return [
        a_treatment(n, inputs=frozenset({n}), outputs=frozenset({n + 1 if n < length else last}))
        for last in (1 if closed else length + 1,)
        for n in range(1, length + 1)
    ]


def test_a_long_chain_is_no_cycle_and_a_closed_one_is_one() -> None:
    assert list(flows.cycles(chain(5_000, closed=False), GROUND)) == []
    (found,) = flows.cycles(chain(5_000, closed=True), GROUND)
    assert (found.subject, len(found.events)) == ("1", 5_000)


def test_a_lot_that_is_its_own_input_is_a_cycle() -> None:
    (found,) = flows.cycles([a_treatment(9, inputs=frozenset({3}), outputs=frozenset({3}))], GROUND)
    assert found.events == (9,)


@given(st.sets(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30), st.integers())
def test_a_graph_that_runs_one_way_has_no_cycle_in_whatever_order(
    pairs: set[tuple[int, int]], seed: int
) -> None:
    """Lots are numbered by time: what comes out has a higher number than what went in."""
    told = [
        a_treatment(n, inputs=frozenset({min(pair)}), outputs=frozenset({max(pair) + 1}))
        for n, pair in enumerate(sorted(pairs))
    ]
    random.Random(seed).shuffle(told)  # noqa: S311
    assert list(flows.cycles(told, GROUND)) == []


@pytest.mark.parametrize(
    ("until", "since", "found"), [(None, 5, 1), (7, 5, 1), (5, 5, 0), (4, 5, 0)]
)
def test_the_second_box_is_one_too_many_while_the_first_is_open(
    until: int | None, since: int, found: int
) -> None:
    stays = [a_stay("BOX-1", 1, until), a_stay("BOX-2", since, None)]
    assert len(list(flows.two_parents(stays, GROUND))) == found
    assert len(list(flows.two_parents(stays[::-1], GROUND))) == found


def test_a_box_within_a_longer_stay_is_found_after_a_short_one_too() -> None:
    stays = [a_stay("BOX-1", 1, 20), a_stay("BOX-2", 3, 4), a_stay("BOX-3", 6, 7)]
    assert [one.events for one in flows.two_parents(stays, GROUND)] == [(1, 3), (1, 6)]


@pytest.mark.parametrize(
    ("in_g", "out_g", "days", "found"),
    [(100_000, 0, 366, 1), (99_999, 0, 366, 0), (100_000, 1, 366, 0), (100_000, 0, 365, 0)],
)
def test_a_black_hole_takes_much_for_long_and_gives_nothing(
    in_g: int, out_g: int, days: int, found: int
) -> None:
    assert len(list(flows.black_holes(a_site(in_g, out_g, days), GROUND))) == found


def test_a_volcano_gives_more_than_scales_can_err() -> None:
    assert list(flows.volcanoes(a_site(10_000_000, 10_300_000), GROUND)) == []
    (found,) = flows.volcanoes(a_site(10_000_000, 10_300_001), GROUND)
    assert found.figures == {"sent_g": 10_300_001, "received_g": 10_000_000}


def test_plants_melt_what_they_take() -> None:
    assert list(flows.black_holes(a_site(10**9, 0)._replace(site=PLANT), GROUND)) == []
    assert list(flows.volcanoes(a_site(0, 10**9)._replace(site=PLANT), GROUND)) == []
