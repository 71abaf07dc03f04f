"""Does the table of manifest steps hold together: every state reached, every step somebody's?"""

from __future__ import annotations

from itertools import product

import pytest

from tracker.domain.manifest import ManifestState, ManifestStep, Party
from tracker.domain.roles import OVERSIGHT, Role
from tracker.lifecycle.manifest_fields import STEP_FIELDS, step_field_faults
from tracker.lifecycle.manifest_groups import STATES_OF, ManifestGroup
from tracker.lifecycle.manifest_steps import (
    FINAL,
    MANIFEST_STEPS,
    PARTY_ROLES,
    may_act,
    row_for,
    steps_now,
    turn_of,
)

S, M = ManifestState, ManifestStep
#: Where a manifest can begin.
FIRST = frozenset({S.DRAFT, S.PAPER})
#: Done without a confirmation: drafts by PUT, revisions by consent.
OTHERWISE = frozenset({M.EDIT, M.REVISE})


def test_every_state_is_reached() -> None:
    reached, waiting = set(FIRST), list(FIRST)
    while waiting:
        state = waiting.pop()
        new = {row.after for row in MANIFEST_STEPS if row.before is state} - reached
        reached |= new
        waiting += new
    assert reached == set(S)


def test_from_every_open_state_an_end_is_reached() -> None:
    ends = set(FINAL)
    while more := {row.before for row in MANIFEST_STEPS if row.after in ends} - ends:
        ends |= more
    assert ends == set(S)


def test_a_step_leads_from_a_state_one_way_only() -> None:
    keys = [(row.before, row.step) for row in MANIFEST_STEPS]
    assert len(set(keys)) == len(keys)


def test_every_step_has_its_row_and_its_fields() -> None:
    assert {row.step for row in MANIFEST_STEPS} == set(M) - {M.REVISE}
    assert set(STEP_FIELDS) == set(M) - OTHERWISE


def test_nothing_but_its_number_changes_once_it_is_done() -> None:
    assert {row.step for row in MANIFEST_STEPS if row.before in FINAL} <= {M.NUMBER}


def test_cancelling_is_possible_before_loading_only() -> None:
    before = {row.before for row in MANIFEST_STEPS if row.step is M.CANCEL}
    assert before == {S.DRAFT, S.ISSUED}


def test_whose_turn_it_is_may_indeed_act() -> None:
    for state in S:
        party = turn_of(state)
        if party is not None:
            assert any(row.before is state and row.by is party for row in MANIFEST_STEPS), state


@pytest.mark.parametrize("party", Party)
def test_officials_stand_on_no_side(party: Party) -> None:
    assert not PARTY_ROLES[party] & (OVERSIGHT | {Role.ADMINISTRATOR, Role.PARTNER})


def test_every_step_that_is_not_in_the_table_is_refused() -> None:
    """Each state, step, party and role there is."""
    allowed = {
        (row.before, row.step, row.by, role)
        for row in MANIFEST_STEPS
        for role in PARTY_ROLES[row.by]
    }
    for state, step, party, role in product(S, M, Party, Role):
        row = row_for(state, step)
        possible = row is not None and may_act(row, {party}, {role})
        assert possible == ((state, step, party, role) in allowed)
        told = {found.step for found in steps_now(state, {party}, {role})}
        assert (step in told) == possible


@pytest.mark.parametrize("group", ManifestGroup)
def test_every_group_is_a_set_of_states(group: ManifestGroup) -> None:
    assert STATES_OF[group] <= set(S)


def test_open_and_done_are_all_there_is() -> None:
    done, opened = STATES_OF[ManifestGroup.DONE], STATES_OF[ManifestGroup.OPEN]
    assert done | opened == set(S)
    assert not done & opened


def test_a_confirmation_names_what_it_lacks_and_what_does_not_belong() -> None:
    faults = step_field_faults(M.REJECT, frozenset({"step", "version", "vehicle"}))
    assert [(f.code, f.pointer) for f in faults] == [
        ("needed_for_this_step", "/reason"),
        ("not_for_this_step", "/vehicle"),
    ]


def test_editing_is_no_confirmation() -> None:
    assert [f.code for f in step_field_faults(M.EDIT, frozenset())] == ["not_a_confirmation"]
