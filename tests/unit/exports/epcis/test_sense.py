"""Are the eight faults that the schema lets through refused in our own events, told of others?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.epcis import an_event, epcs
from tests.fakes.clock import START
from tracker.exports.epcis.read_document import judge_event, judge_own

_LOT = {"epcClass": "urn:x:lot", "quantity": 5, "uom": "KGM"}

EIGHT: list[tuple[str, dict[str, Any]]] = [
    ("epcis_check_digit", {"epcList": ["https://id.gs1.org/01/09521141012346/21/1"]}),
    ("epcis_no_parent", {"type": "AggregationEvent", "action": "ADD", "epcList": None,
                         "childEPCs": epcs("B1")}),
    ("into_itself", {"type": "AggregationEvent", "epcList": None, "childEPCs": epcs("B1", "B2"),
                     "parentID": "urn:plumbline:unit:B2"}),
    ("outputs_exceed_inputs", {"type": "TransformationEvent", "action": None, "epcList": None,
                               "bizStep": "disassembling", "inputEPCList": epcs("B1"),
                               "outputQuantityList": [_LOT | {"quantity": 99_999}]}),
    ("epcis_negative", {"quantityList": [_LOT | {"quantity": -1}]}),
    ("epcis_unknown_unit", {"quantityList": [_LOT | {"uom": "QQQ"}]}),
    ("epcis_offset_differs", {"eventTimeZoneOffset": "+02:00"}),
    ("time_in_future", {"eventTime": "2190-01-01T00:00:00+08:00"}),
]  # fmt: skip
FINDINGS = {"epcis_check_digit", "epcis_offset_differs"}


@pytest.mark.parametrize(("code", "changes"), EIGHT)
def test_our_own_events_are_refused(code: str, changes: dict[str, Any]) -> None:
    assert code in {fault.code for fault in judge_own(an_event(**changes), START)}


@pytest.mark.parametrize(("code", "changes"), EIGHT)
def test_in_other_peoples_events_it_is_a_fault_or_a_finding(
    code: str, changes: dict[str, Any]
) -> None:
    faults, findings = judge_event(an_event(**changes), "/e", START)
    told = findings if code in FINDINGS else faults
    assert [one.code for one in told] == [code]
    assert told[0].pointer.startswith("/e/")


def test_a_sound_event_has_neither() -> None:
    assert judge_event(an_event(), "", START) == ([], [])
    assert judge_own(an_event(), START) == []


def test_a_lot_may_weigh_more_than_a_battery() -> None:
    event = an_event(
        type="TransformationEvent",
        action=None,
        epcList=None,
        bizStep="commissioning",
        inputEPCList=epcs("PASTE-1"),
        outputQuantityList=[_LOT | {"quantity": 20_000}],
    )
    assert judge_event(event, "", START) == ([], [])
