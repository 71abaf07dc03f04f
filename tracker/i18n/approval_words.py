"""What are the words of approvals called in plain English? A part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

#: As in ``tracker.i18n.vocabulary.WORDS``.
APPROVAL_WORDS: Mapping[str, Mapping[str, str]] = {
    "approval_state": {
        "applied": "applied for",
        "incomplete": "incomplete",
        "complete": "complete, accepted",
        "under_review": "under review",
        "consulted": "the other province was asked",
        "replied": "the other province replied",
        "decided": "decided",
        "in_force": "in force",
        "used_up": "used up",
        "expired": "expired",
        "revoked": "revoked",
        "refused": "refused",
        "withdrawn": "withdrawn",
    },
    "approval_step": {
        "apply": "apply",
        "supply": "supply what was missing",
        "withdraw": "withdraw",
        "ask_for_more": "tell what is missing",
        "find_complete": "accept as complete",
        "count_as_complete": "accepted by silence",
        "begin_review": "begin the review",
        "consult": "ask the other province",
        "note_receipt": "the letter came",
        "record_reply": "record the reply",
        "decide": "approve",
        "refuse": "refuse",
        "announce": "inform both provinces",
        "revoke": "revoke",
        "expire": "expired",
    },
    "authority_step": {
        "completeness": "completeness",
        "review": "review",
        "consultation": "consultation",
        "decision": "decision",
    },
    "approval_hand": {
        "applicant": "applicant",
        "authority": "authority",
        "partner": "the other province",
        "house": "passing time",
    },
    "application_material": {
        "application_form": "application form",
        "receiver_licence": "copy of the receiver's licence",
        "receiver_statement": "statement of storage, use or disposal",
        "receiver_contract": "contract or letter of intent",
        "other_material": "other material",
    },
    "cause": {
        "kind_changed": "the waste is another",
        "quantity_exceeded": "more than was approved",
        "method_changed": "storage, use or disposal is another",
        "receiver_changed": "the receiver is another",
        "receiver_unfit": "the receiver no longer has the conditions",
    },
    "entry_kind": {
        "debit": "issued",
        "revise": "weighed or revised",
        "settle": "accepted",
        "release": "cancelled",
    },
    "flow": {"in": "in", "out": "out", "used": "used"},
    "incoming_kind": {"consultation": "consultation", "load": "load"},
    "approval_group": {
        "to_do": "waiting for the authority",
        "with_applicant": "waiting for the applicant",
        "in_force": "in force",
        "open": "open",
        "over": "over",
    },
}

#: As in ``tracker.i18n.vocabulary.SECTION_OF_ENUM``.
APPROVAL_ENUMS: Mapping[str, str] = {
    "tracker.domain.approval.ApprovalState": "approval_state",
    "tracker.domain.approval.ApprovalStep": "approval_step",
    "tracker.domain.approval.ApprovalHand": "approval_hand",
    "tracker.domain.incoming.IncomingKind": "incoming_kind",
    "tracker.domain.approval.AuthorityStep": "authority_step",
    "tracker.domain.approval.ApplicationMaterial": "application_material",
    "tracker.domain.approval.Cause": "cause",
    "tracker.domain.approval.EntryKind": "entry_kind",
    "tracker.lifecycle.stock_flows.Flow": "flow",
    "tracker.lifecycle.approval_groups.ApprovalGroup": "approval_group",
}
