"""Is XML of strangers read without harm, and with the words of the JSON form?"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tracker.domain.errors import Malformed
from tracker.exports.epcis.event_hash import hash_id
from tracker.exports.epcis.read_xml import MOST_LEVELS, Read, is_xml

EVENT = """<e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:x="https://x.example/">
<EPCISBody><EventList><ObjectEvent><eventTime>2026-10-01T08:00:00Z</eventTime>
<eventTimeZoneOffset>+08:00</eventTimeZoneOffset><epcList><epc>urn:a</epc><epc>urn:b</epc></epcList>
<action>OBSERVE</action><extension><quantityList><quantityElement><epcClass>urn:c</epcClass>
<quantity>2.50</quantity></quantityElement></quantityList></extension>
<x:note>one</x:note><x:note>two</x:note></ObjectEvent></EventList></EPCISBody></e:EPCISDocument>"""


def test_an_event_is_told_as_in_json() -> None:
    read = Read(EVENT.encode())
    (event,) = read.events
    assert event["epcList"] == ["urn:a", "urn:b"]
    assert event["quantityList"] == [{"epcClass": "urn:c", "quantity": Decimal("2.50")}]
    assert event["n0:note"] == ["one", "two"]
    assert read.context["n0"] == "https://x.example/"
    twin = {key: value for key, value in event.items() if key != "n0:note"}
    twin |= {"quantityList": [{"epcClass": "urn:c", "quantity": 2.5}], "y:note": ["two", "one"]}
    assert hash_id(event, read.context) == hash_id(twin, {"y": "https://x.example/"})


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', "xml_doctype"),
        (b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', "xml_doctype"),
        (b"<a>" * (MOST_LEVELS + 1), "xml_too_deep"),
        (b"<a>", "not_xml"),
        (b"<a>&lost;</a>", "not_xml"),
        (b"<a></b>", "not_xml"),
        (b"<a>\xff</a>", "not_xml"),
        (b'<?xml version="1.0" encoding="nonsense"?><a/>', "not_xml"),
    ],
)
def test_what_is_hostile_or_broken_is_refused(content: bytes, code: str) -> None:
    assert is_xml(content)
    with pytest.raises(Malformed) as refused:
        Read(content)
    assert [fault.code for fault in refused.value.faults] == [code]


def test_a_huge_exponent_stays_a_text() -> None:
    (event,) = Read(EVENT.replace("2.50", "1e999999999").encode()).events
    assert event["quantityList"][0]["quantity"] == "1e999999999"


def test_json_is_no_xml() -> None:
    assert not is_xml(b' {"a": 1}')
    assert is_xml(b"\xef\xbb\xbf\n<a/>")
