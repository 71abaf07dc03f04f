"""Which small number stands for which word of an approval. Numbers are never reused or changed."""

from __future__ import annotations

from tracker.domain.approval import ApprovalState, ApprovalStep, EntryKind
from tracker.store.codes import CodeTable

APPROVAL_STATE = CodeTable(
    ApprovalState,
    {
        "applied": 1,
        "incomplete": 2,
        "complete": 3,
        "under_review": 4,
        "consulted": 5,
        "replied": 6,
        "decided": 7,
        "in_force": 8,
        "used_up": 9,
        "expired": 10,
        "revoked": 11,
        "refused": 12,
        "withdrawn": 13,
    },
)
APPROVAL_STEP = CodeTable(
    ApprovalStep,
    {
        "apply": 1,
        "supply": 2,
        "withdraw": 3,
        "ask_for_more": 4,
        "find_complete": 5,
        "count_as_complete": 6,
        "begin_review": 7,
        "consult": 8,
        "record_reply": 9,
        "decide": 10,
        "refuse": 11,
        "announce": 12,
        "revoke": 13,
        "expire": 14,
        "note_receipt": 15,
    },
)
ENTRY_KIND = CodeTable(EntryKind, {"debit": 1, "revise": 2, "settle": 3, "release": 4})
