"""Which step of a recognition (评估认定) leads where, who takes it, and within which days?

No public text fixes the course of the 评估认定 or who signs: rows and days are proposals of this
system that await confirmation by the project.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class AssessmentState(StrEnum):
    """Where a recognition stands."""

    APPLIED = "applied"
    EXAMINED = "examined"
    SAMPLED = "sampled"
    CORRECTING = "correcting"
    CORRECTED = "corrected"
    CONCLUDED = "concluded"
    RECOGNISED = "recognised"
    PUBLISHED = "published"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class AssessmentStep(StrEnum):
    """What is done."""

    APPLY = "apply"
    EXAMINE = "examine"
    SAMPLE = "sample"
    ASK_CORRECTION = "ask_correction"
    CORRECT = "correct"
    CONCLUDE = "conclude"
    RECOGNISE = "recognise"
    PUBLISH = "publish"
    DECLINE = "decline"
    WITHDRAW = "withdraw"


class AssessmentHand(StrEnum):
    """Whose step it is."""

    ENTERPRISE = "enterprise"
    EVALUATOR = "evaluator"
    BUREAU = "bureau"


_S, _T, _H = AssessmentState, AssessmentStep, AssessmentHand


class StepRow(NamedTuple):
    """``needs`` are the fields that come with it; ``days`` those until the next step is due."""

    step: AssessmentStep
    before: frozenset[AssessmentState]
    after: AssessmentState
    hand: AssessmentHand
    needs: tuple[str, ...] = ()
    days: int | None = None


_OPEN = frozenset({_S.APPLIED, _S.EXAMINED, _S.SAMPLED, _S.CORRECTING, _S.CORRECTED})
_LOOKED_AT = frozenset({_S.EXAMINED, _S.SAMPLED})

STEPS: tuple[StepRow, ...] = (
    StepRow(_T.APPLY, frozenset(), _S.APPLIED, _H.ENTERPRISE, days=20),
    StepRow(_T.EXAMINE, frozenset({_S.APPLIED, _S.CORRECTED}), _S.EXAMINED, _H.EVALUATOR,
            ("snapshot",), 20),
    StepRow(_T.SAMPLE, _LOOKED_AT, _S.SAMPLED, _H.EVALUATOR, ("sample",), 30),
    StepRow(_T.ASK_CORRECTION, _LOOKED_AT, _S.CORRECTING, _H.EVALUATOR, ("reason",), 30),
    StepRow(_T.CORRECT, frozenset({_S.CORRECTING}), _S.CORRECTED, _H.ENTERPRISE, ("reason",), 20),
    StepRow(_T.CONCLUDE, frozenset({_S.SAMPLED}), _S.CONCLUDED, _H.EVALUATOR, days=20),
    StepRow(_T.RECOGNISE, frozenset({_S.CONCLUDED}), _S.RECOGNISED, _H.EVALUATOR,
            ("number", "signer"), 10),
    StepRow(_T.PUBLISH, frozenset({_S.RECOGNISED}), _S.PUBLISHED, _H.BUREAU),
    StepRow(_T.DECLINE, _LOOKED_AT | {_S.CONCLUDED}, _S.DECLINED, _H.EVALUATOR, ("reason",)),
    StepRow(_T.WITHDRAW, _OPEN, _S.WITHDRAWN, _H.ENTERPRISE, ("reason",)),
)  # fmt: skip


def steps_from(state: AssessmentState) -> tuple[StepRow, ...]:
    """What may follow, whoever does it."""
    return tuple(row for row in STEPS if state in row.before)


def row_of(step: AssessmentStep) -> StepRow:
    return next(row for row in STEPS if row.step is step)
