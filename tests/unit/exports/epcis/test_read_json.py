"""Is a document read strictly, and without holding all of it?"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.epcis import a_document, an_event, epcs
from tests.fakes.clock import START
from tracker.domain.errors import BrokenJson, Malformed
from tracker.exports.epcis import read_json
from tracker.exports.epcis.read_document import judge_document
from tracker.exports.epcis.read_json import open_document


def test_each_event_stands_where_its_pointer_says() -> None:
    events = [an_event(epcList=epcs(code)) for code in ("A", "B", 'C"]}\\')]
    opened = open_document(json.dumps(a_document(*events), indent=1).encode())
    assert [opened.at(place) for place, _ in opened.events()] == [
        f"/epcisBody/eventList/{place}" for place in range(3)
    ]
    assert [event for _, event in opened.events()] == events


def test_an_empty_document_is_one() -> None:
    assert judge_document(json.dumps(a_document() | {"epcisBody": {"eventList": []}}).encode(),
                          START).accepted  # fmt: skip


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"a":' * 41 + b"1" + b"}" * 41, "json_too_deep"),
        (b'{"epcisBody":{"eventList":[{"a":1,"a":2}]}}', "json_twice"),
        (b'{"epcisBody":{"eventList":[]},"epcisBody":{"eventList":[]}}', "json_twice"),
        (b'{"a":1e31}', "json_number"),
        (b'{"a":-1e-31}', "json_number"),
        (b'{"a":' + b"1" * 31 + b"}", "json_number"),
        (b'{"a":Infinity}', "json_number"),
        (b'{"a":"\\udfff"}', "json_half_character"),
        (b'{"epcisBody":{"eventList":[1]}}', "not_an_object"),
        (b'{"epcisBody":{"eventList":[{},]}}', "not_an_object"),
        (b'{"epcisBody":{"eventList":[{} {}]}}', "not_an_object"),
        (b'{"epcisBody":{"eventList":[[]]}}', "not_an_object"),
        (b"[]", "not_an_object"),
    ],
)
def test_hostile_json_is_refused_by_name(content: bytes, code: str) -> None:
    with pytest.raises(Malformed) as refused:
        list(open_document(content).events())
    assert [fault.code for fault in refused.value.faults] == [code]


@pytest.mark.parametrize("content", [b"", b"{", b'{"a"', b"{]", b"\xff", b'{"a":1}}', b"nul"])
def test_what_is_no_json_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BrokenJson):
        open_document(content)


def test_more_events_than_a_document_may_hold_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read_json, "MOST_EVENTS", 2)
    with pytest.raises(Malformed) as refused:
        open_document(json.dumps(a_document(*[an_event()] * 3)).encode())
    (fault,) = refused.value.faults
    assert fault.params == {"limit": 2, "count": 3}


def test_a_hundred_thousand_events_are_opened_and_one_more_is_refused() -> None:
    many = [b"{}"] * 100_000
    opened = open_document(b'{"epcisBody":{"eventList":[' + b",".join(many) + b"]}}")
    assert sum(1 for _ in opened.events()) == 100_000
    with pytest.raises(Malformed) as refused:
        open_document(b'{"epcisBody":{"eventList":[' + b",".join([*many, b"{}"]) + b"]}}")
    assert [fault.code for fault in refused.value.faults] == ["epcis_too_many_events"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(
        ["type", "epcList", "eventTime", "readPoint", "quantityList", "errorDeclaration", "ilmd"]
    ), inner),
    max_leaves=20,
)  # fmt: skip


#: A busy machine is no fault of the texts.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(_JSON, st.sampled_from(["ObjectEvent", "AggregationEvent", "TransformationEvent"]))
def test_whatever_an_event_holds_it_is_judged_and_never_raises(value: Any, kind: str) -> None:
    body = value if isinstance(value, dict) else {"type": kind, "epcList": value, "action": value}
    event = an_event() | {"type": kind} | body
    content = json.dumps(a_document() | {"epcisBody": {"eventList": [event]}}).encode()
    with suppress(Malformed, BrokenJson):
        judge_document(content, START)
