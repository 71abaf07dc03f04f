"""What can be wrong with a question about rates? English msgids, as in ``faults``."""

from __future__ import annotations

RATE_FAULTS: dict[str, str] = {
    "unknown_method": "No method is called {method}. Known are: {choices}.",
    "unknown_definition": "No definition is called {definition}. Known are: {choices}.",
    "not_a_decimal": 'A decimal number is expected here, best as text, such as "21450.5".',
    "negative": "This cannot be negative.",
    "figure_out_of_range": "A number from {least} to {limit} is expected here.",
    "year_differs": "All members of a consortium are computed for one year, here {year}.",
    "more_than_delivered": "More cannot have been verified than was delivered.",
    "more_digits_than_kept": "A JSON number keeps fifteen digits, and this one has more:"
    " write it as text.",
    "not_whole_grams": "A mass above zero in whole grams is expected here, in tonnes.",
    "said_twice": "This says the same as {other}; give only one of them.",
    "unknown_factor": "No factor is called {factor}. Known are: {choices}.",
}
