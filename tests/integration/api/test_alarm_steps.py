"""What people do about alarms over HTTP, and what is left of it in the books."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind


@pytest.fixture
def alarm(web: Web, town: TheTown) -> str:
    """The id of one: a battery came back at a point, and no sale of it is known."""
    town.scan(town.point, ScanKind.COLLECT, "B1")
    items = web.get("/alarms", "point").get_json()["items"]
    return str(items[0]["id"])


def step(web: Web, alarm: str, login: str, word: str, **more: Any) -> Any:
    return web.post(f"/alarms/{alarm}/steps", login, {"step": word, **more})


def test_an_alarm_goes_from_raised_to_resolved_and_keeps_every_step(web: Web, alarm: str) -> None:
    assert step(web, alarm, "point", "acknowledge").status_code == 200
    assert step(web, alarm, "point", "remark", reason="收旧时未登记").status_code == 200
    done = step(web, alarm, "bureau", "resolve", reason="已补录").get_json()

    assert done["state"] == "resolved"
    assert [(one["step"], one["by"], one["reason"]) for one in done["steps"]] == [
        ("raise", None, None),
        ("acknowledge", "point", None),
        ("remark", "point", "收旧时未登记"),
        ("resolve", "bureau", "已补录"),
    ]
    assert done["version"] == 4
    assert web.get("/alarms", "bureau", query_string={"open": "true"}).get_json()["items"] == []


def test_each_step_leaves_a_line_in_the_trail_and_a_duty(
    web: Web, alarm: str, database: Connection
) -> None:
    step(web, alarm, "bureau", "dismiss", reason="误报")

    topics = database.scalars(text("SELECT topic FROM duty WHERE topic LIKE 'alarm.%' ORDER BY id"))
    assert list(topics) == ["alarm.raised", "alarm.dismissed"]
    line = database.scalar(text("SELECT line FROM audit ORDER BY recorded_at DESC, number DESC"))
    assert f"alarm dismiss id={alarm} rule=never_sold" in str(line)


def test_what_is_not_possible_is_refused_with_what_is(web: Web, alarm: str) -> None:
    step(web, alarm, "bureau", "resolve", reason="已补录")
    refused = step(web, alarm, "bureau", "acknowledge")

    assert (refused.status_code, faults_of(refused)) == (422, {"/step": "step_not_possible"})
    assert "raise again" in refused.get_json()["errors"][0]["detail"]


def test_closing_wants_a_reason(web: Web, alarm: str) -> None:
    refused = step(web, alarm, "bureau", "dismiss")
    assert faults_of(refused) == {"/reason": "reason_needed"}


@pytest.mark.parametrize(
    ("login", "word", "status"),
    [
        ("point", "resolve", 422),  # the organisation itself does not close
        ("other_point", "acknowledge", 404),
        ("administrator", "acknowledge", 403),
        ("bureau", "clear", 422),  # the house's own
    ],
)
def test_a_strangers_hand_changes_nothing(
    web: Web, alarm: str, login: str, word: str, status: int
) -> None:
    before = web.get(f"/alarms/{alarm}", "bureau").get_json()
    assert step(web, alarm, login, word, reason="x").status_code == status
    assert web.get(f"/alarms/{alarm}", "bureau").get_json() == before


def test_a_city_bureau_closes_in_its_own_city_only(web: Web, alarm: str) -> None:
    for login, division in (("here", "420100"), ("there", "420500")):
        web.callers[login] = a_caller(
            Role.BUREAU_CITY, login=login, organisation=None, division=division
        )

    assert step(web, alarm, "there", "acknowledge").status_code == 404
    assert step(web, alarm, "here", "acknowledge").status_code == 200


def test_of_two_clerks_the_second_hears_that_somebody_was_faster(web: Web, alarm: str) -> None:
    version = web.get(f"/alarms/{alarm}", "bureau").get_json()["version"]
    assert step(web, alarm, "point", "acknowledge", version=version).status_code == 200
    late = step(web, alarm, "bureau", "resolve", reason="x", version=version)

    assert (late.status_code, faults_of(late)) == (409, {"/version": "stale_version"})


def test_what_comes_back_raises_the_resolved_alarm_again_but_not_a_dismissed_one(
    web: Web, town: TheTown, alarm: str
) -> None:
    """A second battery of the same day is another subject; the same finding is the same alarm."""
    step(web, alarm, "bureau", "resolve", reason="已补录")
    with town.uow_factory() as uow:
        from tracker.rules.rulebook import finding

        again = finding("never_sold", "B1", town.clock.now().date())
        uow.alarms.raise_for([again], None, None, town.clock.pass_by(minutes=1))
        uow.commit()
    shown = web.get(f"/alarms/{alarm}", "bureau").get_json()
    assert (shown["state"], shown["steps"][-1]["step"]) == ("raised", "raise_again")

    step(web, alarm, "bureau", "dismiss", reason="误报")
    with town.uow_factory() as uow:
        uow.alarms.raise_for([again], None, None, town.clock.pass_by(minutes=1))
        uow.commit()
    assert web.get(f"/alarms/{alarm}", "bureau").get_json()["state"] == "dismissed"


def test_an_alarm_keeps_the_law_of_its_breach_and_names_todays_beside_it(
    web: Web, town: TheTown, database: Connection
) -> None:
    """At midnight of 15 August 2026 the Code replaced the Solid Waste Law."""
    database.execute(text("UPDATE licence SET valid_until = '2026-08-01'"))
    town.clock.moment = datetime.fromisoformat("2026-08-14T23:59:00+08:00")
    town.scan(town.station, ScanKind.COLLECT, "OLD-LAW")
    town.clock.pass_by(minutes=1)

    query = {"rule": "licence_missing"}
    (alarm,) = web.get("/alarms", "bureau", query_string=query).get_json()["items"]
    assert (alarm["law"], alarm["law_today"]) == ("固体废物污染环境防治法", "生态环境法典")
    assert alarm["due"] == "2026-08-14"


@pytest.mark.parametrize("number", ["0", "9" * 18, "9" * 30])
def test_an_alarm_that_is_not_there_is_not_found(web: Web, number: str) -> None:
    assert web.get(f"/alarms/{number}", "bureau").status_code == 404
    assert step(web, number, "bureau", "acknowledge").status_code == 404
