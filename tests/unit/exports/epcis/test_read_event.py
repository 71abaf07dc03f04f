"""Which scan is a foreign event, and what is said of what it lacks?"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.builders.epcis import an_event, epcs
from tests.fakes.clock import START
from tracker.domain.scan import Detail, ScanKind
from tracker.exports.epcis.document import head_of
from tracker.exports.epcis.mapping import ROWS
from tracker.exports.epcis.read_event import ReadScan, read_event

CONTEXT = ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"]


def read(**changes: Any) -> ReadScan:
    return read_event(an_event(**changes), "/e", CONTEXT, frozenset())


def faults(**changes: Any) -> dict[str, str]:
    return {fault.pointer: fault.code for fault in read(**changes).faults}


def test_an_urn_is_read_as_the_link_it_means() -> None:
    found = read(epcList=["urn:epc:id:sgtin:4012345.011111.9876"]).scan
    assert found is not None
    assert found.codes == ["https://id.gs1.org/01/04012345111118/21/9876"]


def test_two_spellings_of_one_thing_are_one_thing_twice() -> None:
    twice = ["urn:epc:id:sscc:4012345.3111111111", "https://x.cn/00/340123451111111111"]
    assert faults(epcList=twice) == {"/e/epcList/1": "duplicate_code"}


def test_the_same_event_has_the_same_request_whatever_its_id_is_called() -> None:
    one, two = read(), read(eventID="urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8")
    assert one.name.startswith("ni:///sha-256;")
    assert one.scan is not None
    assert two.scan is not None
    assert one.scan.client_id != two.scan.client_id


def test_a_dispatch_goes_to_the_location_of_its_destination() -> None:
    away = [
        {"type": "owning_party", "destination": "urn:plumbline:party:X"},
        {"type": "location", "destination": "urn:plumbline:site:SMELTER-1"},
    ]
    paper = [{"type": "bol", "bizTransaction": "urn:plumbline:manifest:20264200000001"}]
    found = read(bizStep="shipping", disposition="in_transit", destinationList=away,
                 bizTransactionList=paper).scan  # fmt: skip
    assert found is not None
    assert (found.kind, found.peer_site) == (ScanKind.DISPATCH, "SMELTER-1")
    assert found.manifest == "20264200000001"


def test_masses_may_be_told_in_any_unit_of_mass() -> None:
    for value, unit in ((1.25, "TNE"), (1_250, "KGM"), (1_250_000, "GRM")):
        report = {"type": "Mass", "value": value, "uom": unit}
        found = read(bizStep="inspecting", disposition=None,
                     sensorElementList=[{"sensorReport": [report]}]).scan  # fmt: skip
        assert found is not None
        assert (found.kind, found.mass_g) == (ScanKind.WEIGH, 1_250_000)


def test_damage_is_seen_of_every_battery() -> None:
    found = read(bizStep="inspecting", disposition="damaged", epcList=epcs("B1", "B2")).scan
    assert found is not None
    assert found.details == {"B1": Detail(damaged=True), "B2": Detail(damaged=True)}


LACKING: list[tuple[dict[str, Any], dict[str, str]]] = [
    (
        {"bizStep": "shipping", "disposition": "in_transit"},
        {"/e/destinationList": "needed_for_this_kind"},
    ),
    (
        {"bizStep": "commissioning", "disposition": "active", "action": "ADD"},
        {"/e/ilmd/plumbline:model": "needed_for_this_kind"},
    ),
    (
        {"epcList": None, "quantityList": [{"epcClass": "urn:x:l", "quantity": 5, "uom": "KGM"}]},
        {
            "/e/quantityList/0": "epcis_no_pieces",
            "/e/epcList": "needed_for_this_kind",
        },
    ),
    (
        {
            "type": "TransformationEvent",
            "action": None,
            "epcList": None,
            "bizStep": "disassembling",
            "inputEPCList": epcs("B1"),
            "outputQuantityList": [{"epcClass": "urn:x:l", "quantity": 5, "uom": "LTR"}],
        },
        {
            "/e/outputQuantityList/0/uom": "epcis_mass_unit",
            "/e/outputQuantityList/0/epcClass": "epcis_no_material",
            "/e/outputQuantityList": "needed_for_this_kind",
        },
    ),
    ({"plumbline:category": "gold"}, {"/e/category": "not_one_of"}),
    ({"plumbline:details": "x"}, {"/e/plumbline:details": "wrong_form"}),
    ({"plumbline:vehicle": "x" * 500}, {"/e/plumbline:vehicle": "text_too_long"}),
    ({"epcList": epcs("A" * 200)}, {"/e/epcList/0": "code_too_long"}),
]


@pytest.mark.parametrize(("changes", "expected"), LACKING)
def test_what_is_lacking_or_wrong_is_named(
    changes: dict[str, Any], expected: dict[str, str]
) -> None:
    told = faults(**changes)
    assert expected.items() <= told.items()


def test_a_head_names_our_words() -> None:
    assert {"plumbline": "urn:plumbline:epcis:"} in head_of("EPCISDocument", START)["@context"]


_JSON = st.recursive(
    st.none() | st.booleans() | st.decimals(allow_nan=False) | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
_OURS = [
    *("details", "lots", "replaces", "model", "category", "vehicle", "reason", "country"),
    *("massKg", "weighed", "recordedBy"),
]
_STEPS = [(row.type, row.action, row.step) for row in ROWS]


#: A busy machine is no fault of the texts.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(
    st.sampled_from(_STEPS),
    st.dictionaries(st.sampled_from(_OURS).map("plumbline:{}".format), _JSON),
    st.dictionaries(
        st.sampled_from(["epc", "massKg", "damaged", "batteryClass", "pieces", "material"]).map(
            "plumbline:{}".format
        ),
        _JSON,
    ),
    st.booleans(),
)
def test_whatever_our_own_words_hold_reading_them_never_raises(
    said: tuple[str, str | None, str],
    ours: dict[str, Any],
    detail: dict[str, Any],
    declared: bool,
) -> None:
    kind, action, step = said
    lot = {"epcClass": "urn:x:lot", "quantity": Decimal("1e20"), "uom": "KGM"}
    event = an_event(
        type=kind,
        action=action,
        bizStep=step,
        childEPCs=epcs("B1"),
        inputEPCList=epcs("B1"),
        quantityList=[lot],
        outputQuantityList=[lot],
        **({"plumbline:details": [detail], "plumbline:lots": [detail]} | ours),
    )
    if declared:
        event["errorDeclaration"] = {"declarationTime": event["eventTime"], **ours}
    found = read_event(event, "/e", CONTEXT, frozenset())
    assert found.scan is None or not found.faults
