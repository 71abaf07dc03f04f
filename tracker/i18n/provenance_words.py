"""Words of missing legs and of balances, told apart by the section they belong to."""

from __future__ import annotations

from collections.abc import Mapping

PROVENANCE_WORDS: Mapping[str, Mapping[str, str]] = {
    "gap": {
        "left_province": "left the province",
        "came_from_province": "came from another province",
        "not_received": "not received yet",
        "not_sent": "received without shipment",
        "exported": "exported",
        "lost": "lost or stolen",
        "no_single_origin": "batteries without codes",
        "never_registered": "maker unknown",
        "no_treatment": "making not recorded",
    },
    "account": {
        "outside": "outside",
        "site": "stock of sites",
        "road": "on the road",
        "turned_back": "turned back",
        "beyond": "sites outside the division",
        "process": "in treatments",
        "buyers": "buyers",
        "disposed": "disposed of",
        "lost": "lost",
    },
}

#: Whose words these are, by the full name of the enum.
PROVENANCE_ENUMS: Mapping[str, str] = {
    "tracker.graph.gaps.GapReason": "gap",
    "tracker.graph.books.Account": "account",
}
