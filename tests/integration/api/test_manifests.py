"""Manifests over HTTP: filled in, walked from the collection point to the smelter, looked up."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.manifests import (
    a_manifest,
    answer_of,
    collected,
    confirm,
    confirmed,
    drafted,
    walked,
)
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tests.fakes.clock import FixedClock
from tracker.domain.scan import ScanKind
from tracker.domain.unit import UnitState


def bound(town: TheTown, *codes: str) -> list[dict[str, Any]]:
    """A row that binds batteries which were just collected."""
    collected(town, *codes)
    return [{"pieces": len(codes), "mass_kg": str(15 * len(codes)), "codes": list(codes)}]


def test_a_load_goes_from_the_point_to_the_smelter(web: Web, town: TheTown) -> None:
    manifest = drafted(web, town, rows=bound(town, "B1", "B2"))
    assert manifest["state"] == "draft"
    assert manifest["number"].startswith("PM42")
    manifest = confirmed(web, "point", manifest, "issue", number="20264201000001")
    assert (manifest["number"], manifest["number_kind"]) == ("20264201000001", "official")
    assert town.unit("B1").state is UnitState.DISPATCHED
    manifest = confirmed(web, "carrier", manifest, "load", scanned=["B1", "B2"])
    assert town.unit("B1").state is UnitState.IN_TRANSIT
    manifest = confirmed(web, "carrier", manifest, "depart")
    manifest = confirmed(web, "carrier", manifest, "deliver")
    assert manifest["due"]["clock"] == "acceptance"
    manifest = confirmed(web, "recycler", manifest, "accept", scanned=["B1", "B2"])
    assert town.unit("B1").state is UnitState.RECEIVED
    assert manifest["accepted_t"] == "0.030000"
    assert confirmed(web, "recycler", manifest, "close")["state"] == "closed"


def test_one_that_binds_no_batteries_goes_the_same_way(web: Web, town: TheTown) -> None:
    assert walked(web, drafted(web, town), "close")["state"] == "closed"


def test_it_is_found_by_every_number_it_ever_had(web: Web, town: TheTown) -> None:
    draft = drafted(web, town)
    confirmed(web, "point", draft, "issue", number="20264201000001")
    for number in (draft["number"], "20264201000001"):
        found = answer_of(web.get(f"/manifests/{number}", "point"), 200)
        assert found["number"] == "20264201000001"


def test_all_that_is_wrong_with_a_draft_is_told_at_once(web: Web, town: TheTown) -> None:
    body = a_manifest(
        town,
        sender="STATION-1",
        receiver="NOWHERE",
        carriers=[{"organisation": "91420100MA0000000X"}],
        rows=[{"pieces": 1, "ticket": "T-9"}, {"pieces": 2, "codes": ["NO-1"]}],
    )
    assert faults_of(web.post("/manifests", "point", body)) == {
        "/sender": "unknown_site",
        "/receiver": "unknown_peer_site",
        "/carriers/0": "unknown_organisation",
        "/rows/0/ticket": "unknown_ticket",
        "/rows/1/codes/0": "unknown_code",
        "/rows/1/mass_kg": "required",
    }
    assert web.get("/manifests", "point").get_json()["items"] == []


@pytest.mark.parametrize(
    ("changes", "pointer", "code"),
    [
        ({"rows": []}, "/rows", "length_out_of_range"),
        ({"rows": [{"pieces": 0, "mass_kg": "1"}]}, "/rows/0/pieces", "not_a_whole_number"),
        ({"rows": [{"pieces": 1, "mass_kg": "-1"}]}, "/rows/0/mass_kg", "mass_not_positive"),
        ({"rows": [{"pieces": 1, "mass_kg": "1e9"}]}, "/rows/0/mass_kg", "mass_absurd"),
        ({"carriers": []}, "/carriers", "length_out_of_range"),
        ({"receiver": "POINT-1"}, "/receiver", "same_place"),
        ({"receiver": "SHOP-1"}, "/receiver", "site_cannot_receive"),
        ({"surprise": 1}, "/surprise", "unknown_field"),
        ({"client_id": "short"}, "/client_id", "too_short"),
        ({"note": "a\u0000b"}, "/note", "text_control_characters"),
    ],
)
def test_a_body_that_cannot_be_kept_is_refused(
    web: Web, town: TheTown, changes: dict[str, Any], pointer: str, code: str
) -> None:
    answer = web.post("/manifests", "point", a_manifest(town, **changes))
    assert answer.status_code == 422
    assert faults_of(answer)[pointer] == code


def test_a_manifest_binds_no_more_than_a_few_trucks(web: Web, town: TheTown) -> None:
    rows = [
        {"pieces": 1, "mass_kg": "1", "codes": [f"B{n}-{row}" for n in range(3_000)]}
        for row in range(2)
    ]
    answer = web.post("/manifests", "point", a_manifest(town, rows=rows))
    assert faults_of(answer) == {"/rows": "too_many_bound"}


def test_the_same_request_makes_no_second_manifest(web: Web, town: TheTown) -> None:
    body = a_manifest(town)
    first = answer_of(web.post("/manifests", "point", body), 201)
    again = web.post("/manifests", "point", body)
    assert again.headers["Idempotent-Replay"] == "true"
    assert again.get_json()["number"] == first["number"]
    other = web.post("/manifests", "point", body | {"note": "other"})
    assert other.get_json()["code"] == "client_id_reused"


def test_a_confirmation_may_be_sent_again(web: Web, town: TheTown) -> None:
    manifest = drafted(web, town)
    issue = {"client_id": "phone-0001", "number": "20264201000001"}
    confirmed(web, "point", manifest, "issue", **issue)
    again = confirm(web, "point", manifest, "issue", **issue)
    assert (again.status_code, again.headers["Idempotent-Replay"]) == (200, "true")


def test_nobody_but_those_who_stand_on_it_sees_it(web: Web, town: TheTown) -> None:
    draft = drafted(web, town)
    issued = confirmed(web, "point", drafted(web, town), "issue")
    for login, sees_draft, sees_issued in (
        ("point", 200, 200),
        ("carrier", 404, 200),
        ("recycler", 404, 200),
        ("bureau", 404, 200),
        ("station", 404, 404),
        ("administrator", 404, 404),
    ):
        for what in ("", "/load", "/history"):
            assert web.get(f"/manifests/{draft['number']}{what}", login).status_code == sees_draft
            found = web.get(f"/manifests/{issued['number']}{what}", login)
            assert found.status_code == sees_issued, (login, what)


def test_a_copy_says_the_same_of_other_batteries(web: Web, town: TheTown) -> None:
    old = drafted(web, town, rows=bound(town, "B1"), approval="鄂危转〔2026〕1号", note="gate 2")
    path = f"/manifests/{old['number']}/copies"
    copy = answer_of(web.post(path, "point", {"client_id": "copy-0001"}), 201)
    assert copy["number"] != old["number"]
    assert (copy["note"], copy["approval"], copy["rows"][0]["bound"]) == ("gate 2", None, 0)
    assert web.post(path, "station", {"client_id": "copy-0002"}).status_code == 404


def test_a_cancelled_manifest_frees_its_batteries(
    web: Web, town: TheTown, database: Connection
) -> None:
    issued = confirmed(web, "point", drafted(web, town, rows=bound(town, "B1")), "issue")
    cancelled = confirmed(web, "point", issued, "cancel", reason="no truck")
    assert (cancelled["state"], cancelled["actions"]) == ("cancelled", [])
    assert town.unit("B1").state is UnitState.COLLECTED
    again = drafted(web, town, rows=[{"pieces": 1, "mass_kg": "15", "codes": ["B1"]}])
    confirmed(web, "point", again, "issue")
    assert database.scalar(text("SELECT count(*) FROM bound_unit")) == 1


def test_a_battery_that_was_scanned_onto_the_truck_is_not_booked_twice(
    web: Web, town: TheTown, database: Connection
) -> None:
    issued = confirmed(web, "point", drafted(web, town, rows=bound(town, "B1")), "issue")
    town.scan(town.carrier, ScanKind.LOAD, "B1", site="POINT-1", manifest=issued["number"])
    confirmed(web, "carrier", issued, "load", scanned=["B1"])
    kinds = list(database.scalars(text("SELECT kind FROM event ORDER BY id")))
    assert len(kinds) == len(set(kinds))


def test_confirmed_frames_are_never_judged_by_later_registers(
    web: Web, town: TheTown, database: Connection
) -> None:
    """The receiver loses its licence, its name and its role between issue and arrival: what was
    confirmed stands, and only the acceptance itself is judged by the day of acceptance."""
    manifest = walked(web, drafted(web, town), "deliver")
    database.execute(text("UPDATE licence SET valid_until = '2026-01-01'"))
    database.execute(text("UPDATE organisation SET name = 'renamed'"))
    database.execute(text("UPDATE site SET roles = '{seller}' WHERE code = 'SMELTER-1'"))
    accepted = confirmed(web, "recycler", manifest, "accept")
    assert accepted["receiver"]["name"] != "renamed"
    assert [one["rule"] for one in accepted["findings"]] == ["receiver_unlicensed"]


def test_a_step_cannot_happen_before_the_one_that_came_first(
    web: Web, town: TheTown, clock: FixedClock
) -> None:
    manifest = walked(web, drafted(web, town), "load")
    early = clock.now().replace(hour=1).isoformat()
    answer = confirm(web, "carrier", manifest, "depart", at=early)
    assert faults_of(answer) == {"/at": "before_the_last_step"}


def test_the_history_tells_who_confirmed_what(web: Web, town: TheTown) -> None:
    manifest = walked(web, drafted(web, town), "accept")
    told = web.get(f"/manifests/{manifest['number']}/history", "bureau").get_json()
    steps = [one["step"] for one in told["confirmations"]]
    assert steps == ["edit", "issue", "load", "depart", "deliver", "accept"]
    assert told["confirmations"][1]["by"] == town.point.code
