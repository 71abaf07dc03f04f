"""A load leaves the province: what is the other one told, and what if it has a battery already?"""

from __future__ import annotations

import pytest
from requests import PreparedRequest, Response

from interop.usecases import give_attachment
from interop.usecases.gather_evidence import gather_evidence
from interop.usecases.keep_partners import RETRY, decide_parked
from tests.builders.posted import a_request, answered, code_of
from tests.builders.two_provinces import Carry, Province
from tests.builders.weather import lose_answer
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
    for side, other in ((ours, theirs), (theirs, ours)):
        found = side.ask("SELECT code, detail FROM exchange_incident")
        assert found == [("battery_in_two_provinces", {"codes": ["B2"], "handover": "PM-1/1"})]
        raised = side.ask("SELECT rule, subject, state, evidence FROM alarm")
        told = {"partner": other.name, "told_by": "PM-1/1"}
        assert raised == [("in_two_provinces", "B2", "raised", told)]


def test_a_battery_that_came_back_after_it_had_left_is_in_no_two_provinces(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    a_load(ours)
    settled(ours, theirs)
    a_battery(theirs, 7, "B2", 8)  # on its way back to where it came from
    theirs.do(
        "INSERT INTO exchange_crossing (code, partner, leaving, handover, province, at)"
        " VALUES ('B2', 'CN-42', true, 'PM-0/1', :province, :at)",
        at=theirs.clock.now(),
    )
    theirs.exchange(ours)
    assert theirs.ask("SELECT count(*) FROM exchange_incident") == [(0,)]


def test_a_load_that_was_received_before_the_worker_looked_is_told_all_the_same(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    a_load(ours, state=8)
    settled(ours, theirs)
    theirs.exchange(ours)
    assert theirs.things("border_handover")["PM-1/1"][1]["codes"] == ["B1", "B2"]
    assert theirs.ask("SELECT code, partner, leaving FROM exchange_crossing ORDER BY code") == [
        ("B1", "CN-42", False),
        ("B2", "CN-42", False),
    ]


def test_a_lot_aboard_is_a_record_of_its_own(provinces: Pair) -> None:
    ours, theirs = provinces
    a_load(ours)
    ours.do("UPDATE unit SET kind = 3, pieces = 40, mass_g = 600000 WHERE id = 102")
    settled(ours, theirs)
    theirs.exchange(ours)
    assert theirs.things("border_handover")["PM-1/1"][1]["codes"] == ["B1"]
    lot = theirs.things("lot")["B2"][1]
    assert (lot["kind"], lot["pieces"], lot["manifest"]) == ("uncoded_lot", 40, "PM-1")


MANY = 600


def fine(request: PreparedRequest, carry: Carry) -> Response:
    """Nothing happens on the way."""
    return carry(request)


def a_large_load(side: Province) -> list[str]:
    """More batteries than a record names."""
    a_load(side)
    side.do(
        "INSERT INTO unit (id, since, pieces, version, province, kind, state, damaged)"
        " SELECT 1000 + n, :at, 1, 1, :province, 1, 8, false FROM generate_series(1, :many) n",
        at=side.clock.now(),
        many=MANY,
    )
    side.do(
        "INSERT INTO unit_code (unit_id, province, scheme, value)"
        " SELECT 1000 + n, :province, 1, 'C' || n FROM generate_series(1, :many) n",
        many=MANY,
    )
    side.do(
        "UPDATE manifest_row SET aboard = (SELECT array_agg(id) FROM unit WHERE id > 1000)"
        " WHERE province = :province"
    )
    return sorted(f"C{n}" for n in range(1, MANY + 1))


def test_many_batteries_travel_beside_the_record_and_fetching_goes_on_where_it_stopped(
    provinces: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = provinces
    monkeypatch.setattr(give_attachment, "MOST_PIECE_BYTES", 1_000)
    codes = a_large_load(ours)
    ours.exchange(theirs)
    theirs.weather[:] = [fine, fine, lose_answer]
    theirs.exchange(ours)
    body = theirs.things("border_handover")["PM-1/1"][1]
    assert (body["codes"], body["pieces"]) == ([], MANY)
    assert theirs.ask("SELECT count(*) FROM exchange_piece") == [(2,)]
    theirs.clock.pass_by(minutes=6)
    theirs.exchange(ours)
    assert theirs.ask("SELECT count(*) FROM exchange_piece") == [(0,)]
    assert [row[0] for row in theirs.ask("SELECT code FROM exchange_crossing ORDER BY 1")] == codes
    ((digest,),) = theirs.ask("SELECT digest FROM exchange_attachment")
    assert digest == body["attachment"]["digest"]
    told = ours.ask("SELECT told FROM exchange_disclosure WHERE subject = :digest", digest=digest)
    pieces = [row[0][0].partition("/")[0] for row in told]
    assert pieces[0] == "0-1000"
    assert len(pieces) == 4  # the one whose answer was lost was given twice
    zipped = gather_evidence(theirs.station, "PM-1/1", theirs.link_to(ours))
    assert f"attachments/{digest.removeprefix('sha256:')}".encode() in zipped


def test_an_attachment_that_is_not_what_was_signed_counts_for_nothing(provinces: Pair) -> None:
    ours, theirs = provinces
    a_large_load(ours)
    ours.exchange(theirs)
    ours.restore("UPDATE exchange_attachment SET content = overlay(content placing 'X' from 1)")
    for _ in range(4):
        theirs.exchange(ours)
        theirs.clock.pass_by(minutes=6)
    assert theirs.ask("SELECT count(*) FROM exchange_crossing") == [(0,)]
    assert theirs.ask("SELECT state, tries FROM exchange_enclosure") == [(3, 3)]
    assert set(theirs.ask("SELECT code FROM exchange_incident")) == {("attachment_differs",)}
    ours.restore("UPDATE exchange_attachment SET content = overlay(content placing 'C' from 1)")
    ((number,),) = theirs.ask("SELECT id FROM exchange_parked WHERE kind = 'enclosure'")
    decide_parked(theirs.station, number, RETRY, "lin")
    theirs.exchange(ours)
    assert theirs.ask("SELECT count(*) FROM exchange_crossing") == [(MANY,)]


def test_an_attachment_is_given_to_nobody_whom_its_record_was_not_promised(
    provinces: Pair,
) -> None:
    ours, theirs = provinces
    a_large_load(ours)
    ours.exchange(theirs)
    ((digest,),) = ours.ask("SELECT digest FROM exchange_attachment")
    ours.restore("DELETE FROM exchange_delivery")
    request = a_request(
        (theirs, ours), method="GET", target=f"/interop/v1/attachments/{digest}?from=0"
    )
    answer = answered((theirs, ours), request)
    assert (answer.status, code_of(answer)) == (404, "not_found")
    assert ours.ask("SELECT count(*) FROM exchange_disclosure") == [(0,)]
