"""Which single things can be wrong with a request, and how each is said (English msgids)."""

from __future__ import annotations

from tracker.domain.approval_faults import APPROVAL_FAULTS
from tracker.domain.epcis_faults import EPCIS_FAULTS
from tracker.domain.identifiers.code_notes import CodeFault, CodeWarning
from tracker.domain.ledger_faults import LEDGER_FAULTS
from tracker.domain.manifest_faults import MANIFEST_FAULTS
from tracker.domain.rate_faults import RATE_FAULTS

FAULTS: dict[str, str] = {
    # shape
    "required": "This field is required.",
    "unknown_field": "This field is not known here.",
    "invalid": "{problem}",
    "not_an_object": "A JSON object is expected here.",
    "not_a_list": "A list is expected here.",
    "not_a_text": "A text is expected here.",
    "not_an_integer": "A whole number is expected here.",
    "wrong_form": "This does not have the form that is expected here.",
    "length_out_of_range": "Between {least} and {most} are expected here.",
    "too_short": "At least {least} characters or entries are expected here.",
    "too_long": "At most {most} characters or entries are expected here.",
    "out_of_range": "A number from {least} to {most} is expected here.",
    "too_small": "A number of at least {least} is expected here.",
    "not_for_this_kind": "A scan of kind {kind} takes no {field}.",
    "needed_for_this_kind": "A scan of kind {kind} needs {field}.",
    "empty_set": "At least one code is needed.",
    "too_many_codes": "A set holds at most {limit} codes; this one has {count}.",
    "duplicate_code": "The code {code} is already in this set, at position {first}.",
    # codes
    **{fault.value: fault.message for fault in CodeFault},
    **{warning.value: warning.message for warning in CodeWarning},
    # masses, times
    "mass_not_positive": "A mass must be greater than zero.",
    "mass_negative": "A mass cannot be less than zero.",
    "mass_absurd": "{mass_kg} kg cannot be true here; the most is {limit_kg} kg.",
    "mass_not_a_number": "A mass is a decimal number of kilograms with at most three decimals.",
    "pieces_absurd": "A number of pieces lies between 1 and {limit}.",
    "share_out_of_range": "A share lies between 0 and 1.",
    "set_of_codes": "From {least} to {most} codes, each once.",
    "time_not_a_time": "A time is written like 2026-10-02T08:30:00+08:00.",
    "time_without_offset": "The time lacks its offset from UTC, such as +08:00.",
    "time_in_future": "The time lies in the future.",
    "time_too_old": "The time lies before {first}.",
    # what cannot be booked, per code
    "unknown_code": "No record carries the code {code}.",
    "not_announced": "No record carries the code {code}, and no other province has announced it."
    " Of a box or pallet, scan what is inside; batteries without papers are collected, not"
    " received. A load from another province is received once its bureau has told us of it.",
    "wrong_state": "{kind} is not possible for {code}: it is {state}. Possible: {allowed}.",
    "wrong_role": "Your role may not {kind} what is {state}.",
    "inside_container": "{code} is inside the container {container}; scan that or unpack it first.",
    "at_another_site": "{code} is recorded at a site of another organisation.",
    "not_in_container": "{code} is not inside the container {container}.",
    "not_a_container": "{code} is not a container.",
    "seen_since": "{code} was seen outside the container {container} after that moment.",
    "into_itself": "A container cannot be packed into itself or into what it holds.",
    "empty_container": "The container {code} holds nothing.",
    "code_taken": "The code {code} already belongs to something else.",
    # references
    "unknown_site": "No site of yours has the code {code}.",
    "unknown_peer_site": "No site has the code {code}.",
    "site_lacks_role": "The site {code} has no role that may {kind}.",
    "unknown_model": "No battery model {code} is registered.",
    "unknown_organisation": "No organisation has the code {code}.",
    "unknown_division": "No administrative division has the code {code}.",
    "unknown_event": "No event {code} that you may change exists.",
    "already_void": "The event {code} was already voided.",
    "not_voidable": "An event of kind {kind} cannot be voided or corrected.",
    # mass balance of a treatment
    "outputs_exceed_inputs": "{out_kg} kg came out of {in_kg} kg; a treatment cannot add mass.",
    # registers
    "until_before_from": "The end lies before the beginning.",
    "stale_version": "You hold version {yours}; the current one is {current}.",
    "wrong_digest": "The content does not match the stated SHA-256.",
    "media_type_refused": "Files of type {media_type} are not taken.",
    "file_too_large": "A file holds at most {limit} bytes.",
    "file_empty": "The file is empty.",
    "one_file": "Exactly one file is expected here.",
    "content_differs": "The content is not that of a file of type {media_type}.",
    "holds_macros": "The file holds macros; send it without them.",
    "text_empty": "The text is empty.",
    "text_too_long": "A text here has at most {limit} characters.",
    "text_control_characters": "The text holds control characters.",
    "code_character": "The character {character} has no place in a code here.",
    "not_one_of": "Expected here is one of: {choices}.",
    "not_a_day": "A day is written like 2026-10-02.",
    "day_out_of_range": "A day here lies between {first} and {last}.",
    # alarms, figures, working days
    "step_not_possible": "{alarm_step} is not possible: it is {alarm_state}. Possible: {steps}.",
    "not_a_mailbox": "An address of mail is written like name@host.",
    "not_a_partners_address": (
        "A partner's address is https://host without path; http only with its networks named."
    ),
    "not_networks": "Networks are like 10.1.0.0/16, fd00::/8.",
    "not_a_webhook": "A webhook is an http or https address without a user and without a fragment.",
    "unknown_rule": "There is no rule {rule}.",
    "reason_needed": "Say why.",
    "day_not_moved": (
        "Days off are Mondays to Fridays of {year}, days worked instead its Saturdays and Sundays."
    ),
    "not_a_period": "A period is a year like 2026 or a month like 2026-09.",
    "not_a_truth": "Either true or false is expected here.",
    "not_a_whole_number": "A whole number from {least} to {limit} is expected here.",
    "coordinate_out_of_range": (
        "A coordinate lies between -{limit} and {limit} degrees and has at most six decimals."
    ),
    "belong_together": "These belong together, all or none: {fields}.",
    "empty_list": "At least one is needed here.",
    "list_too_long": "At most {limit} are possible here.",
    "not_a_cursor": "A cursor is the text that stood as next in the page before.",
    "named_twice": "{value} is named twice.",
    "not_a_digest": "A SHA-256 is written with 64 hexadecimal digits.",
    "unknown_attachment": "No file with the SHA-256 {code} was brought by this organisation.",
    "fixed_field": "This cannot be changed once it is registered.",
    "division_withdrawn": "The administrative division {code} no longer exists.",
    # labels, scales
    "unit_without_label": (
        "The organisation's code {code} cannot stand on a container label;"
        " 18 capitals and digits can."
    ),
    "labels_spent": "Of the serial numbers of that day only {left} are left.",
    "day_too_far": "A label can be issued for a day up to {limit} days ahead.",
    "tare_not_below_gross": "The tare is not less than the gross mass.",
    "net_differs": "Gross less tare is {net_kg} kg, not what is stated here.",
    "ticket_reused": "The ticket {ticket} was already recorded with other content.",
    # manifests
    **MANIFEST_FAULTS,
    # approvals
    **APPROVAL_FAULTS,
    # ledgers
    **LEDGER_FAULTS,
    # documents of EPCIS
    **EPCIS_FAULTS,
    # rates
    **RATE_FAULTS,
    # accounts
    "login_malformed": (
        "A login has 2 to 64 of the characters a-z, 0-9 and . _ @ + -, a letter or digit first."
    ),
    "login_taken": "Somebody else has the login {login}.",
    "name_unprintable": "The name holds characters that cannot be printed.",
    "unknown_role": "There is no role {role}.",
    "organisation_needed": "Who has the role {role} acts for an organisation; its code is missing.",
    "password_too_short": "A password has at least {limit} characters.",
    "password_too_long": "A password has at most {limit} characters.",
    "password_too_plain": "A password has at least {limit} different characters.",
    "password_common": "This password is among the first that anybody would try.",
    "password_holds_login": "The password is little more than the login.",
    "unknown_scope": "There is no right {scope}.",
    "scope_beyond_rights": "The roles of this user do not carry the right {scope}.",
    "expiry_not_ahead": "The expiry must lie in the future.",
}
