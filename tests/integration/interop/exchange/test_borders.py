"""A load leaves the province: what is the other one told, and what if it has a battery already?"""

from __future__ import annotations

from tests.builders.two_provinces import Province
from tests.integration.interop.exchange.test_link import settled

Pair = tuple[Province, Province]
_UNIT = (
    "INSERT INTO unit (id, since, pieces, version, province, kind, state, damaged)"
    " VALUES (:id, :at, 1, 1, :province, 1, :state, false)"
)
_CODE = "INSERT INTO unit_code (unit_id, province, scheme, value) VALUES (:id, :province, 1, :code)"
_MANIFEST = (
    "INSERT INTO manifest (id, recorded_at, issued_at, departed_at, sender_id, sender_site,"
    " receiver_id, receiver_site, mass_g, pieces, version, province, state, kind, leg,"
    " sender_division, receiver_division, number, provisional, ends, carriers)"
    " VALUES (1, :at, :at, :at, 1, 1, 2, 2, 30000, 2, 1, :province, :state, 1, 1, '420100',"
    " :there, 'N-1', 'PM-1', '{}', '[]')"
)
_ROW = (
    "INSERT INTO manifest_row (manifest_id, mass_g, pieces, province, position, measured,"
    " accepted_measured, withdrawn, waste, name, units, aboard)"
    " VALUES (1, 30000, 2, :province, 1, false, false, false, '900-052-31', '废铅蓄电池', '{}',"
    " '{101,102}')"
)
_NUMBER = (
    "INSERT INTO manifest_number (value, manifest_id, province, kind)"
    " VALUES ('PM-1', 1, :province, 3)"
)
_DUTY = (
    "INSERT INTO duty (province, topic, subject, version)"
    " VALUES (:province, 'manifest.confirmed', 'PM-1', 1)"
)


def a_battery(side: Province, id_: int, code: str, state: int) -> None:
    side.do(_UNIT, id=id_, at=side.clock.now(), state=state)
    side.do(_CODE, id=id_, code=code)


def a_load(side: Province, there: str = "360100", state: int = 5) -> None:
    """Two batteries on the road to another province."""
    for id_, code in ((101, "B1"), (102, "B2")):
        a_battery(side, id_, code, 8)
    side.do(_MANIFEST, at=side.clock.now(), there=there, state=state)
    for statement in (_ROW, _NUMBER, _DUTY):
        side.do(statement)


def test_a_load_and_its_batteries_are_told_to_the_province_it_goes_to(provinces: Pair) -> None:
    ours, theirs = provinces
    a_load(ours)
    settled(ours, theirs)
    theirs.exchange(ours)
    assert theirs.things("manifest")["PM-1"][1]["state"] == "in_transit"
    handover = theirs.things("border_handover")["PM-1/1"][1]
    assert (handover["codes"], handover["pieces"]) == (["B1", "B2"], 2)


def test_a_load_that_stays_is_told_to_nobody(provinces: Pair) -> None:
    ours, theirs = provinces
    a_load(ours, there="420200")
    settled(ours, theirs)
    assert ours.ask("SELECT count(*) FROM exchange_record") == [(0,)]


def test_a_cancelled_load_is_a_cancelled_record(provinces: Pair) -> None:
    ours, theirs = provinces
    a_load(ours, state=3)
    settled(ours, theirs)
    ours.do("UPDATE manifest SET state = 12")
    ours.do(_DUTY)
    settled(ours, theirs)
    theirs.exchange(ours)
    assert theirs.ask("SELECT state, version FROM exchange_thing") == [("cancelled", 2)]


def test_a_battery_that_is_in_both_provinces_is_an_incident_on_both_sides(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    a_battery(theirs, 7, "B2", 5)
    a_load(ours)
    settled(ours, theirs)
    theirs.exchange(ours)
    settled(theirs, ours)
    ours.exchange(theirs)
    for side in (ours, theirs):
        found = side.ask("SELECT code, detail FROM exchange_incident")
        assert found == [("battery_in_two_provinces", {"codes": ["B2"], "handover": "PM-1/1"})]
