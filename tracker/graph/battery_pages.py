"""Which batteries come on the next page of a trace?

Batteries are told in the order of the treatment, the box and the battery itself. A cursor is the
place of the last one told, so that a page stays right while the books grow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tracker.graph.facts import LAST_ID, Leaf

USUAL_PAGE = 100
MOST_PER_PAGE = 1_000


class Cursor(NamedTuple):
    """The place of a battery: treatment, box (0: it went in loose), battery."""

    event: int
    box: int
    battery: int


def written(cursor: Cursor) -> str:
    """A cursor as text, digits and points only."""
    return ".".join(str(number) for number in cursor)


def read(text: str | None) -> Cursor | None:
    """A cursor from its text, None for the first page; ValueError when it is none of ours."""
    if not text:
        return None
    words = text.split(".")
    if not all(word.isascii() and word.isdigit() and len(word) < 20 for word in words):
        raise ValueError(f"{text!r} is not the place of a battery")
    cursor = Cursor(*(int(word) for word in words)) if len(words) == 3 else None
    if cursor is None or max(cursor) > LAST_ID:
        raise ValueError(f"{text!r} is not the place of a battery")
    return cursor


def order_of(leaf: Leaf) -> tuple[int, int]:
    """Where a leaf stands in the order of pages."""
    return leaf.event, leaf.box


def places_needed(leaves: Sequence[Leaf], after: Cursor | None, limit: int) -> list[int]:
    """The places of as many leaves from the cursor on as surely fill the page and one more.

    ``leaves`` are in order. Those without batteries are passed over.
    """
    found: list[int] = []
    sure = 0
    for place, leaf in enumerate(leaves):
        order = order_of(leaf)
        if not leaf.number or (after is not None and order < after[:2]):
            continue
        found.append(place)
        if after is None or order != after[:2]:
            sure += leaf.number
        if sure > limit:
            break
    return found
