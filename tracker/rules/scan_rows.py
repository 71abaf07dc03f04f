"""The rules that speak of units, boxes and scales when they are scanned or weighed."""

from __future__ import annotations

from tracker.rules import authorities as law
from tracker.rules.finding import Severity
from tracker.rules.penalties import ORDER
from tracker.rules.rule import ASK_BOTH, CALL_PARTNER, INSPECT, STOP_LOAD, Lasting, Rule, Subject

_ONCE = (law.SOLD_AND_COLLECTED_ONCE,)
_TRACING = (law.SOLID_WASTE_LAW_16, law.ECO_CODE_474)

SCAN_ROWS: tuple[Rule, ...] = (
    Rule(
        "never_sold",
        Severity.NOTICE,
        _ONCE,
        "It comes back although no sale is known.",
        numbers=("A19",),
    ),
    Rule(
        "sold_twice",
        Severity.WARNING,
        _ONCE,
        "It was already sold and not taken back.",
        numbers=("A19",),
    ),
    Rule(
        "collected_twice",
        Severity.ALARM,
        _ONCE,
        "It was already collected elsewhere and has not left that place.",
        numbers=("A19", "V12"),
    ),
    Rule(
        "back_from_export",
        Severity.WARNING,
        _ONCE,
        "It comes back although it was exported.",
        numbers=("A19",),
    ),
    Rule(
        "not_dispatched",
        Severity.NOTICE,
        _TRACING,
        "It was loaded without a dispatch.",
        ASK_BOTH,
    ),
    Rule(
        "not_loaded",
        Severity.NOTICE,
        _TRACING,
        "It arrived although no loading is known.",
        ASK_BOTH,
    ),
    Rule(
        "received_without_shipment",
        Severity.WARNING,
        (law.SHIPMENT_AND_RECEIPT,),
        "It arrived although, by the records, it never left another place.",
        ASK_BOTH,
        numbers=("V12",),
    ),
    Rule(
        "no_receipt",
        Severity.WARNING,
        (law.SHIPMENT_AND_RECEIPT,),
        "It has been on the road for a long time and no receipt is known.",
        ASK_BOTH,
        lasting=Lasting.OVERDUE,
    ),
    Rule(
        "other_site",
        Severity.NOTICE,
        (law.ONE_PLACE,),
        "By the records it lies at another site of the same organisation.",
        numbers=("V12",),
    ),
    Rule(
        "in_two_provinces",
        Severity.ALARM,
        (law.ONE_PLACE,),
        "By the signed records of both, two provinces have it in hands at once.",
        CALL_PARTNER,
        numbers=("V12",),
        lasting=Lasting.STANDING,
    ),
    Rule(
        "effect_before_cause",
        Severity.WARNING,
        (law.CAUSE_BEFORE_EFFECT,),
        "This is said to have happened before what was recorded earlier.",
        numbers=("V12",),
    ),
    Rule(
        "damage_undone",
        Severity.WARNING,
        (law.DAMAGE_IS_FINAL,),
        "It was recorded as damaged; that cannot be undone.",
        numbers=("V13",),
    ),
    Rule(
        "calibration_expired",
        Severity.WARNING,
        (law.METROLOGY_LAW_9,),
        "The scale's calibration had expired on the day of weighing.",
        INSPECT,
        about=Subject.SCALE,
    ),
    Rule(
        "chain_broken",
        Severity.ALARM,
        _TRACING,
        "After the correction, a later record no longer fits what came before it.",
        numbers=("V11",),
    ),
    Rule(
        "label_wrong",
        Severity.NOTICE,
        (law.HJ_1276,),
        "The label of the container is not one of the four parts that the standard asks for.",
        numbers=("V8",),
    ),
    Rule(
        "credit_code_check",
        Severity.NOTICE,
        (law.GB_32100,),
        "The check character of the unified social credit code does not fit.",
        INSPECT,
        numbers=("V9",),
        about=Subject.ORGANISATION,
    ),
    Rule(
        "vehicle_permit_missing",
        Severity.WARNING,
        (law.TRANSFERS_13,),
        "The vehicle has no valid permit, and the load is not exempt from needing one.",
        STOP_LOAD,
        numbers=("V7",),
        about=Subject.VEHICLE,
    ),
    Rule(
        "label_differs",
        Severity.ALARM,
        (law.TRANSFERS_13,),
        "At loading, label and manifest do not agree.",
        STOP_LOAD,
        numbers=("A15",),
        about=Subject.MANIFEST,
        penalties=ORDER,
    ),
)
