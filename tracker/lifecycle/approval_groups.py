"""Under which heads do people look for applications: to be done by the authority, in force …?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from tracker.domain.approval import ApprovalState as S
from tracker.lifecycle.approval_steps import OVER


class ApprovalGroup(StrEnum):
    """What a list is asked for."""

    TO_DO = "to_do"
    WITH_APPLICANT = "with_applicant"
    IN_FORCE = "in_force"
    OPEN = "open"
    OVER = "over"


STATES_OF: Mapping[ApprovalGroup, frozenset[S]] = {
    ApprovalGroup.TO_DO: frozenset(
        {S.APPLIED, S.COMPLETE, S.UNDER_REVIEW, S.CONSULTED, S.REPLIED, S.DECIDED}
    ),
    ApprovalGroup.WITH_APPLICANT: frozenset({S.INCOMPLETE}),
    ApprovalGroup.IN_FORCE: frozenset({S.IN_FORCE, S.USED_UP}),
    ApprovalGroup.OPEN: frozenset(S) - OVER,
    ApprovalGroup.OVER: OVER,
}
