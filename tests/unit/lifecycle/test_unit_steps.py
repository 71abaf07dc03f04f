"""Is the table of steps whole: no state out of reach, no kind forgotten, no row in doubt?"""

from __future__ import annotations

from itertools import combinations

import pytest

from tracker.domain.roles import TRADE, Role
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitKind as U
from tracker.domain.unit import UnitState as S
from tracker.lifecycle.unit_steps import (
    ABOUT_EVENTS,
    AT_REST,
    BRINGS_HERE,
    PRESENT,
    TREATMENTS,
    UNIT_STEPS,
    Step,
    allowed_scans,
    rows_for,
    scans_of,
    state_after,
    step_for,
)
from tracker.rules.rulebook import RULES

#: Nothing leads on from here, and that is right.
ENDS = frozenset({S.DISMANTLED, S.SMELTED, S.SOLD, S.DISPOSED})
#: No scan leads here: the corrections do, where nothing of a history is left.
BY_CORRECTION = frozenset({S.VOIDED})

COLLECTOR = frozenset({Role.COLLECTOR})


def causes(step: Step) -> frozenset[tuple[K, U, S | None, Role]]:
    """Everything that makes this row speak."""
    return frozenset((step.scan, u, step.before, role) for u in step.units for role in step.by)


def test_no_two_rows_speak_of_the_same_cause() -> None:
    shared = {
        cause
        for first, second in combinations(UNIT_STEPS, 2)
        if first.scan is second.scan and first.before is second.before
        for cause in causes(first) & causes(second)
    }
    assert shared == set()


def test_every_state_is_reached() -> None:
    reached = {step.after for step in UNIT_STEPS}
    by_theft = {state_after(step, stolen=True) for step in UNIT_STEPS}
    assert reached | by_theft | BY_CORRECTION == set(S)


def test_no_state_is_a_dead_end_but_the_last_ones() -> None:
    left = {step.before for step in UNIT_STEPS if step.after is not step.before}
    assert set(S) - left == ENDS | BY_CORRECTION


def test_every_kind_of_scan_has_a_row_or_is_about_events() -> None:
    assert {step.scan for step in UNIT_STEPS} | ABOUT_EVENTS == set(K)
    assert not {step.scan for step in UNIT_STEPS} & ABOUT_EVENTS


def test_every_kind_of_unit_enters_the_books_and_leaves_a_state() -> None:
    assert {unit for step in UNIT_STEPS for unit in step.units} == set(U)


def test_only_people_of_the_trade_take_steps_and_each_row_names_some() -> None:
    assert all(step.by and step.by <= TRADE for step in UNIT_STEPS)
    assert frozenset().union(*(step.by for step in UNIT_STEPS)) == TRADE


def test_every_finding_that_a_row_names_is_a_rule() -> None:
    assert {step.finding for step in UNIT_STEPS if step.finding} <= set(RULES)


def test_what_happens_elsewhere_is_always_found() -> None:
    assert all(step.finding for step in UNIT_STEPS if step.elsewhere)


def test_a_battery_never_comes_back_from_its_end() -> None:
    assert not [step for step in UNIT_STEPS if step.before in ENDS]


def test_treatments_and_what_brings_a_unit_here_are_kinds_with_rows() -> None:
    scans = {step.scan for step in UNIT_STEPS}
    assert scans >= TREATMENTS
    assert scans >= BRINGS_HERE


def test_what_lies_somewhere_can_be_looked_at() -> None:
    assert set(AT_REST) <= set(PRESENT)
    assert all(rows_for(K.WEIGH, unit, state) for unit in U for state in PRESENT)


def test_a_shop_sells_to_people_and_a_maker_sells_to_shops() -> None:
    shop, maker = frozenset({Role.SELLER}), frozenset({Role.PRODUCER})
    to_people = step_for(K.SELL, U.BATTERY, S.REGISTERED, shop, elsewhere=False)
    to_shops = step_for(K.SELL, U.BATTERY, S.REGISTERED, maker, elsewhere=False)
    assert to_people is not None
    assert to_shops is not None
    assert (to_people.after, to_shops.after) == (S.IN_USE, S.ON_SALE)


def test_a_step_that_only_counts_elsewhere_is_no_step_here() -> None:
    here = step_for(K.COLLECT, U.BATTERY, S.COLLECTED, COLLECTOR, elsewhere=False)
    there = step_for(K.COLLECT, U.BATTERY, S.COLLECTED, COLLECTOR, elsewhere=True)
    assert here is None
    assert there is not None
    assert there.finding == "collected_twice"


@pytest.mark.parametrize(
    ("state", "roles", "allowed"),
    [
        (S.IN_USE, COLLECTOR, [K.TAKE_BACK, K.COLLECT]),
        (S.IN_USE, frozenset({Role.CARRIER}), []),
        (S.DISMANTLED, TRADE, []),
        (None, frozenset({Role.IMPORTER}), [K.REGISTER]),
    ],
)
def test_it_is_told_what_may_be_done_next(
    state: S | None, roles: frozenset[Role], allowed: list[K]
) -> None:
    assert allowed_scans(U.BATTERY, state, roles) == allowed


def test_what_only_counts_elsewhere_is_not_told_here() -> None:
    assert K.COLLECT in allowed_scans(U.BATTERY, S.COLLECTED, COLLECTOR)
    assert K.COLLECT not in allowed_scans(U.BATTERY, S.COLLECTED, COLLECTOR, elsewhere=False)


def test_whoever_scans_at_all_may_take_back_what_they_booked() -> None:
    for role in TRADE:
        assert scans_of(frozenset({role})) >= ABOUT_EVENTS
    assert scans_of(frozenset()) == frozenset()


def test_a_theft_is_a_loss_and_nothing_else_can_be_stolen() -> None:
    lost = rows_for(K.LOSE, U.BATTERY, S.COLLECTED)[0]
    sold = rows_for(K.SELL, U.BATTERY, S.ON_SALE)[0]
    assert state_after(lost, stolen=True) is S.STOLEN
    assert state_after(lost, stolen=False) is S.LOST
    assert state_after(sold, stolen=True) is S.IN_USE
