"""Sets of units in words that travel: the same for API and command."""

from __future__ import annotations

from typing import Any

from tracker.api.trace_words import node_in_words, share_in_words, site_in_words
from tracker.domain.moments import said
from tracker.usecases.trace_sets import CommonCause, RecallSet


def recall_in_words(found: RecallSet) -> dict[str, Any]:
    """The set with its proof."""
    return {
        "codes": list(found.codes),
        "count": found.count,
        "sha256": found.digest,
        "exits": [node_in_words(node) for node in found.exits],
        "hidden": found.hidden,
        "cut": found.cut,
    }


def common_in_words(found: CommonCause) -> dict[str, Any]:
    """What is behind all of them; ``shares`` in the order of ``codes``."""
    return {
        "codes": list(found.codes),
        "things": [
            {
                "code": one.code,
                "event": one.event,
                "scan": one.scan and one.scan.value,
                "site": site_in_words(one.site),
                "happened_at": one.happened_at and said(one.happened_at),
                "shares": [share_in_words(share) for share in one.shares],
            }
            for one in found.things
        ],
        "sites": [
            {
                "site": site_in_words(one.site),
                "shares": [share_in_words(share) for share in one.shares],
            }
            for one in found.sites
        ],
        "hidden": found.hidden,
    }
