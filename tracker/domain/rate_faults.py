"""What can be wrong with a question about rates? English msgids, as in ``faults``."""

from __future__ import annotations

RATE_FAULTS: dict[str, str] = {
    "unknown_method": "No method is called {method}. Known are: {choices}.",
    "unknown_definition": "No definition is called {definition}. Known are: {choices}.",
    "json_place": "Up to line {line}, column {column} it reads as JSON, and no further.",
    "not_a_decimal": 'A decimal number is expected here, best as text, such as "21450.5".',
    "negative": "This cannot be negative.",
    "figure_out_of_range": "A number from {least} to {limit} is expected here.",
    "year_differs": "All members of a consortium are computed for one year, here {year}.",
    "more_than_delivered": "More cannot have been verified than was delivered.",
    "more_digits_than_kept": "A JSON number keeps fifteen digits, and this one has more:"
    " write it as text.",
    "no_common_denominator": "These fractions have no common denominator of a size that anybody"
    " could read: write decimals.",
    "not_whole_grams": "A mass above zero in whole grams is expected here, in tonnes.",
    "said_twice": "This says the same as {other}; give only one of them.",
    "too_early_to_freeze": "The year {year} is frozen from {day} on.",
    "nothing_to_restate": "The figure has not moved by more than 0.5 % since it was frozen; the"
    " frozen one stays.",
    "reason_to_restate": "Say why the frozen figure is replaced.",
    "unknown_plan": "A sample is drawn by {choices}.",
    "nothing_to_draw_from": "Nothing counts behind {factor}; there is nothing to draw from.",
    "not_in_the_sample": "The record {record} is not in this sample.",
    "more_than_anybody_weighs": "A finding lies between nothing and {limit} g.",
    "assessment_step_not_possible": "That is not possible now; possible is: {choices}.",
    "findings_missing": "{count} of the drawn records have no finding yet.",
    "another_snapshot": "This belongs to another figure.",
    "snapshot_without_value": "A figure without a value cannot be recognised.",
    "cannot_be_certified": "More than 20 % of the mass is estimated; it cannot be certified.",
    "number_taken": "Another recognition has the number {number}.",
    "unknown_factor": "No factor is called {factor}. Known are: {choices}.",
}
