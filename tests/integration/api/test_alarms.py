"""Alarms over HTTP: the newest first, and only those of one's own places."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind


@pytest.fixture(autouse=True)
def two_alarms(town: TheTown) -> None:
    """Two batteries came back at two points, and no sale of them is known."""
    town.scan(town.point, ScanKind.COLLECT, "B1")
    town.clock.pass_by(hours=1)
    town.scan(town.other_point, ScanKind.COLLECT, "B2")


def listed(web: Web, login: str, **query: Any) -> list[str]:
    page = web.get("/alarms", login, query_string=query).get_json()
    return [alarm["subject"] for alarm in page["items"]]


def test_an_alarm_says_what_where_and_by_which_article(web: Web) -> None:
    alarm = web.get("/alarms", "point").get_json()["items"][0]

    assert (alarm["rule"], alarm["subject"], alarm["site"]) == ("never_sold", "B1", "POINT-1")
    assert (alarm["state"], alarm["severity"]) == ("raised", "notice")
    assert alarm["says"] == "It comes back although no sale is known."
    assert "" not in (alarm["law"], alarm["article"], alarm["event"])
    assert (alarm["due"], alarm["raised_at"]) == ("2026-10-31", "2026-10-31T00:00:00Z")


def test_each_sees_the_alarms_of_its_own_places(web: Web) -> None:
    assert listed(web, "point") == ["B1"]
    assert listed(web, "other_point") == ["B2"]
    assert listed(web, "shop") == []
    assert listed(web, "administrator") == []


def test_a_bureau_sees_those_of_its_division_the_newest_first(web: Web) -> None:
    web.callers["elsewhere"] = a_caller(
        Role.BUREAU_CITY, login="elsewhere", organisation=None, division="420500"
    )

    assert listed(web, "bureau") == ["B2", "B1"]
    assert listed(web, "elsewhere") == []


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"rule": "never_sold"}, 2),
        ({"rule": "sold_twice"}, 0),
        ({"state": "raised"}, 2),
        ({"state": "resolved"}, 0),
        ({"severity": "notice", "state": "raised"}, 2),
        ({"severity": "alarm"}, 0),
    ],
    ids=repr,
)
def test_alarms_are_narrowed_by_rule_state_and_severity(
    web: Web, query: dict[str, str], found: int
) -> None:
    assert len(listed(web, "bureau", **query)) == found


def test_pages_follow_each_other(web: Web) -> None:
    first = web.get("/alarms", "bureau", query_string={"limit": 1}).get_json()

    assert [alarm["subject"] for alarm in first["items"]] == ["B2"]
    assert listed(web, "bureau", cursor=first["next"]) == ["B1"]


@pytest.mark.parametrize(
    ("query", "faults"),
    [
        ({"state": "asleep"}, {"/state": "not_one_of"}),
        ({"severity": "\x00"}, {"/severity": "not_one_of"}),
        ({"cursor": "W10"}, {"/cursor": "not_a_cursor"}),
        (
            {"cursor": "WyIyMDI2LTEwLTMxIiwiYSIsImIiLCIyMDI2LTEwLTMxIl0"},
            {"/cursor": "not_a_cursor"},
        ),
    ],
    ids=repr,
)
def test_a_wrong_question_is_named(web: Web, query: dict[str, str], faults: dict[str, str]) -> None:
    answer = web.get("/alarms", "bureau", query_string=query)

    assert (answer.status_code, faults_of(answer)) == (422, faults)
