"""May each hand take each step of an alarm exactly where the table says so?"""

from __future__ import annotations

import pytest

from tracker.domain.programme import AlarmState as S
from tracker.lifecycle.alarm_steps import ALARM_STEPS, OPEN, AlarmStep, Hand, step_for, steps_from


@pytest.mark.parametrize("state", S)
@pytest.mark.parametrize("step", AlarmStep)
@pytest.mark.parametrize("hand", Hand)
def test_a_step_is_possible_exactly_where_a_row_says_so(
    step: AlarmStep, state: S, hand: Hand
) -> None:
    rows = [
        row for row in ALARM_STEPS if row.step is step and row.before is state and hand in row.by
    ]
    assert step_for(step, state, hand) == (rows[0] if rows else None)
    assert (step in steps_from(state, hand)) is bool(rows)


def test_every_state_is_reached_and_every_step_has_a_row() -> None:
    assert {row.after for row in ALARM_STEPS if row.after} == set(S)
    assert {row.step for row in ALARM_STEPS} == set(AlarmStep)


def test_only_the_authority_closes_and_always_says_why() -> None:
    closing = [row for row in ALARM_STEPS if row.after in (S.RESOLVED, S.DISMISSED)]
    by_people = [row for row in closing if row.by != {Hand.HOUSE}]
    assert all(row.by == {Hand.OFFICE} and row.reason for row in by_people)
    assert by_people


def test_what_was_dismissed_the_house_never_raises_again() -> None:
    assert step_for(AlarmStep.RAISE_AGAIN, S.DISMISSED, Hand.HOUSE) is None
    assert step_for(AlarmStep.RAISE_AGAIN, S.RESOLVED, Hand.HOUSE) is not None


def test_what_is_closed_neither_rises_nor_is_cleared() -> None:
    moving = {
        row.before for row in ALARM_STEPS if row.step in (AlarmStep.ESCALATE, AlarmStep.CLEAR)
    }
    assert moving == OPEN
