"""What are the words of the trade called in plain English? These are msgids, as sentences are.

One section for each enum; its name is the context (msgctxt) in the catalogue, because one English
word may need two Chinese ones. The enums stand on floors that this one may not know, so the words
are told by their values; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Mapping

#: section -> value of the enum -> English words.
WORDS: Mapping[str, Mapping[str, str]] = {
    "kind": {
        "register": "register",
        "sell": "sell",
        "take_back": "take back",
        "collect": "collect",
        "relabel": "relabel",
        "weigh": "weigh",
        "grade": "grade",
        "pack": "pack",
        "unpack": "unpack",
        "dispatch": "dispatch",
        "load": "load",
        "hand_over": "hand over",
        "deliver": "deliver",
        "receive": "receive",
        "reject": "reject",
        "store": "store",
        "stock_take": "take stock",
        "dismantle": "dismantle",
        "smelt": "smelt",
        "dispose": "dispose",
        "export": "export",
        "lose": "report lost",
        "find": "report found",
        "correct": "correct",
        "void": "void",
    },
    "state": {
        "registered": "registered",
        "on_sale": "on sale",
        "in_use": "in use",
        "collected": "collected",
        "in_storage": "in storage",
        "packed": "packed",
        "dispatched": "dispatched",
        "in_transit": "in transit",
        "received": "received",
        "dismantled": "dismantled",
        "smelted": "smelted",
        "sold": "sold",
        "disposed": "disposed of",
        "lost": "lost",
        "stolen": "stolen",
        "exported": "exported",
        "voided": "voided",
    },
    "unit_kind": {
        "battery": "battery",
        "container": "container",
        "uncoded_lot": "lot of uncoded batteries",
        "material_lot": "material lot",
    },
    "role": {
        "producer": "producer",
        "importer": "importer",
        "seller": "seller",
        "collector": "collection point",
        "station": "transfer station",
        "carrier": "carrier",
        "recycler": "recycler",
        "bureau_city": "city bureau",
        "bureau_province": "provincial bureau",
        "evaluator": "evaluator",
        "partner": "partner system",
        "administrator": "administrator",
    },
    "right": {
        "scan": "record scans",
        "trace": "trace",
        "read": "read",
        "edit_own": "edit one's own records",
        "edit_reference": "edit reference data",
        "administer": "administer",
    },
    "material": {
        "grid": "grid",
        "paste": "lead paste",
        "plastic": "plastic",
        "acid": "acid",
        "separator": "separator",
        "crude_lead": "crude lead",
        "ingot": "lead ingot",
        "slag": "slag",
    },
    "battery_class": {"I": "class I", "II": "class II"},
    "category": {
        "waste": "waste",
        "production_scrap": "production scrap",
        "unsold_stock": "unsold stock",
    },
    "scheme": {
        "QBT5506": "battery code of QB/T 5506",
        "TDCB0001": "battery code of T/DCB 0001",
        "GS1_DL": "GS1 Digital Link",
        "GBT34014": "battery code of GB/T 34014",
        "ENTERPRISE": "maker's own code",
        "PLATFORM": "platform label",
        "CONTAINER_LABEL": "container label",
        "MANIFEST_NUMBER": "manifest number",
        "PROVISIONAL_NUMBER": "provisional manifest number",
        "USCC": "unified social credit code",
        "WASTE_CODE": "waste code",
    },
    "severity": {"notice": "notice", "warning": "warning", "alarm": "alarm"},
    "level": {"province": "province", "prefecture": "prefecture", "county": "county"},
    "division_certainty": {
        "published": "published",
        "statistical": "statistical code",
        "confirmed": "confirmed",
        "reported": "reported",
    },
    "scheme_certainty": {
        "ours": "our own",
        "read": "read",
        "second_hand": "second-hand",
        "unknown": "unknown",
    },
    "verdict": {
        "ACCEPT": "valid",
        "REJECT": "not valid",
        "NOT_DL": "not a GS1 Digital Link",
    },
}

#: Which section the values of an enum belong to, by the full name of its class.
SECTION_OF_ENUM: Mapping[str, str] = {
    "tracker.domain.scan.ScanKind": "kind",
    "tracker.domain.unit.UnitState": "state",
    "tracker.domain.unit.UnitKind": "unit_kind",
    "tracker.domain.roles.Role": "role",
    "tracker.domain.roles.Right": "right",
    "tracker.domain.unit.Material": "material",
    "tracker.domain.unit.BatteryClass": "battery_class",
    "tracker.domain.scan.ReceiptCategory": "category",
    "tracker.domain.identifiers.scheme.Scheme": "scheme",
    "tracker.rules.finding.Severity": "severity",
    "tracker.domain.region.Level": "level",
    "tracker.domain.region.Certainty": "division_certainty",
    "tracker.domain.identifiers.battery_code.Certainty": "scheme_certainty",
    "tracker.domain.identifiers.gs1_digital_link.Verdict": "verdict",
}

#: Which section the words in a place of a message come from. Only these places are looked at: a
#: code that happens to read ``sold`` stays a code.
SECTION_OF_PLACE: Mapping[str, str] = {
    **{section: section for section in WORDS},
    "allowed": "kind",
}
