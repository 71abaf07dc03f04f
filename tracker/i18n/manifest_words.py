"""What are the words of manifests called in plain English? A part of the vocabulary."""

from __future__ import annotations

from collections.abc import Mapping

#: As in ``tracker.i18n.vocabulary.WORDS``.
MANIFEST_WORDS: Mapping[str, Mapping[str, str]] = {
    "manifest_state": {
        "draft": "draft",
        "paper": "on paper",
        "issued": "issued",
        "loaded": "loaded",
        "in_transit": "in transit",
        "handed_over": "handed over",
        "delivered": "delivered",
        "accepted": "accepted",
        "partly_accepted": "accepted in part",
        "rejected": "rejected",
        "closed": "closed",
        "cancelled": "cancelled",
    },
    "manifest_step": {
        "edit": "fill in",
        "issue": "issue",
        "cancel": "cancel",
        "load": "confirm the load",
        "depart": "depart",
        "hand_over": "hand over to the next carrier",
        "take_over": "take over",
        "deliver": "deliver",
        "accept": "accept",
        "accept_partly": "accept in part",
        "reject": "reject the load",
        "take_return": "take back",
        "close": "close",
        "back_fill": "fill in afterwards",
        "number": "give the number",
        "revise": "revise",
    },
    "party": {
        "sender": "sender",
        "carrier": "carrier",
        "next_carrier": "next carrier",
        "receiver": "receiver",
    },
    "number_kind": {
        "official": "official number",
        "reserved": "reserved number",
        "provisional": "provisional number",
        "external": "external number",
    },
    "load_difference": {
        "missing": "missing",
        "extra": "extra",
        "elsewhere": "elsewhere by the books",
        "damaged": "damaged on the way",
        "name": "name differs",
        "quantity": "quantity differs",
        "property": "hazard differs",
        "form": "form differs",
        "packing": "packing differs",
    },
    "revision_state": {
        "open": "waits for an answer",
        "accepted": "consented to",
        "refused": "refused",
        "withdrawn": "withdrawn",
    },
    "signature_state": {
        "valid": "valid",
        "revised_since": "valid for what was signed; the manifest went on since",
        "key_revoked": "made with a key that was revoked",
        "record_differs": "another confirmation than the one in the books",
        "broken": "does not fit",
    },
    "manifest_group": {
        "to_confirm": "waiting for me",
        "on_the_road": "on the road",
        "drafts": "drafts",
        "coming_back": "coming back",
        "open": "open",
        "done": "done",
        "on_the_road_unapproved": "on the road without approval",
    },
}

#: As in ``tracker.i18n.vocabulary.SECTION_OF_ENUM``.
MANIFEST_ENUMS: Mapping[str, str] = {
    "tracker.domain.manifest.ManifestState": "manifest_state",
    "tracker.domain.manifest.ManifestStep": "manifest_step",
    "tracker.domain.manifest.Party": "party",
    "tracker.domain.manifest.NumberKind": "number_kind",
    "tracker.domain.manifest.LoadDifference": "load_difference",
    "tracker.domain.manifest_revision.RevisionState": "revision_state",
    "tracker.domain.signing.SignatureState": "signature_state",
    "tracker.lifecycle.manifest_groups.ManifestGroup": "manifest_group",
}
