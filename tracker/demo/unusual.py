"""What happens now and then without being wrong, and how often?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from tracker.demo.occasions import MANY


class Unusual(StrEnum):
    """No detector may speak of these, however odd they look."""

    EXPORTED = "exported"
    STOLEN_FROM_SHOP = "stolen_from_shop"
    SOLD_BY_MISTAKE = "sold_by_mistake"
    RELABELLED = "relabelled"
    MISSED_AT_POINT = "missed_at_point"
    HANDED_OVER = "handed_over"
    REFUSED_AT_GATE = "refused_at_gate"
    LOST_ON_ROAD = "lost_on_road"
    DAMAGED_ON_ROAD = "damaged_on_road"
    PLATE_MISTYPED = "plate_mistyped"


@dataclass(frozen=True, slots=True)
class UnusualRow:
    """How many and when: see ``occasions.Row``; ``what``: what the records say."""

    kind: Unusual
    per_2000: int
    most: int
    first: float
    last: float
    what: str


# fmt: off
UNUSUAL: tuple[UnusualRow, ...] = (
    UnusualRow(Unusual.EXPORTED, 3, MANY, 0.05, 0.90, "sold, then exported by the shop"),
    UnusualRow(Unusual.STOLEN_FROM_SHOP, 2, MANY, 0.05, 0.90, "lost from the shelf, as stolen"),
    UnusualRow(Unusual.SOLD_BY_MISTAKE, 3, MANY, 0.05, 0.90, "sold, voided at once, sold later"),
    UnusualRow(Unusual.RELABELLED, 3, MANY, 0.20, 0.90, "a new label for an unreadable code"),
    UnusualRow(Unusual.MISSED_AT_POINT, 2, MANY, 0.20, 0.85, "lost at the point; half are found"),
    UnusualRow(Unusual.HANDED_OVER, 3, 60, 0.20, 0.90, "to another carrier, bound for the plant"),
    UnusualRow(Unusual.REFUSED_AT_GATE, 2, 30, 0.25, 0.85, "one box sent back and sent once more"),
    UnusualRow(Unusual.LOST_ON_ROAD, 2, 30, 0.25, 0.85, "one box lost; half are found"),
    UnusualRow(Unusual.DAMAGED_ON_ROAD, 3, 60, 0.25, 0.90, "one box received as damaged"),
    UnusualRow(Unusual.PLATE_MISTYPED, 3, 60, 0.25, 0.90, "plate of a receipt, corrected at night"),
)
# fmt: on
