"""Which fields does each type of event have, and what must be in them?

Source: EPCIS 2.0, JSON-LD binding; agrees with GS1's JSON Schema on the public documents (see
docs/reference/conformance.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tracker.domain.errors import Fault
from tracker.exports.epcis import values as v
from tracker.exports.epcis import words as w

_EPCS = v.list_of(v.uri, distinct=True)
_QUANTITY = v.record(
    {"epcClass": v.uri, "quantity": v.number, "uom": v.unit}, frozenset({"epcClass"})
)
_QUANTITIES = v.list_of(_QUANTITY)
_PLACE = v.record({"id": v.uri}, frozenset({"id"}), foreign=True)
_DISPOSITIONS = v.list_of(v.word_of(w.DISPOSITIONS))
_TRANSACTIONS = v.list_of(
    v.record(
        {"type": v.word_of(w.TRANSACTIONS), "bizTransaction": v.uri},
        frozenset({"bizTransaction"}),
    )
)
_REPORT = v.record(
    {
        "type": v.word_of(w.MEASUREMENTS),
        "exception": v.word_of(w.EXCEPTIONS),
        **dict.fromkeys(("deviceID", "deviceMetadata", "rawData", "uriValue"), v.uri),
        **dict.fromkeys(("dataProcessingMethod", "bizRules"), v.uri),
        **dict.fromkeys(("microorganism", "chemicalSubstance"), v.uri),
        "coordinateReferenceSystem": v.uri,
        "time": v.time,
        "component": v.word_of(w.COMPONENTS),
        "stringValue": v.text,
        "booleanValue": v.truth,
        "hexBinaryValue": v.hexadecimal,
        **dict.fromkeys(("value", "minValue", "maxValue", "meanValue"), v.number),
        **dict.fromkeys(("sDev", "percRank", "percValue"), v.number),
        "uom": v.text,
    },
    foreign=True,
)
_METADATA = v.record(
    {
        **dict.fromkeys(("time", "startTime", "endTime"), v.time),
        **dict.fromkeys(("deviceID", "deviceMetadata", "rawData"), v.uri),
        **dict.fromkeys(("dataProcessingMethod", "bizRules"), v.uri),
    },
    foreign=True,
)
_SENSORS = v.list_of(
    v.record(
        {"sensorMetadata": _METADATA, "sensorReport": v.list_of(_REPORT, least=1)},
        frozenset({"sensorReport"}),
        foreign=True,
    )
)
_CERTIFICATE = v.record(
    {
        "gs1:CertificationDetails": v.record(
            {
                "gs1:certificationAuditDate": v.day,
                "gs1:certificationStartDate": v.day,
                "gs1:certificationEndDate": v.day,
            },
            foreign=True,
        )
    },
    foreign=True,
)


def _certification(value: Any, at: str) -> Iterator[Fault]:
    """An address, a certificate told in full, or several of them."""
    for place, one in enumerate(value) if isinstance(value, list) else [(None, value)]:
        where = at if place is None else f"{at}/{place}"
        yield from (_CERTIFICATE if isinstance(one, dict) else v.uri)(one, where)


_EVERY: dict[str, v.Check] = {
    "@context": v.anything,
    "type": v.one_of(*w.EVENT_TYPES),
    "eventTime": v.time,
    "recordTime": v.time,
    "eventTimeZoneOffset": v.offset,
    "eventID": v.uri,
    "certificationInfo": _certification,
    "errorDeclaration": v.record(
        {
            "declarationTime": v.time,
            "reason": v.word_of(w.REASONS),
            "correctiveEventIDs": v.list_of(v.uri),
        },
        frozenset({"declarationTime"}),
        foreign=True,
    ),
    "bizStep": v.word_of(w.BIZ_STEPS),
    "disposition": v.word_of(w.DISPOSITIONS),
    "readPoint": _PLACE,
    "bizLocation": _PLACE,
    "bizTransactionList": _TRANSACTIONS,
    "sourceList": v.list_of(
        v.record({"type": v.word_of(w.PARTIES), "source": v.uri}, frozenset({"type", "source"}))
    ),
    "destinationList": v.list_of(
        v.record(
            {"type": v.word_of(w.PARTIES), "destination": v.uri},
            frozenset({"type", "destination"}),
        )
    ),
    "sensorElementList": _SENSORS,
}
_ACTION = {"action": v.one_of(*sorted(w.ACTIONS))}
_PERSISTENT = {"persistentDisposition": v.record({"set": _DISPOSITIONS, "unset": _DISPOSITIONS})}
_THINGS = {"epcList": _EPCS, "quantityList": _QUANTITIES}
_FAMILY = {"parentID": v.uri, "childEPCs": _EPCS, "childQuantityList": _QUANTITIES}
_ILMD = {"ilmd": v.record({}, foreign=True)}
_NEEDS = frozenset({"type", "eventTime", "eventTimeZoneOffset"})
_ACTS = _NEEDS | {"action"}

_SHAPES: dict[str, v.Check] = {
    kind: v.record({**_EVERY, **own}, needs, foreign=True)
    for kind, own, needs in (
        ("ObjectEvent", {**_ACTION, **_THINGS, **_PERSISTENT, **_ILMD}, _ACTS),
        ("AggregationEvent", {**_ACTION, **_FAMILY}, _ACTS),
        ("AssociationEvent", {**_ACTION, **_FAMILY}, _ACTS | {"parentID"}),
        (
            "TransactionEvent",
            {**_ACTION, **_THINGS, **_PERSISTENT, "parentID": v.uri},
            _ACTS | {"bizTransactionList"},
        ),
        (
            "TransformationEvent",
            {
                "inputEPCList": _EPCS,
                "inputQuantityList": _QUANTITIES,
                "outputEPCList": _EPCS,
                "outputQuantityList": _QUANTITIES,
                "transformationID": v.uri,
                **_PERSISTENT,
                **_ILMD,
            },
            _NEEDS,
        ),
    )
}
#: No event of this type has these, though other types do.
_NEVER = {"TransformationEvent": ("action",)}

Event = dict[str, Any]


def _has(event: Event, *names: str) -> bool:
    return any(event.get(name) for name in names)


def _names_things(event: Event) -> bool:
    return _has(event, "epcList", "quantityList")


def _names_children(event: Event) -> bool:
    return event.get("action") == "DELETE" or _has(event, "childEPCs", "childQuantityList")


def _goes_through(event: Event) -> bool:
    inside = _has(event, "inputEPCList", "inputQuantityList")
    outside = _has(event, "outputEPCList", "outputQuantityList")
    return (inside and outside) or ("transformationID" in event and (inside or outside))


def _sensed_or_named(event: Event) -> bool:
    return _names_things(event) or (_has(event, "sensorElementList") and "readPoint" in event)


#: What makes an event be about something, and the field that is blamed if it is about nothing.
_ABOUT: dict[str, tuple[Callable[[Event], bool], str]] = {
    "ObjectEvent": (_sensed_or_named, "epcList"),
    "AggregationEvent": (_names_children, "childEPCs"),
    "AssociationEvent": (_names_children, "childEPCs"),
    "TransactionEvent": (
        lambda e: e.get("action") == "DELETE" or _has(e, "parentID") or _names_things(e),
        "epcList",
    ),
    "TransformationEvent": (_goes_through, "inputEPCList"),
}


def event_faults(event: Any, at: str) -> Iterator[Fault]:
    """Everything about the form of one event that GS1's schema would refuse."""
    if not isinstance(event, dict):
        yield Fault("not_an_object", at)
        return
    kind = event.get("type")
    if not isinstance(kind, str) or kind not in _SHAPES:
        choices = ", ".join(w.EVENT_TYPES)
        yield Fault("not_one_of" if kind is not None else "required", f"{at}/type",
                    {"choices": choices})  # fmt: skip
        return
    yield from _SHAPES[kind](event, at)
    for name in _NEVER.get(kind, ()):
        if name in event:
            yield Fault("unknown_field", f"{at}/{name}")
    if "ilmd" in event and kind == "ObjectEvent" and event.get("action") != "ADD":
        yield Fault("epcis_ilmd_misplaced", f"{at}/ilmd")
    about, blamed = _ABOUT[kind]
    if not about(event):
        yield Fault("epcis_about_nothing", f"{at}/{blamed}", {"event": kind})
