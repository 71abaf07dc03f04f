"""Words about what authorities ask and tell each other: by section, value and English word."""

from __future__ import annotations

from collections.abc import Mapping

EXCHANGE_WORDS: Mapping[str, Mapping[str, str]] = {
    "abroad": {
        "answered": "answered",
        "unknown_there": "not known there, or not for us",
        "not_believed": "the answer cannot be believed",
        "not_reached": "no answer",
        "no_partner": "no exchange with this province",
        "not_asked": "not asked yet",
    },
    "disclosure": {
        "trace_forward": "what became of it",
        "trace_back": "where it came from",
        "attachment": "a list beside a record",
    },
}
EXCHANGE_ENUMS: Mapping[str, str] = {
    "tracker.graph.abroad.Standing": "abroad",
    "tracker.graph.abroad.Disclosure": "disclosure",
}
