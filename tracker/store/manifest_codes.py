"""Which small number stands for which word of a manifest. Numbers are never reused or changed."""

from __future__ import annotations

from tracker.domain.manifest import LoadDifference, ManifestState, ManifestStep, NumberKind
from tracker.domain.manifest_revision import RevisionState
from tracker.store.codes import CodeTable

MANIFEST_STATE = CodeTable(
    ManifestState,
    {
        "draft": 1,
        "paper": 2,
        "issued": 3,
        "loaded": 4,
        "in_transit": 5,
        "handed_over": 6,
        "delivered": 7,
        "accepted": 8,
        "partly_accepted": 9,
        "rejected": 10,
        "closed": 11,
        "cancelled": 12,
    },
)
MANIFEST_STEP = CodeTable(
    ManifestStep,
    {
        "edit": 1,
        "issue": 2,
        "cancel": 3,
        "load": 4,
        "depart": 5,
        "hand_over": 6,
        "take_over": 7,
        "deliver": 8,
        "accept": 9,
        "accept_partly": 10,
        "reject": 11,
        "take_return": 12,
        "close": 13,
        "back_fill": 14,
        "number": 15,
        "revise": 16,
    },
)
NUMBER_KIND = CodeTable(NumberKind, {"official": 1, "reserved": 2, "provisional": 3, "external": 4})
LOAD_DIFFERENCE = CodeTable(
    LoadDifference,
    {
        "missing": 1,
        "extra": 2,
        "elsewhere": 3,
        "damaged": 4,
        "name": 5,
        "quantity": 6,
        "property": 7,
        "form": 8,
        "packing": 9,
    },
)
REVISION_STATE = CodeTable(RevisionState, {"open": 1, "accepted": 2, "refused": 3, "withdrawn": 4})
