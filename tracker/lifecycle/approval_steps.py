"""Which step leads an application from which state to which, who takes it, which clock it starts?

One row per permitted step; the functions below only look rows up. A row's ``clock`` names the time
limit that starts to run on the day of the step. Silence has a row of its own, at completeness and
nowhere else: an overdue review, consultation or decision raises an alarm and never approves.
"""

from __future__ import annotations

from dataclasses import dataclass

from tracker.domain.approval import GRANTED, Approval
from tracker.domain.approval import ApprovalHand as H
from tracker.domain.approval import ApprovalState as S
from tracker.domain.approval import ApprovalStep as A
from tracker.domain.approval import AuthorityStep as C
from tracker.domain.caller import Caller
from tracker.domain.roles import Role


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """One permitted step; ``needs`` are fields that must be said, ``may`` those that can be."""

    step: A
    before: S | None
    after: S
    by: H
    needs: tuple[str, ...] = ()
    may: tuple[str, ...] = ()
    clock: C | None = None


_OPEN = (S.APPLIED, S.INCOMPLETE, S.COMPLETE, S.UNDER_REVIEW, S.CONSULTED, S.REPLIED)

# fmt: off
APPROVAL_STEPS: tuple[ApprovalRow, ...] = (
    ApprovalRow(A.APPLY,             None,           S.APPLIED,      H.APPLICANT,
                clock=C.COMPLETENESS),
    ApprovalRow(A.ASK_FOR_MORE,      S.APPLIED,      S.INCOMPLETE,   H.AUTHORITY,
                needs=("missing",), may=("reason",)),
    ApprovalRow(A.SUPPLY,            S.INCOMPLETE,   S.APPLIED,      H.APPLICANT,
                needs=("materials",), clock=C.COMPLETENESS),
    ApprovalRow(A.FIND_COMPLETE,     S.APPLIED,      S.COMPLETE,     H.AUTHORITY,
                clock=C.REVIEW),
    ApprovalRow(A.COUNT_AS_COMPLETE, S.APPLIED,      S.COMPLETE,     H.HOUSE,
                clock=C.REVIEW),
    ApprovalRow(A.BEGIN_REVIEW,      S.COMPLETE,     S.UNDER_REVIEW, H.AUTHORITY),
    ApprovalRow(A.CONSULT,           S.UNDER_REVIEW, S.CONSULTED,    H.AUTHORITY,
                needs=("reference",), clock=C.CONSULTATION),
    ApprovalRow(A.NOTE_RECEIPT,      S.CONSULTED,    S.CONSULTED,    H.PARTNER,
                clock=C.CONSULTATION),
    ApprovalRow(A.REFUSE,            S.UNDER_REVIEW, S.REFUSED,      H.AUTHORITY,
                needs=("reason",)),
    ApprovalRow(A.RECORD_REPLY,      S.CONSULTED,    S.REPLIED,      H.AUTHORITY,
                needs=("agrees", "reference"), may=("reason",), clock=C.DECISION),
    ApprovalRow(A.DECIDE,            S.REPLIED,      S.DECIDED,      H.AUTHORITY,
                needs=("number",), may=("mass_g",)),
    ApprovalRow(A.REFUSE,            S.REPLIED,      S.REFUSED,      H.AUTHORITY,
                needs=("reason",)),
    ApprovalRow(A.ANNOUNCE,          S.DECIDED,      S.IN_FORCE,     H.AUTHORITY,
                may=("reference",)),
    *(ApprovalRow(A.REVOKE,          state,          S.REVOKED,      H.AUTHORITY,
                  needs=("reason",)) for state in (S.DECIDED, *GRANTED)),
    *(ApprovalRow(A.EXPIRE,          state,          S.EXPIRED,      H.HOUSE)
      for state in (S.DECIDED, *GRANTED)),
    *(ApprovalRow(A.WITHDRAW,        state,          S.WITHDRAWN,    H.APPLICANT,
                  may=("reason",)) for state in _OPEN),
)
# fmt: on

#: Every field that can be said with a step.
STEP_FIELDS = ("reason", "reference", "agrees", "number", "mass_g", "missing", "materials")
#: What nothing follows.
OVER = frozenset({S.EXPIRED, S.REVOKED, S.REFUSED, S.WITHDRAWN})
_ROWS = {(row.before, row.step): row for row in APPROVAL_STEPS}


def row_for(state: S, step: A) -> ApprovalRow | None:
    """The row of this step in this state, whoever takes it."""
    return _ROWS.get((state, step))


def hand_of(approval: Approval, caller: Caller) -> H | None:
    """Whose hand the caller's is. The province decides (article 21), not the city."""
    if caller.organisation is not None:
        return H.APPLICANT if caller.organisation == approval.sender.id else None
    return H.AUTHORITY if Role.BUREAU_PROVINCE in caller.roles else None


def actions_now(approval: Approval, caller: Caller) -> list[ApprovalRow]:
    """Every step that the caller may take now, in the order of the table. Where the other province
    does not agree, only a refusal is left."""
    hand = hand_of(approval, caller)
    rows = [row for row in APPROVAL_STEPS if row.before is approval.state and row.by is hand]
    return [row for row in rows if not (row.step is A.DECIDE and approval.agreed is False)]
