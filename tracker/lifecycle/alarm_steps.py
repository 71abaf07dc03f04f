"""Which step leads an alarm from which state to which, and whose hand may take it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from tracker.domain.programme import AlarmState as S


class AlarmStep(StrEnum):
    """What can be done about an alarm."""

    RAISE = "raise"
    ACKNOWLEDGE = "acknowledge"
    REMARK = "remark"
    RESOLVE = "resolve"
    DISMISS = "dismiss"
    RAISE_AGAIN = "raise_again"
    ESCALATE = "escalate"
    CLEAR = "clear"


class Hand(Enum):
    """Whose hand: the house itself, the organisation it is about, or the authority."""

    HOUSE = 0
    KEEPER = 1
    OFFICE = 2


OPEN = frozenset({S.RAISED, S.ACKNOWLEDGED})
_HOUSE, _KEEPER, _OFFICE = Hand.HOUSE, Hand.KEEPER, Hand.OFFICE


@dataclass(frozen=True, slots=True)
class Step:
    """One permitted step. ``after`` None: the state stays as it is."""

    step: AlarmStep
    before: S | None
    after: S | None
    by: frozenset[Hand]
    reason: bool = False


def _from(
    step: AlarmStep, befores: frozenset[S], after: S | None, *by: Hand, reason: bool = False
) -> tuple[Step, ...]:
    return tuple(Step(step, one, after, frozenset(by), reason) for one in sorted(befores))


A = AlarmStep
# fmt: off
ALARM_STEPS: tuple[Step, ...] = (
    Step(A.RAISE,       None,       S.RAISED,       frozenset({_HOUSE})),
    Step(A.ACKNOWLEDGE, S.RAISED,   S.ACKNOWLEDGED, frozenset({_KEEPER, _OFFICE})),
    *_from(A.REMARK,    OPEN,       None,           _KEEPER, _OFFICE, reason=True),
    *_from(A.RESOLVE,   OPEN,       S.RESOLVED,     _OFFICE, reason=True),
    *_from(A.DISMISS,   OPEN,       S.DISMISSED,    _OFFICE, reason=True),
    *_from(A.ESCALATE,  OPEN,       None,           _HOUSE),
    *_from(A.CLEAR,     OPEN,       S.RESOLVED,     _HOUSE),
    Step(A.RAISE_AGAIN, S.RESOLVED, S.RAISED,       frozenset({_HOUSE, _OFFICE}), reason=True),
    Step(A.RAISE_AGAIN, S.DISMISSED, S.RAISED,      frozenset({_OFFICE}), reason=True),
)
# fmt: on
_BY_STATE = {(row.step, row.before): row for row in ALARM_STEPS}

#: After so many risings nobody higher is left to be told.
MOST_LEVEL = 2


def step_for(step: AlarmStep, state: S, hand: Hand) -> Step | None:
    """The row, if this hand may take this step now."""
    row = _BY_STATE.get((step, state))
    return row if row is not None and hand in row.by else None


def steps_from(state: S, hand: Hand) -> list[AlarmStep]:
    """What this hand may do now, in the order of the table."""
    return [row.step for row in ALARM_STEPS if row.before is state and hand in row.by]
