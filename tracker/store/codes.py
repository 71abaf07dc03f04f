"""Which small number stands for which word in the database. Numbers are never reused or changed."""

from __future__ import annotations

from enum import StrEnum
from typing import Generic, TypeVar

from tracker.domain.identifiers.scheme import Scheme
from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.domain.unit import BatteryClass, Material, UnitKind, UnitState

E = TypeVar("E", bound=StrEnum)


class CodeTable(Generic[E]):
    """A two-way table between an enum and its numbers; every member must have one."""

    def __init__(self, enum: type[E], numbers: dict[str, int]) -> None:
        self.number = {enum(word): number for word, number in numbers.items()}
        self.word = {number: enum(word) for word, number in numbers.items()}
        if set(self.number) != set(enum) or len(self.word) != len(self.number):
            raise ValueError(f"{enum.__name__}: every member needs its own number")


UNIT_KIND = CodeTable(UnitKind, {"battery": 1, "container": 2, "uncoded_lot": 3, "material_lot": 4})
UNIT_STATE = CodeTable(
    UnitState,
    {
        "registered": 1,
        "on_sale": 2,
        "in_use": 3,
        "collected": 4,
        "in_storage": 5,
        "packed": 6,
        "dispatched": 7,
        "in_transit": 8,
        "received": 9,
        "dismantled": 10,
        "smelted": 11,
        "sold": 12,
        "disposed": 13,
        "lost": 14,
        "stolen": 15,
        "exported": 16,
        "voided": 17,
    },
)
SCAN_KIND = CodeTable(
    ScanKind,
    {
        "register": 1,
        "sell": 2,
        "take_back": 3,
        "collect": 4,
        "relabel": 5,
        "weigh": 6,
        "grade": 7,
        "pack": 8,
        "unpack": 9,
        "dispatch": 10,
        "load": 11,
        "hand_over": 12,
        "deliver": 13,
        "receive": 14,
        "reject": 15,
        "store": 16,
        "stock_take": 17,
        "dismantle": 18,
        "smelt": 19,
        "dispose": 20,
        "export": 21,
        "lose": 22,
        "find": 23,
        "correct": 24,
        "void": 25,
    },
)
SCHEME = CodeTable(
    Scheme,
    {
        "QBT5506": 1,
        "TDCB0001": 2,
        "GS1_DL": 3,
        "GBT34014": 4,
        "ENTERPRISE": 5,
        "PLATFORM": 6,
        "CONTAINER_LABEL": 7,
        "MANIFEST_NUMBER": 8,
        "PROVISIONAL_NUMBER": 9,
        "USCC": 10,
        "WASTE_CODE": 11,
    },
)
BATTERY_CLASS = CodeTable(BatteryClass, {"I": 1, "II": 2})
CATEGORY = CodeTable(ReceiptCategory, {"waste": 1, "production_scrap": 2, "unsold_stock": 3})
MATERIAL = CodeTable(
    Material,
    {
        "grid": 1,
        "paste": 2,
        "plastic": 3,
        "acid": 4,
        "separator": 5,
        "crude_lead": 6,
        "ingot": 7,
        "slag": 8,
    },
)


class Part:
    """What part a unit plays in an event: it is only touched, goes in, or comes out."""

    TOUCHED = 0
    INPUT = 1
    OUTPUT = 2


class Ware:
    """What sums are of: batteries in any form, one material (by its number), or several wares."""

    BATTERIES = 0
    SEVERAL = 99
