"""Is it said where a flow leaves what the books know, and who would have to tell the rest?"""

from __future__ import annotations

import pytest

from tests.builders.flows import a_site, happened
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind
from tracker.graph.facts import Happened
from tracker.graph.gaps import GapReason as R
from tracker.graph.gaps import gap_ahead, gap_behind, legs_missing
from tracker.graph.sight import Sight

#: Site 9 lies in another province.
SIGHT = Sight(None, "420000", {1: a_site(1), 2: a_site(2), 9: a_site(9, division="430102")})


def story(*steps: tuple[K, int | None]) -> list[Happened]:
    return [happened(place, kind=kind, peer_site=peer) for place, (kind, peer) in enumerate(steps)]


AHEAD = [
    ([(K.DISPATCH, 2), (K.LOAD, None)], R.NOT_RECEIVED, 2),
    ([(K.DISPATCH, 9), (K.LOAD, None), (K.DELIVER, None)], R.LEFT_PROVINCE, 9),
    ([(K.DISPATCH, 2), (K.LOAD, None), (K.WEIGH, None)], R.NOT_RECEIVED, 2),
    ([(K.SELL, 9)], R.LEFT_PROVINCE, 9),
    ([(K.EXPORT, None)], R.EXPORTED, None),
    ([(K.LOSE, None)], R.LOST, 1),
]


@pytest.mark.parametrize(("steps", "reason", "owner"), AHEAD)
def test_what_left_and_was_not_seen_to_arrive_has_a_gap_ahead(
    steps: list[tuple[K, int | None]], reason: R, owner: int | None
) -> None:
    events = story(*steps)
    found = gap_ahead(events, SIGHT)
    assert found is not None
    assert (found.reason, found.owner) == (reason, owner)
    assert found.event in events


ENDED: list[list[tuple[K, int | None]]] = [
    [],
    [(K.COLLECT, None)],
    [(K.DISPATCH, 2)],
    [(K.DISPATCH, 2), (K.LOAD, None), (K.RECEIVE, 1)],
    [(K.SELL, 2)],
]


@pytest.mark.parametrize("steps", ENDED)
def test_what_lies_somewhere_or_arrived_has_none(steps: list[tuple[K, int | None]]) -> None:
    assert gap_ahead(story(*steps), SIGHT) is None


BEHIND = [
    (UnitKind.BATTERY, (K.COLLECT, None), R.NEVER_REGISTERED, 1),
    (UnitKind.BATTERY, (K.RECEIVE, 9), R.CAME_FROM_PROVINCE, 9),
    (UnitKind.MATERIAL_LOT, (K.RECEIVE, 2), R.NOT_SENT, 2),
    (UnitKind.UNCODED_LOT, (K.COLLECT, None), R.NO_SINGLE_ORIGIN, 1),
]


@pytest.mark.parametrize(("kind", "first", "reason", "owner"), BEHIND)
def test_what_nobody_told_of_before_has_a_gap_behind(
    kind: UnitKind, first: tuple[K, int | None], reason: R, owner: int
) -> None:
    found = gap_behind(story(first, (K.STORE, None)), kind, SIGHT)
    assert found is not None
    assert (found.reason, found.owner, found.event.id) == (reason, owner, 0)


def test_a_receipt_of_what_never_left_another_site_has_a_gap() -> None:
    packed, received = happened(0, kind=K.PACK), happened(2, kind=K.RECEIVE, site=2)
    weighed, loaded = happened(1, kind=K.WEIGH), happened(1, kind=K.LOAD)
    (gap,) = legs_missing([packed, weighed, received], SIGHT)
    assert (gap.reason, gap.owner, gap.event) == (R.NOT_SENT, 1, received)
    assert legs_missing([packed, received], Sight(9, None, SIGHT.sites)) == []
    assert legs_missing([packed, loaded, received], SIGHT) == []
    assert legs_missing([packed, happened(3, kind=K.RECEIVE)], SIGHT) == []


def test_what_its_maker_registered_has_none() -> None:
    assert gap_behind(story((K.REGISTER, None)), UnitKind.BATTERY, SIGHT) is None
