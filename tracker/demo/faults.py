"""Which faults lie hidden in the demonstration, how many of each, and how are they to be found?

Detectors are scored against ``Faults.planted``: what they find beyond it is a false alarm, what
they miss of it is a miss. Nothing else in the data is meant to be wrong.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tracker.demo.occasions import MANY, Occasions


class Kind(StrEnum):
    """The faults. Those that a rule names at the scan bear the rule's name."""

    LATE_RECORD = "late_record"
    EFFECT_BEFORE_CAUSE = "effect_before_cause"
    NEVER_SOLD = "never_sold"
    STRANGER = "stranger"
    SOLD_TWICE = "sold_twice"
    COLLECTED_TWICE = "collected_twice"
    RECEIVED_WITHOUT_SHIPMENT = "received_without_shipment"
    MISSING_RECEIPT = "missing_receipt"
    NOT_DISPATCHED = "not_dispatched"
    NOT_LOADED = "not_loaded"
    WEIGHT_DRIFT = "weight_drift"
    SERIAL_BURST = "serial_burst"
    YIELD_OUT_OF_BAND = "yield_out_of_band"
    OVER_AGE_STORAGE = "over_age_storage"
    TELEPORT = "teleport"
    DAMAGE_UNDONE = "damage_undone"
    BACK_FROM_EXPORT = "back_from_export"
    DEAD_CODE = "dead_code"
    CHAIN_BROKEN = "chain_broken"
    LICENCE_MISSING = "licence_missing"
    SALES_UNDERSTATED = "sales_understated"
    CLONED_CODE = "cloned_code"
    TRADING_RING = "trading_ring"
    BLACK_HOLE = "black_hole"
    CLAIMED_TWICE = "claimed_twice"
    COHORT_LEAKAGE = "cohort_leakage"


@dataclass(frozen=True, slots=True)
class FaultRow:
    """How many and when: see ``occasions.Row``; ``per_2000`` None: whatever one cause brings.

    ``finding`` is the rule that speaks at the scan (None: only a look over many records can see
    it); ``codes`` and ``seen_by`` say what an instance lists and what gives it away.
    """

    kind: Kind
    per_2000: int | None
    most: int
    first: float
    last: float
    finding: str | None
    codes: str
    seen_by: str


# fmt: off
PLANTED: tuple[FaultRow, ...] = (
    FaultRow(Kind.LATE_RECORD, 20, MANY, 0.05, 0.90, None, "batteries",
             "a sale recorded 12 to 40 days after it happened; all else is recorded within a day"),
    FaultRow(Kind.EFFECT_BEFORE_CAUSE, 4, MANY, 0.05, 0.90, "effect_before_cause", "batteries",
             "sold over the counter a day before the maker sold them to the shop"),
    FaultRow(Kind.NEVER_SOLD, 8, MANY, 0.05, 0.60, "never_sold", "batteries",
             "collected while still on sale by the records"),
    FaultRow(Kind.STRANGER, 8, MANY, 0.05, 0.95, "never_sold", "battery",
             "collected under a code that no maker registered"),
    FaultRow(Kind.SOLD_TWICE, 4, MANY, 0.05, 0.90, "sold_twice", "batteries",
             "sold by a second shop a few days later"),
    FaultRow(Kind.COLLECTED_TWICE, 4, MANY, 0.25, 0.85, "collected_twice", "batteries",
             "collected at another firm's point hours later"),
    FaultRow(Kind.RECEIVED_WITHOUT_SHIPMENT, 2, 20, 0.25, 0.85, "received_without_shipment",
             "boxes",
             "received at the station, never dispatched by the point"),
    FaultRow(Kind.MISSING_RECEIPT, 2, 20, 0.25, 0.85, None, "boxes",
             "loaded and never received or found again"),
    FaultRow(Kind.NOT_DISPATCHED, 2, 20, 0.25, 0.85, "not_dispatched", "boxes",
             "loaded by the sender without a dispatch"),
    FaultRow(Kind.NOT_LOADED, 2, 20, 0.955, 0.97, "not_loaded", "boxes",
             "received although no loading is known"),
    FaultRow(Kind.WEIGHT_DRIFT, 3, 40, 0.25, 0.85, None, "boxes",
             "6 to 12 % lighter at the gate than when sent; scales are good to 0.6 %"),
    FaultRow(Kind.SERIAL_BURST, 1, MANY, 0.05, 0.85, None, "batteries",
             "24 consecutive serial numbers collected in one scan, weeks after their sale"),
    FaultRow(Kind.YIELD_OUT_OF_BAND, 2, 5, 0.35, 0.80, None, "output lots",
             "lead in grid and paste is 41 to 47 % of the mass taken in; else 57 to 62 %"),
    FaultRow(Kind.OVER_AGE_STORAGE, 2, 60, 0.25, 0.80, None, "box",
             "100 to 140 days at a collection point, where 90 are allowed"),
    FaultRow(Kind.TELEPORT, 2, MANY, 0.25, 0.85, "other_site", "batteries",
             "at another point of the same firm, over 100 km off, 20 minutes after collection"),
    FaultRow(Kind.DAMAGE_UNDONE, 2, MANY, 0.25, 0.85, "damage_undone", "battery",
             "graded as whole after it was collected as damaged"),
    FaultRow(Kind.BACK_FROM_EXPORT, 1, MANY, 0.05, 0.85, "back_from_export", "batteries",
             "collected although exported"),
    FaultRow(Kind.DEAD_CODE, 1, MANY, 0.40, 0.90, None, "battery",
             "a code collected again after its battery was dismantled: refused, see the receipt"),
    FaultRow(Kind.CHAIN_BROKEN, 1, MANY, 0.25, 0.85, "chain_broken", "batteries",
             "a collection voided after its batteries were packed"),
    FaultRow(Kind.LICENCE_MISSING, None, 0, 0.0, 1.0, "licence_missing", "organisation",
             "one station's licence lapses for twelve weeks; an alarm for each day it receives"),
    FaultRow(Kind.SALES_UNDERSTATED, None, 0, 0.0, 1.0, None, "declaration",
             "one maker declares 9 % less than its recorded sales for one year"),
    FaultRow(Kind.CLONED_CODE, 2, 60, 0.993, 0.998, None, "battery",
             "brought to another firm's point while its battery lies in a box: refused"),
    FaultRow(Kind.TRADING_RING, 1, 20, 0.30, 0.80, None, "box",
             "sent to another station and back, and then on to the plant"),
    FaultRow(Kind.BLACK_HOLE, None, 0, 0.0, 1.0, None, "site",
             "one shop of each territory takes old batteries back and never hands one over"),
    FaultRow(Kind.CLAIMED_TWICE, None, 0, 0.0, 1.0, None, "organisation",
             "one collector is for eight weeks the own network of two makers"),
    FaultRow(Kind.COHORT_LEAKAGE, None, 0, 0.0, 1.0, None, "cohort",
             "of one brand's batteries sold in one district in one year a fifth comes back"),
)
# fmt: on
ROWS = {row.kind: row for row in PLANTED}


@dataclass(frozen=True, slots=True)
class Planted:
    """One fault: what it lies in, and a note for whoever looks into it."""

    kind: Kind
    codes: tuple[str, ...]
    note: str


class Faults:
    """Says when a fault falls due, and keeps what was planted. For no batteries none falls due."""

    def __init__(self, rng: random.Random, batteries: int, days: int) -> None:
        self.planted: list[Planted] = []
        self._occasions = Occasions(PLANTED, rng, batteries, days)

    def due(self, kind: Kind, day: int) -> bool:
        """Whether one should be planted at the next occasion from that day on."""
        return self._occasions.due(kind, day)

    def plant(self, kind: Kind, codes: Sequence[str], note: str = "") -> None:
        """One was planted: it is due no longer."""
        self._occasions.take(kind)
        self.planted.append(Planted(kind, tuple(codes), note))

    @property
    def unplanted(self) -> dict[Kind, int]:
        """Faults for which no occasion came; empty but for tiny provinces."""
        return self._occasions.left
