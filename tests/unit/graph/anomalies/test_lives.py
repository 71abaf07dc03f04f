"""Are lives that cannot be true told from odd but true ones, by hand-made lives?"""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders.anomalies import (
    FAR,
    MAKER,
    NOON,
    OTHER,
    PLANT,
    POINT,
    SHOP,
    SPOTS,
    STATION,
    a_ground,
    a_life,
)
from tracker.domain.scan import ScanKind as K
from tracker.graph.anomalies import lives
from tracker.graph.anomalies.detectors import Facts, looked_at
from tracker.graph.anomalies.facts import Life

GROUND = a_ground()
MADE = (K.REGISTER, MAKER, 0)
SHIPPED = (K.SELL, MAKER, 5)


def rules(life: Life, days: int = 30) -> list[str]:
    return sorted(one.rule for one in looked_at(Facts.LIFE, [life], a_ground(days)))


def test_a_plain_life_is_left_alone() -> None:
    life = a_life(
        MADE,
        SHIPPED,
        (K.SELL, SHOP, 9),
        (K.TAKE_BACK, SHOP, 20),
        (K.DISPATCH, SHOP, 21),
        (K.LOAD, SHOP, 21.1),
        (K.DELIVER, POINT, 21.2),
        (K.RECEIVE, POINT, 21.3),
        (K.PACK, POINT, 22),
        (K.UNPACK, PLANT, 28),
        (K.DISMANTLE, PLANT, 28.5),
    )
    assert rules(life) == []


def test_a_sale_before_the_delivery_to_the_shop_is_an_effect_before_its_cause() -> None:
    (found,) = lives.effect_before_cause(a_life(MADE, SHIPPED, (K.SELL, SHOP, 4)), GROUND)
    assert (found.subject, found.events) == ("B1", (2, 3))


def test_a_receipt_before_its_loading_is_found_and_the_next_leg_is_not_taken_for_it() -> None:
    early = a_life((K.LOAD, POINT, 2), (K.RECEIVE, STATION, 1))
    assert [one.events for one in lives.effect_before_cause(early, GROUND)] == [(1, 2)]
    next_leg = a_life((K.PACK, POINT, 0), (K.RECEIVE, STATION, 1), (K.LOAD, STATION, 2))
    assert list(lives.effect_before_cause(next_leg, GROUND)) == []


def test_travel_is_judged_by_the_way_and_the_time() -> None:
    """From 114.2° to 111° east on the thirtieth parallel it is 308 km."""
    (found,) = lives.impossible_travel(a_life((K.COLLECT, POINT, 0), (K.STORE, FAR, 0.1)), GROUND)
    assert found.figures == {"kilometres": 308, "minutes": 144}
    slow = a_life((K.COLLECT, POINT, 0), (K.STORE, FAR, 0.11))
    assert list(lives.impossible_travel(slow, GROUND)) == []


def test_near_sites_and_sites_without_a_place_are_never_too_far_apart() -> None:
    near = a_life((K.COLLECT, POINT, 0), (K.COLLECT, OTHER, 0))
    assert list(lives.impossible_travel(near, GROUND)) == []
    nowhere = SPOTS | {FAR: SPOTS[FAR]._replace(longitude=None)}
    jump = a_life((K.COLLECT, POINT, 0), (K.STORE, FAR, 0))
    assert list(lives.impossible_travel(jump, replace(GROUND, spots=nowhere))) == []


def test_a_second_sale_counts_only_without_a_return_in_between() -> None:
    twice = a_life((K.SELL, SHOP, 1), (K.SELL, SHOP, 5))
    assert [one.events for one in lives.double_sale(twice, GROUND)] == [(1, 2)]
    returned = a_life((K.SELL, SHOP, 1), (K.TAKE_BACK, SHOP, 3), (K.SELL, SHOP, 5))
    assert list(lives.double_sale(returned, GROUND)) == []


@pytest.mark.parametrize(
    ("steps", "found"),
    [
        ([(K.COLLECT, POINT, 1), (K.COLLECT, OTHER, 2)], ["collected_twice"]),
        ([(K.COLLECT, POINT, 1), (K.SELL, SHOP, 2), (K.COLLECT, OTHER, 3)], []),
        ([MADE, SHIPPED, (K.COLLECT, POINT, 8)], ["never_sold"]),
        ([MADE, SHIPPED, (K.SELL, SHOP, 6), (K.COLLECT, POINT, 8)], []),
        ([MADE, SHIPPED, (K.TAKE_BACK, SHOP, 8)], []),
    ],
)
def test_collections_are_doubles_or_from_the_shelf(
    steps: list[tuple[K, int, float]], found: list[str]
) -> None:
    told = lives.double_collection(a_life(*steps), GROUND)
    assert [one.rule for one in told] == found


def test_a_clone_is_scanned_in_turns_by_two_keepers() -> None:
    clone = a_life((K.COLLECT, POINT, 1), (K.COLLECT, OTHER, 2), (K.STORE, POINT, 3))
    assert [one.events for one in lives.cloned_code(clone, GROUND)] == [(1, 2, 3)]
    shipped = a_life(
        (K.COLLECT, POINT, 1), (K.LOAD, POINT, 2), (K.RECEIVE, OTHER, 3), (K.STORE, OTHER, 4)
    )
    assert list(lives.cloned_code(shipped, GROUND)) == []


def test_after_its_end_nothing_happens_to_a_battery() -> None:
    life = a_life((K.DISMANTLE, PLANT, 1), (K.COLLECT, POINT, 5), (K.STORE, POINT, 6))
    assert [one.events for one in lives.use_after_end(life, GROUND)] == [(1, 2)]


STEPS = st.lists(
    st.tuples(
        st.sampled_from([K.REGISTER, K.SELL, K.COLLECT, K.LOAD, K.RECEIVE, K.PACK, K.DISMANTLE]),
        st.sampled_from([MAKER, SHOP, POINT, OTHER, STATION, PLANT]),
        st.integers(0, 300),
    ),
    max_size=8,
)


@given(STEPS, st.integers())
def test_the_order_of_arrival_is_irrelevant(steps: list[tuple[K, int, int]], seed: int) -> None:
    life = a_life(*steps)
    shuffled = list(life.steps)
    random.Random(seed).shuffle(shuffled)  # noqa: S311
    ground = a_ground(400)
    one = list(looked_at(Facts.LIFE, [life], ground))
    assert one == list(looked_at(Facts.LIFE, [life._replace(steps=shuffled)], ground))


GAPS = st.lists(st.floats(0.5, 20), min_size=9, max_size=9)


@given(GAPS)
def test_of_a_life_in_good_order_nothing_certain_is_said(gaps: list[float]) -> None:
    kinds = (
        (K.REGISTER, MAKER),
        (K.SELL, MAKER),
        (K.SELL, SHOP),
        (K.COLLECT, POINT),
        (K.DISPATCH, POINT),
        (K.LOAD, POINT),
        (K.RECEIVE, STATION),
        (K.LOAD, STATION),
        (K.RECEIVE, PLANT),
    )
    steps = [(kind, site, sum(gaps[: n + 1])) for n, (kind, site) in enumerate(kinds)]
    assert rules(a_life(*steps), days=200) == []
    assert a_life(*steps).told[0].at > NOON
