"""What is the hash id of an event, by which the same event is known wherever it is written?

Source: GS1 CBV 2.0, event hash id: the fields in one fixed order, each as name=value, lists sorted,
foreign fields with their namespace at the end; then SHA-256 in an ni URI (RFC 6920). Left out are
the event's own id, when it was recorded, and an error declaration: whoever takes an event back
repeats it, so both have one id.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from decimal import Decimal
from typing import Any

from tracker.exports.epcis import words
from tracker.exports.epcis.normal_form import (
    expanded,
    link_text,
    number_text,
    prefixes_of,
    time_text,
    utc_of,
)

_QUANTITY = ("epcClass", "quantity", "uom")
_EPCS = ("epcList", "childEPCs", "inputEPCList", "outputEPCList")
_QUANTITIES = ("quantityList", "childQuantityList", "inputQuantityList", "outputQuantityList")
_TIMES = frozenset({"eventTime", "time", "startTime", "endTime"})

#: Fields of an event in their order.
_ORDER = (
    "eventTime", "eventTimeZoneOffset", "certificationInfo", "epcList", "parentID", "childEPCs",
    "quantityList", "childQuantityList", "inputEPCList", "inputQuantityList", "outputEPCList",
    "outputQuantityList", "action", "transformationID", "bizStep", "disposition",
    "persistentDisposition", "readPoint", "bizLocation", "bizTransactionList", "destinationList",
    "sourceList", "sensorElementList", "ilmd",
)  # fmt: skip
_METADATA = (
    "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData",
    "dataProcessingMethod", "bizRules",
)  # fmt: skip
_REPORT = (
    "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time",
    "microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue",
    "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank",
    "percValue", "uom", "coordinateReferenceSystem",
)  # fmt: skip
#: Never part of the hash.
_LEFT_OUT = frozenset(
    {"type", "eventID", "recordTime", "errorDeclaration", "@context", "rdfs:comment"}
)
_STANDARD = frozenset(_ORDER) | _LEFT_OUT

#: Fields whose words are short for an address.
_WORDS: dict[str, Callable[[str], str]] = {
    "bizStep": words.BIZ_STEPS.full,
    "disposition": words.DISPOSITIONS.full,
    "exception": words.EXCEPTIONS.full,
    "component": words.COMPONENTS.full,
}

Prefixes = Mapping[str, str]


def hash_id(event: Mapping[str, Any], context: object = None, ignore: Collection[str] = ()) -> str:
    """The id of an event of a document with this context; ``ignore`` names fields left out."""
    digest = hashlib.sha256(prehash(event, context, ignore).encode()).hexdigest()
    return f"ni:///sha-256;{digest}?ver=CBV2.0"


def prehash(event: Mapping[str, Any], context: object = None, ignore: Collection[str] = ()) -> str:
    """The text that is hashed."""
    prefixes = prefixes_of(context, event.get("@context"))
    parts = ["eventType=" + str(event.get("type", ""))]
    for name in _ORDER:
        if event.get(name) not in (None, [], {}) and name not in ignore:
            parts.append(_field(name, event[name], prefixes))
    foreign = {k: v for k, v in event.items() if k not in _STANDARD and k not in ignore}
    return "".join(parts) + "".join(_foreign(foreign, prefixes))


def ignored_fields(document: object) -> frozenset[str]:
    """Fields that a document itself says are not part of its events (``…:ignoreFields``)."""
    found: set[str] = set()
    for _ in range(4):  # document, body, results, their body
        if not isinstance(document, dict):
            break
        for name, value in document.items():
            if name.endswith(":ignoreFields") and isinstance(value, list):
                found.update(text for text in value if isinstance(text, str))
        document = next(
            (document[k] for k in ("epcisBody", "queryResults", "resultsBody") if k in document),
            None,
        )
    return frozenset(found)


def _field(name: str, value: Any, prefixes: Prefixes) -> str:
    if name in _EPCS:
        return name + "".join(sorted("epc=" + link_text(str(epc)) for epc in _list(value)))
    if name in _QUANTITIES:
        return name + "".join(
            sorted("quantityElement" + _pairs(q, _QUANTITY, prefixes) for q in _list(value))
        )
    if name in _SAID:
        return _SAID[name](name, value, prefixes)
    return "".join(sorted(f"{name}={_value(name, one, prefixes)}" for one in _list(value)))


def _place(name: str, value: Any, prefixes: Prefixes) -> str:
    return name + _pairs(value, ("id",), prefixes)


def _persistent(name: str, value: Any, prefixes: Prefixes) -> str:
    said = [
        "".join(sorted(f"{w}={words.DISPOSITIONS.full(str(d))}" for d in _list(value.get(w))))
        for w in ("set", "unset")
    ]
    return name + "".join(said)


def _typed(vocabulary: words.Vocabulary, thing: str) -> Callable[[str, Any, Prefixes], str]:
    def say(name: str, value: Any, prefixes: Prefixes) -> str:
        rows = []
        for one in _list(value):
            kind = one.get("type")
            start = f"type={vocabulary.full(str(kind))}" if kind else ""
            rest = {k: v for k, v in one.items() if k != "type"}
            rows.append(start + _pairs(rest, (thing,), prefixes))
        return name + "".join(sorted(rows))

    return say


def _sensors(name: str, value: Any, prefixes: Prefixes) -> str:
    rows = []
    for element in _list(value):
        said = "sensorElement"
        if element.get("sensorMetadata"):
            said += "sensorMetadata" + _pairs(element["sensorMetadata"], _METADATA, prefixes)
        reports = [_report(report, prefixes) for report in _list(element.get("sensorReport"))]
        rest = {k: v for k, v in element.items() if k not in ("sensorMetadata", "sensorReport")}
        rows.append(said + "".join(sorted(reports)) + "".join(_foreign(rest, prefixes)))
    return name + "".join(sorted(rows))


def _report(report: Mapping[str, Any], prefixes: Prefixes) -> str:
    return "sensorReport" + _pairs(report, _REPORT, prefixes, kind=words.MEASUREMENTS.full)


def _ilmd(name: str, value: Any, prefixes: Prefixes) -> str:
    return name + "".join(_foreign(value, prefixes))


_SAID: dict[str, Callable[[str, Any, Prefixes], str]] = {
    "readPoint": _place,
    "bizLocation": _place,
    "persistentDisposition": _persistent,
    "bizTransactionList": _typed(words.TRANSACTIONS, "bizTransaction"),
    "sourceList": _typed(words.PARTIES, "source"),
    "destinationList": _typed(words.PARTIES, "destination"),
    "sensorElementList": _sensors,
    "ilmd": _ilmd,
}


def _pairs(
    value: Mapping[str, Any],
    order: tuple[str, ...],
    prefixes: Prefixes,
    kind: Callable[[str], str] | None = None,
) -> str:
    """The known fields in their order, then the foreign ones."""
    said = []
    for name in order:
        if value.get(name) is not None:
            text = _value(name, value[name], prefixes)
            said.append(f"{name}={kind(text) if kind and name == 'type' else text}")
    rest = {k: v for k, v in value.items() if k not in order}
    return "".join(said) + "".join(_foreign(rest, prefixes))


def _value(name: str, value: Any, prefixes: Prefixes) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float, Decimal)):
        return number_text(value)
    if isinstance(value, dict):
        return "".join(_foreign(value, prefixes))
    text = str(value)
    if name in _TIMES:
        moment = utc_of(text)
        return text if moment is None else time_text(moment)
    full = expanded(text, prefixes)
    return _WORDS[name](full) if name in _WORDS else link_text(full)


def _foreign(fields: Mapping[str, Any], prefixes: Prefixes) -> Iterator[str]:
    """Fields of other namespaces, sorted; of a list each, of an object its fields behind it."""
    said = []
    for name, value in fields.items():
        if name in ("@context", "rdfs:comment"):
            continue
        prefix, colon, local = name.partition(":")
        shown = f"{{{prefixes.get(prefix, prefix)}}}{local}" if colon else name
        for one in _list(value):
            if isinstance(one, dict):
                said.append(shown + "".join(_foreign(one, prefixes)))
            else:
                said.append(f"{shown}={_value('', one, prefixes)}")
    yield from sorted(said)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]
