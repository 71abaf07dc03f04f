"""Which single things can be wrong with an application or an approval (English msgids)?"""

from __future__ import annotations

APPROVAL_FAULTS: dict[str, str] = {
    "approval_step_not_now": (
        "{approval_step} is not possible: the application is {approval_state}."
        " Possible for you: {allowed_approval_steps}."
    ),
    "needed_for_approval_step": "To {approval_step}, {field} is needed.",
    "not_for_approval_step": "To {approval_step} takes no {field}.",
    "same_province": "{code} lies in the same province: no approval is needed.",
    "span_reversed": "The last day of the span lies before its first.",
    "licence_ends_first": "The receiver's licence ends on {day}, before the span begins.",
    "material_missing": "{application_material} is missing (article 22).",
    "approval_number_taken": "The number {number} belongs to another approval.",
    "cause_and_approval": "A new application names both: the approval before it, and the cause.",
    "more_than_applied": "At most what was applied for can be approved: {limit_kg} kg.",
    "never_valid": "It would end on {day}, before it begins.",
    "day_before_last_step": "The step before it was on {day}.",
    "day_ahead": "That day has not come yet.",
    # returns
    "not_a_return_period": "A period is a month 2026-10, a quarter 2026-Q4, or a year 2026.",
    # loads against approvals
    "approval_needed": (
        "The load goes to another province: name the approval that is in force (article 21)."
    ),
    "unknown_approval": "No approval {number} of this sender is recorded.",
    "approval_not_in_force": "The approval {number} is not in force on {day}: {approval_state}.",
    "approval_days_over": "The approval {number} is valid from {first} to {last}.",
    "approval_covers_other": (
        "The approval {number} does not cover this load: {cause}. A new application is needed"
        " (article 28)."
    ),
    "approval_spent": (
        "Of the approval {number} {left_kg} kg are left, the load is {mass_kg} kg: more than was"
        " approved needs a new application (article 28)."
    ),
}
