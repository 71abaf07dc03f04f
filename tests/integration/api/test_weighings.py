"""Weighings over HTTP: tickets, repeated and wrong ones, and scales past their calibration."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import alarms, rows_in_all_tables
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind


def a_ticket(town: TheTown, **changes: Any) -> dict[str, Any]:
    """A truck on the smelter's weighbridge; a value of None takes the field out."""
    body = {
        "ticket": "T-1",
        "scale": "bridge 1",
        "site": "SMELTER-1",
        "weighed_at": town.clock.now().isoformat(),
        "gross_kg": "31500",
        "tare_kg": "11500",
        "vehicle": "鄂A12345",
        "calibrated_until": "2027-03-31",
    } | changes
    return {name: value for name, value in body.items() if value is not None}


def weigh(web: Web, town: TheTown, login: str = "recycler", **changes: Any) -> Any:
    return web.post("/weighings", login, a_ticket(town, **changes))


def test_a_truck_is_weighed(web: Web, town: TheTown, database: Connection) -> None:
    answer = weigh(web, town)

    assert answer.status_code == 201
    assert answer.get_json() == {
        "ticket": "T-1",
        "net_kg": "20000.000",
        "event": None,
        "findings": [],
    }
    kept = database.execute(text("SELECT net_g, vehicle, unit_id FROM weighing")).one()
    assert tuple(kept) == (20_000_000, "鄂A12345", None)


def test_a_unit_on_the_scale_takes_the_net_mass(web: Web, town: TheTown) -> None:
    lives.collected(town, "B1")

    answer = weigh(
        web, town, "point", site="POINT-1", code="B1", gross_kg="15.9", tare_kg=1, vehicle=None
    )

    assert answer.get_json()["event"] is not None
    assert town.unit("B1").mass_g == 14_900


def test_the_same_ticket_gets_the_same_answer(
    web: Web, town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    fields: dict[str, Any] = {"site": "POINT-1", "code": "B1", "gross_kg": 15, "tare_kg": 0}
    first = weigh(web, town, "point", **fields)
    town.scan(town.point, ScanKind.LOSE, "B1", reason="gone")
    before = rows_in_all_tables(database)

    again = weigh(web, town, "point", **fields, net_kg="15.000", client_id="another-name")

    assert (again.status_code, again.get_json()) == (201, first.get_json())
    assert again.headers["Idempotent-Replay"] == "true"
    assert rows_in_all_tables(database) == before


@pytest.mark.parametrize(
    "changes",
    [{"gross_kg": 31_501}, {"vehicle": None}, {"scale": "bridge 2"}, {"manifest": "42"}],
    ids=repr,
)
def test_a_ticket_cannot_say_two_things(web: Web, town: TheTown, changes: dict[str, Any]) -> None:
    weigh(web, town)

    answer = weigh(web, town, **changes)

    assert (answer.status_code, answer.get_json()["code"]) == (409, "client_id_reused")
    assert faults_of(answer) == {"/ticket": "ticket_reused"}


def test_a_client_id_names_one_ticket_only(web: Web, town: TheTown) -> None:
    weigh(web, town, client_id="indicator-0001")

    answer = weigh(web, town, client_id="indicator-0001", ticket="T-2")

    assert answer.status_code == 409
    assert set(faults_of(answer)) == {"/client_id"}


def test_two_organisations_may_use_the_same_ticket_number(web: Web, town: TheTown) -> None:
    assert weigh(web, town).status_code == 201
    assert weigh(web, town, "station", site="STATION-1").status_code == 201


def test_a_scale_past_its_calibration_is_booked_with_a_finding(
    web: Web, town: TheTown, database: Connection
) -> None:
    answer = weigh(web, town, calibrated_until="2026-10-30")
    weigh(web, town, ticket="T-2", calibrated_until="2026-10-30")

    finding = answer.get_json()["findings"][0]
    assert (finding["rule"], finding["article"]) == ("calibration_expired", "第九条")
    assert alarms(database) == [("calibration_expired", "SMELTER-1/bridge 1")]


def test_on_its_last_day_a_calibration_still_counts(web: Web, town: TheTown) -> None:
    assert weigh(web, town, calibrated_until="2026-10-31").get_json()["findings"] == []


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"tare_kg": 31_500}, {"/tare_kg": "tare_not_below_gross"}),
    ({"tare_kg": -1}, {"/tare_kg": "mass_negative"}),
    ({"gross_kg": 0}, {"/gross_kg": "mass_not_positive"}),
    ({"gross_kg": "100000.001"}, {"/gross_kg": "mass_absurd"}),
    ({"net_kg": 20_001}, {"/net_kg": "net_differs"}),
    ({"net_kg": "20 t", "scale": ""}, {"/net_kg": "mass_not_a_number", "/scale": "text_empty"}),
    ({"weighed_at": "2026-11-30T00:00:00+08:00"}, {"/weighed_at": "time_in_future"}),
    ({"weighed_at": "2026-10-30T00:00:00"}, {"/weighed_at": "time_without_offset"}),
    ({"ticket": "\x00"}, {"/ticket": "text_control_characters"}),
    ({"ticket": "T" * 65}, {"/ticket": "text_too_long"}),
    ({"ticket": None, "site": None}, {"/ticket": "required", "/site": "required"}),
    ({"code": "B\x00"}, {"/code": "code_control_characters"}),
    ({"code": "NOBODY-KNOWS"}, {"/code": "unknown_code"}),
    ({"site": "STATION-1"}, {"/site": "unknown_site"}),
    ({"site": "ATLANTIS"}, {"/site": "unknown_site"}),
    ({"vehicle": "🚚"}, {"/vehicle": "code_character"}),
    ({"calibrated_until": "soon"}, {"/calibrated_until": "not_a_day"}),
    ({"colour": "red"}, {"/colour": "unknown_field"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named_and_nothing_is_kept(
    web: Web,
    town: TheTown,
    database: Connection,
    changes: dict[str, Any],
    faults: dict[str, str],
) -> None:
    before = rows_in_all_tables(database)

    answer = weigh(web, town, **changes)

    assert (answer.status_code, faults_of(answer)) == (422, faults)
    assert rows_in_all_tables(database) == before


def test_a_unit_at_a_strangers_place_cannot_be_weighed(web: Web, town: TheTown) -> None:
    lives.collected(town, "B1")

    assert faults_of(weigh(web, town, code="B1")) == {"/code": "at_another_site"}


def test_a_carrier_weighs_nothing_on_a_strangers_scale(web: Web, town: TheTown) -> None:
    assert faults_of(weigh(web, town, "carrier")) == {"/site": "unknown_site"}


def test_a_bureau_weighs_nothing(web: Web, town: TheTown) -> None:
    assert weigh(web, town, "bureau").status_code == 403
