"""Which documents must never get into the books? Each with the place that is to be blamed."""

from __future__ import annotations

from typing import Any

from tests.builders.epcis import epcs

#: What is changed in the event of ``an_event``, the pointer behind the event's, the fault's code.
BAD: list[tuple[dict[str, Any], str, str]] = [
    ({"eventTime": "2190-01-01T00:00:00+08:00"}, "/eventTime", "time_in_future"),
    ({"bizStep": "transforming"}, "/bizStep", "epcis_unknown_word"),
    ({"bizStep": "transporting", "disposition": "in_transit"}, "/bizStep", "epcis_no_step"),
    ({"epcList": ["one two"]}, "/epcList/0", "epcis_not_an_address"),
    ({"readPoint": None}, "/readPoint", "epcis_no_place"),
    (
        {
            "type": "AggregationEvent",
            "action": "ADD",
            "epcList": None,
            "childEPCs": epcs("B1"),
            "bizStep": "packing",
            "disposition": "in_progress",
        },
        "/parentID",
        "epcis_no_parent",
    ),
    (
        {
            "type": "AggregationEvent",
            "action": "ADD",
            "epcList": None,
            "parentID": "urn:plumbline:unit:B1",
            "childEPCs": epcs("B1"),
            "bizStep": "packing",
        },
        "/childEPCs/0",
        "into_itself",
    ),
    (
        {
            "type": "TransformationEvent",
            "action": None,
            "epcList": None,
            "inputEPCList": epcs("B1"),
            "outputQuantityList": [
                {"epcClass": "urn:plumbline:unit:L1", "quantity": 99_999, "uom": "KGM"}
            ],
            "bizStep": "disassembling",
        },
        "/outputQuantityList",
        "outputs_exceed_inputs",
    ),
    (
        {"quantityList": [{"epcClass": "urn:x:lot", "quantity": -1, "uom": "KGM"}]},
        "/quantityList/0/quantity",
        "epcis_negative",
    ),
    (
        {"quantityList": [{"epcClass": "urn:x:lot", "quantity": 1, "uom": "QQQ"}]},
        "/quantityList/0/uom",
        "epcis_unknown_unit",
    ),
]

#: Bytes that are no document at all, and the status of the answer.
HOSTILE: dict[bytes, int] = {
    b'{"a":' * 100 + b"1" + b"}" * 100: 422,
    b"[" * 100_000: 422,
    b'{"type":"EPCISDocument","type":"EPCISDocument"}': 422,
    b'{"epcisBody":1e999999999}': 422,
    b'{"epcisBody":' + b"9" * 5_000 + b"}": 422,
    b'{"epcisBody":"\\ud800"}': 422,
    b'{"epcisBody":NaN}': 422,
    b'{"epcisBody":': 400,
    b"": 400,
    b"\xff\xfe": 400,
    b"null": 422,
    b'{"epcisBody":{"eventList":[null]}}': 422,
}
