"""The bureau sets figures and enters years of working days; everybody may read them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.parameters import DEFINITIONS
from tracker.domain.scan import ScanKind, Uncoded

TWO_TONNES = {"valid_from": "2026-11-01", "value": "2000", "source": "鄂环发〔2026〕1号"}


def figure(web: Web, name: str) -> dict[str, Any]:
    items = web.get("/parameters", "point").get_json()["items"]
    assert [one["name"] for one in items] == list(DEFINITIONS)
    found: dict[str, Any] = next(one for one in items if one["name"] == name)
    return found


def test_a_figure_counts_from_its_day_on_and_its_history_is_kept(web: Web, town: TheTown) -> None:
    assert figure(web, "point_mass")["value"] == "3000.000"
    answer = web.post("/parameters/point_mass", "bureau", TWO_TONNES)
    assert answer.status_code == 201
    assert figure(web, "point_mass")["value"] == "3000.000"

    town.clock.pass_by(days=1)
    now = figure(web, "point_mass")
    assert (now["value"], now["certainty"], now["source"]) == (
        *("2000.000", "bureau"),
        TWO_TONNES["source"],
    )
    assert [row["shipped"] for row in now["history"]] == [False, True]


def test_the_same_day_again_counts_instead_and_both_rows_stay(
    web: Web, town: TheTown, database: Connection
) -> None:
    web.post("/parameters/point_mass", "bureau", TWO_TONNES)
    web.post("/parameters/point_mass", "bureau", {**TWO_TONNES, "value": "2500"})
    town.clock.pass_by(days=1)

    assert figure(web, "point_mass")["value"] == "2500.000"
    assert database.scalar(text("SELECT count(*) FROM parameter")) == 2
    lines = database.scalars(text("SELECT line FROM audit WHERE line LIKE '%parameter%'")).all()
    assert len(lines) == 2
    assert "2500" in lines[1]


def test_a_limit_can_be_taken_away_and_a_switch_turned(web: Web) -> None:
    today = {"valid_from": "2026-10-31", "source": "省厅"}
    web.post("/parameters/point_days", "bureau", {**today, "value": None})
    web.post("/parameters/manifest_point_to_station", "bureau", {**today, "value": False})

    assert figure(web, "point_days")["value"] is None
    assert figure(web, "manifest_point_to_station")["value"] is False


@pytest.mark.parametrize(
    ("name", "change", "faults"),
    [
        ("point_days", {"value": "ninety"}, {"/value": "not_a_whole_number"}),
        ("point_mass", {"value": -1}, {"/value": "mass_negative"}),
        ("weight_tolerance", {"value": 3}, {"/value": "share_out_of_range"}),
        ("refuse_mismatch", {"value": "no"}, {"/value": "not_a_truth"}),
        (
            "point_days",
            {"value": [], "valid_from": "tomorrow", "source": ""},
            {
                "/value": "not_a_whole_number",
                "/valid_from": "not_a_day",
                "/source": "text_empty",
            },
        ),
        ("no_such_figure", {}, {"/name": "not_one_of"}),
    ],
)
def test_all_that_is_wrong_is_said_at_once(
    web: Web, name: str, change: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post(f"/parameters/{name}", "bureau", {**TWO_TONNES, **change})
    assert (answer.status_code, faults_of(answer)) == (422, faults)


def test_only_the_province_sets_figures_and_enters_years(web: Web) -> None:
    assert web.post("/parameters/point_days", "point", TWO_TONNES).status_code == 403
    assert web.put("/calendar/2027", "point", {}).status_code == 403


def deadline(web: Web, start: str, count: int) -> tuple[str, bool]:
    query = {"start": start, "count": count}
    found = web.get("/calendar/deadline", "point", query_string=query).get_json()
    return found["day"], found["provisional"]


def test_a_provisional_deadline_moves_when_its_year_is_entered(web: Web) -> None:
    assert deadline(web, "2026-12-30", 3) == ("2027-01-04", True)
    year = {
        "days_off": ["2027-01-01", "2027-01-02", "2027-01-04"],
        "days_worked": ["2027-01-09"],
        "source": "国办发明电〔2026〕7号",
    }
    entered = web.put("/calendar/2027", "bureau", year)

    assert entered.get_json()["days_off"] == ["2027-01-01", "2027-01-04"]
    assert deadline(web, "2026-12-30", 3) == ("2027-01-06", False)
    years = [one["year"] for one in web.get("/calendar", "point").get_json()["items"]]
    assert (years[0], years[-1]) == (2004, 2027)


def test_a_year_that_was_changed_counts_as_entered_last(web: Web) -> None:
    """The holidays of 2020 were prolonged when they had begun."""
    for off in (["2026-12-31"], ["2026-12-30"]):
        web.put("/calendar/2026", "bureau", {"days_off": off, "days_worked": [], "source": "x"})
    assert deadline(web, "2026-12-29", 1) == ("2026-12-31", False)


@pytest.mark.parametrize(
    ("change", "faults"),
    [
        ({"days_off": ["2028-01-03"]}, {"": "day_not_moved"}),
        ({"days_worked": ["2027-01-04"]}, {"": "day_not_moved"}),
        ({"days_off": []}, {"/days_off": "empty_list"}),
        ({"days_off": ["x", 7]}, {"/days_off/0": "not_a_day", "/days_off/1": "not_a_text"}),
        ({"days_off": ["2027-01-01"] * 101}, {"/days_off": "list_too_long"}),
    ],
    ids=repr,
)
def test_a_year_that_cannot_be_is_refused(
    web: Web, change: dict[str, Any], faults: dict[str, str]
) -> None:
    year = {"days_off": ["2027-01-01"], "days_worked": [], "source": "x", **change}
    answer = web.put("/calendar/2027", "bureau", year)
    assert (answer.status_code, faults_of(answer)) == (422, faults)


def test_who_is_over_three_tonnes_is_one_call(web: Web, town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, uncoded=[Uncoded(200, 3_200_000, label="HEAP-1")])
    town.scan(town.other_point, ScanKind.COLLECT, "B1")

    def over(login: str, **query: str) -> list[str]:
        page = web.get("/storage", login, query_string={"over": "true", **query}).get_json()
        return [one["site"] for one in page["items"]]

    assert over("bureau") == []  # nobody has counted yet
    assert web.get("/storage", "bureau").get_json()["as_of"] is None
    assert over("bureau", now="true") == ["POINT-1"]
    assert over("point", now="true") == ["POINT-1"]
    assert over("other_point", now="true") == []
    whole = web.get("/storage", "bureau", query_string={"now": "true"}).get_json()["items"]
    assert [(one["site"], one["mass_kg"], one["limit_kg"]) for one in whole] == [
        ("POINT-1", "3200.000", "3000.000"),
        ("POINT-2", "0.000", "3000.000"),
    ]
    assert whole[1]["unweighed"] == 1


def test_what_is_due_this_week_is_one_call(web: Web, town: TheTown, database: Connection) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1")
    town.clock.pass_by(days=85)
    from tracker.usecases.sweep_alarms import sweep_alarms

    sweep_alarms(town.uow_factory(), town.clock)
    database.execute(text("UPDATE licence SET valid_until = '2027-03-12'"))

    def due(login: str, **query: str) -> list[tuple[str, str, str]]:
        items = web.get("/deadlines", login, query_string=query).get_json()["items"]
        return [(one["day"], one["rule"], one["subject"]) for one in items]

    assert ("2027-01-29", "point_days_exceeded", "POINT-1") in due("bureau")
    assert due("point") == [("2027-01-29", "point_days_exceeded", "POINT-1")]
    assert {rule for _, rule, _ in due("bureau")} >= {"licence_renewal_late"}
    first = web.get("/deadlines", "bureau", query_string={"limit": 1}).get_json()
    rest = web.get("/deadlines", "bureau", query_string={"cursor": first["next"]}).get_json()
    assert len(first["items"]) + len(rest["items"]) == len(due("bureau"))
    assert due("point", first="2027-02-01", until="2027-03-01") == []
