"""Which single things can be wrong with a manifest, and how each is said (English msgids)."""

from __future__ import annotations

MANIFEST_FAULTS: dict[str, str] = {
    # steps
    "step_not_now": (
        "{step} is not possible: the manifest is {manifest_state}."
        " Possible for you: {allowed_steps}."
    ),
    "step_of_another": "To {step} is for the {party}. Possible for you: {allowed_steps}.",
    "not_a_confirmation": "{step} is no confirmation; drafts are changed by PUT.",
    "needed_for_this_step": "To {step}, {field} is needed.",
    "not_for_this_step": "To {step} takes no {field}.",
    "before_the_last_step": "This is said to have happened before the step that came first.",
    # filling in
    "site_cannot_send": "The site {code} has no role that may send waste.",
    "site_cannot_receive": "The site {code} has no role that may receive waste.",
    "same_place": "Sender and receiver are the same place.",
    "unknown_ticket": "No ticket {ticket} of yours is recorded.",
    "more_than_weighed": "That is more than the ticket {ticket} says.",
    "unknown_row": "The manifest has no row {row}.",
    "needed_on_the_page": "{field} is missing.",
    # numbers
    "number_malformed": "A manifest's number has letters, digits and hyphens, at most {limit}.",
    "manifest_number_taken": "The number {number} belongs to another manifest.",
    "number_or_block": "Name a number or take one from a block, not both.",
    "number_needed": "Name the number, or take one from a block.",
    "provisional_is_ours": "{number} is a provisional number; the official one has 14 digits.",
    "numbers_spent": "No reserved number of {prefecture} is left for you in {year}.",
    "block_malformed": "A block is two numbers of 14 digits of one year and prefecture, in order.",
    "block_overlaps": "A part of this block was already granted.",
    # loads
    "on_another_manifest": "{code} stands on the manifest {number}.",
    "scan_needed": "Batteries or boxes are bound to this manifest: scan what is there.",
    "too_many_bound": "A manifest binds at most {limit} codes; this one has {count}.",
    "difference_without_reason": "{code}: {load_difference}. Give a reason.",
    "refused_not_there": "{code} was not scanned here, so it cannot be refused.",
    "quantity_without_reason": (
        "Row {row}: what arrived differs from the manifest; state it as a difference with a reason."
    ),
    "mismatch_refused": (
        "In this province nothing may be carried or accepted that differs from its manifest"
        " ({load_difference}): reject it, or have the manifest revised first."
    ),
    "nothing_refused": "Nothing is refused here: accept the load.",
    "nothing_accepted_here": "Nothing is accepted here: reject the load.",
    # revisions
    "field_not_revisable": "{field} never changes; cancel the manifest and issue another.",
    "field_not_sealed": "{field} is not sealed yet; no consent is needed to change it.",
    "unknown_place": "There is no row or leg {place} with the field {field}.",
    "value_misfits": "This is no value for {field}.",
    "no_change": "{field} already says so.",
    "revision_open": "Another revision waits for an answer.",
    "no_revision": "No revision of this manifest waits for an answer.",
    "not_your_revision": "Only who proposed a revision may withdraw it.",
    "consent_of_another": "The consent of the {party} is needed, not yours.",
    "revision_of_another": "{field} was filled in by the {party}; you are no side of it.",
    "one_counterpart": "These fields need the consent of different parties; propose one by one.",
    # electronic signatures
    "not_a_public_key": "An Ed25519 public key is 32 bytes in base64.",
    "a_private_key": (
        "This is a private key. Nothing of it was kept; it must not leave your machine. Make a new"
        " one, and bring its public key only."
    ),
    "not_a_signature": "An Ed25519 signature is 64 bytes in base64.",
    "proof_does_not_fit": "The proof is no signature of this key over the proof document.",
    "unknown_signing_key": "Your organisation has no key in force with the fingerprint {code}.",
    "frame_of_another": "This step was confirmed by {code}, who alone may sign it.",
    "frame_changed": "The manifest is no longer as it was shown; fetch the frame again.",
    "signature_does_not_fit": "This is no signature of that key over the frame.",
}
