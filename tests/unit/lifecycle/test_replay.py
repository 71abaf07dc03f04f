"""Does a history, told again, lead where its steps led?"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind as U
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.replay import Happening, Outcome, replay, state_of_box
from tracker.lifecycle.unit_steps import BRINGS_HERE, UNIT_STEPS, Step

POINT, ROAD, SMELTER = 1, 2, 3
BOX = 77


def happened(kind: K, site: int = POINT, **changes: Any) -> Happening:
    roles = changes.pop("roles", frozenset({Role.COLLECTOR, Role.RECYCLER}))
    return Happening(kind, site, changes.pop("peer_site", None), roles, **changes)


def test_nothing_that_happened_leaves_nothing() -> None:
    assert replay(U.BATTERY, []) == Outcome(S.VOIDED, None, None, broken=False)


def test_a_battery_lies_where_it_was_last_received() -> None:
    history = [
        happened(K.COLLECT),
        happened(K.DISPATCH, peer_site=SMELTER),
        happened(K.LOAD, POINT),
        happened(K.DELIVER, SMELTER),
        happened(K.RECEIVE, SMELTER),
    ]
    assert replay(U.BATTERY, history) == Outcome(S.RECEIVED, SMELTER, None, broken=False)


def test_on_the_road_it_is_in_the_keeping_of_the_place_it_left() -> None:
    history = [happened(K.COLLECT), happened(K.DISPATCH), happened(K.LOAD, ROAD)]
    assert replay(U.BATTERY, history) == Outcome(S.IN_TRANSIT, POINT, None, broken=False)


def test_a_battery_sold_to_a_shop_lies_there() -> None:
    maker = frozenset({Role.PRODUCER})
    history = [
        happened(K.REGISTER, roles=maker),
        happened(K.SELL, roles=maker, peer_site=SMELTER),
    ]
    assert replay(U.BATTERY, history) == Outcome(S.ON_SALE, SMELTER, None, broken=False)


def test_a_packed_battery_is_in_its_box_until_it_is_unpacked() -> None:
    history = [happened(K.COLLECT), happened(K.PACK, container=BOX)]
    assert replay(U.BATTERY, history) == Outcome(S.PACKED, POINT, BOX, broken=False)
    history.append(happened(K.UNPACK, SMELTER, container=BOX))
    assert replay(U.BATTERY, history) == Outcome(S.IN_STORAGE, SMELTER, None, broken=False)


def test_a_step_that_does_not_fit_breaks_the_chain_and_is_applied_all_the_same() -> None:
    history = [happened(K.COLLECT), happened(K.UNPACK)]
    assert replay(U.BATTERY, history) == Outcome(S.IN_STORAGE, POINT, None, broken=True)


def test_a_step_with_many_ends_that_does_not_fit_ends_by_the_roles_of_the_site() -> None:
    shop, maker = frozenset({Role.SELLER}), frozenset({Role.PRODUCER})
    assert replay(U.BATTERY, [happened(K.SELL, roles=shop)]).state is S.IN_USE
    assert replay(U.BATTERY, [happened(K.SELL, roles=maker)]).state is S.ON_SALE


def test_a_chain_once_broken_stays_broken() -> None:
    history = [happened(K.STORE), happened(K.DISPATCH), happened(K.LOAD)]
    assert replay(U.BATTERY, history).broken


def test_corrections_among_the_events_are_passed_over() -> None:
    history = [happened(K.COLLECT), happened(K.CORRECT), happened(K.VOID)]
    assert replay(U.BATTERY, history) == Outcome(S.COLLECTED, POINT, None, broken=False)


def test_a_lot_comes_out_of_a_treatment_and_goes_into_the_next() -> None:
    history = [happened(K.DISMANTLE, SMELTER, yielded=True), happened(K.SMELT, SMELTER)]
    assert replay(U.MATERIAL_LOT, history[:1]).state is S.IN_STORAGE
    assert replay(U.MATERIAL_LOT, history) == Outcome(S.SMELTED, SMELTER, None, broken=False)


def test_a_theft_is_remembered() -> None:
    history = [happened(K.COLLECT), happened(K.LOSE, stolen=True)]
    assert replay(U.BATTERY, history).state is S.STOLEN


def test_a_box_is_in_storage_while_it_holds_something_and_free_when_it_does_not() -> None:
    history = [
        happened(K.PACK, container=BOX, children=frozenset({1, 2})),
        happened(K.UNPACK, SMELTER, container=BOX, children=frozenset({1})),
        happened(K.UNPACK, SMELTER, container=BOX, children=frozenset({2})),
    ]
    assert replay(U.CONTAINER, history[:2]) == Outcome(S.IN_STORAGE, SMELTER, None, broken=False)
    assert replay(U.CONTAINER, history) == Outcome(S.REGISTERED, SMELTER, None, broken=False)


def test_a_box_in_a_box_is_packed_like_anything_else() -> None:
    history = [
        happened(K.PACK, container=BOX, children=frozenset({1})),
        happened(K.PACK, container=BOX + 1),
    ]
    assert replay(U.CONTAINER, history) == Outcome(S.PACKED, POINT, BOX + 1, broken=False)


def test_a_box_that_was_open_was_in_no_other_box() -> None:
    history = [
        happened(K.PACK, container=BOX, children=frozenset({1, 2})),
        happened(K.PACK, container=BOX + 1),
        happened(K.UNPACK, container=BOX, children=frozenset({1})),
    ]
    assert replay(U.CONTAINER, history) == Outcome(S.IN_STORAGE, POINT, None, broken=True)


def test_more_packed_into_a_received_box_leaves_it_received() -> None:
    assert state_of_box(S.RECEIVED, holds=True) is S.RECEIVED
    assert state_of_box(S.RECEIVED, holds=False) is S.REGISTERED
    assert state_of_box(None, holds=True) is S.IN_STORAGE


@st.composite
def walks(draw: st.DrawFn) -> tuple[U, list[Step]]:
    """Any life of a loose unit that the table permits, step by step."""
    unit = draw(st.sampled_from([U.BATTERY, U.UNCODED_LOT]))
    state: S | None = None
    steps: list[Step] = []
    for _ in range(draw(st.integers(1, 12))):
        rows = [s for s in UNIT_STEPS if unit in s.units and s.before is state]
        if not rows:
            break
        steps.append(draw(st.sampled_from(rows)))
        state = steps[-1].after
    return unit, steps


@given(walks(), st.data())
def test_every_life_that_the_table_permits_is_replayed_unbroken_to_its_end(
    walk: tuple[U, list[Step]], data: st.DataObject
) -> None:
    unit, steps = walk
    sites = [data.draw(st.sampled_from([POINT, ROAD, SMELTER])) for _ in steps]
    roles = [frozenset({data.draw(st.sampled_from(sorted(s.by)))}) for s in steps]
    history = [
        Happening(step.scan, site, None, played, container=BOX if step.scan is K.PACK else None)
        for step, site, played in zip(steps, sites, roles, strict=True)
    ]
    outcome = replay(unit, history)
    brought = [site for step, site in zip(steps, sites, strict=True) if step.scan in BRINGS_HERE]
    assert not outcome.broken
    assert outcome.state is steps[-1].after
    assert outcome.site == brought[-1]
    assert outcome.container == (BOX if steps[-1].scan is K.PACK else None)
