"""What people do with units: the kinds of scan, and one scan as it comes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.unit import BatteryClass, Material

#: A truck holds about 1,000 batteries; five of them is the most one request may carry.
MOST_CODES = 5_000


class ScanKind(StrEnum):
    """Every verb of the trade. Each has its row in the EPCIS mapping."""

    REGISTER = "register"
    SELL = "sell"
    TAKE_BACK = "take_back"
    COLLECT = "collect"
    RELABEL = "relabel"
    WEIGH = "weigh"
    GRADE = "grade"
    PACK = "pack"
    UNPACK = "unpack"
    DISPATCH = "dispatch"
    LOAD = "load"
    HAND_OVER = "hand_over"
    DELIVER = "deliver"
    RECEIVE = "receive"
    REJECT = "reject"
    STORE = "store"
    STOCK_TAKE = "stock_take"
    DISMANTLE = "dismantle"
    SMELT = "smelt"
    DISPOSE = "dispose"
    EXPORT = "export"
    LOSE = "lose"
    FIND = "find"
    CORRECT = "correct"
    VOID = "void"


class ReceiptCategory(StrEnum):
    """Only waste counts in a recovery rate."""

    WASTE = "waste"
    PRODUCTION_SCRAP = "production_scrap"
    UNSOLD_STOCK = "unsold_stock"


@dataclass(frozen=True, slots=True)
class Detail:
    """What was seen of one unit, besides its code. ``mass_g`` in grams."""

    mass_g: int | None = None
    damaged: bool | None = None
    battery_class: BatteryClass | None = None


class Uncoded(NamedTuple):
    """Batteries without a readable code: counted and weighed together, under a label of ours.

    Without ``label`` the platform issues one.
    """

    pieces: int
    mass_g: int
    battery_class: BatteryClass | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Output:
    """One lot that a treatment yields; ``lead_share`` is parts per million of its mass."""

    code: str
    material: Material
    mass_g: int
    lead_share: int | None = None
    pieces: int = 1


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan: a verb, a place, a moment, and the set of codes it is about.

    Codes are normalised and distinct. ``client_id`` names the request: the same one gets the same
    answer for ever. Masses are grams.
    """

    client_id: str
    kind: ScanKind
    site: str
    at: datetime
    codes: Sequence[str] = ()
    container: str | None = None
    peer_site: str | None = None
    manifest: str | None = None
    vehicle: str | None = None
    model: str | None = None
    category: ReceiptCategory | None = None
    mass_g: int | None = None
    details: Mapping[str, Detail] = field(default_factory=dict)
    uncoded: Sequence[Uncoded] = ()
    outputs: Sequence[Output] = ()
    new_code: str | None = None
    stolen: bool = False
    country: str | None = None
    event: int | None = None
    reason: str | None = None
    dry_run: bool = False
