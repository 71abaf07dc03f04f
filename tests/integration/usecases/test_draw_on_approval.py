"""What loads draw on approvals: refused before they go, booked and found when they went."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import applied, far_smelter, granted, taken, walked
from tests.builders.books import alarms
from tests.builders.manifests import answer_of, confirm, confirmed, drafted
from tests.builders.province import Firm, TheTown
from tests.builders.web import Web, faults_of
from tests.integration.usecases.test_manifest_races import (  # noqa: F401  fixtures
    a_confirmation,
    at_once,
    busy_town,
    busy_web,
    engine,
)

NUMBER = "鄂危转〔2026〕1号"


@pytest.fixture
def far(sessions: sessionmaker[Session]) -> Firm:
    return far_smelter(sessions)


@pytest.fixture
def web(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path, far: Firm) -> Web:
    return Web(sessions, town, tmp_path, far.caller)


def load(web: Web, town: TheTown, mass_kg: str = "6000", **changes: Any) -> dict[str, Any]:
    """A draft of a load to the far smelter."""
    usual = {
        "receiver": "SMELTER-36",
        "approval": NUMBER,
        "rows": [{"pieces": 40, "mass_kg": mass_kg}],
    }
    return drafted(web, town, **usual | changes)


def left(web: Web) -> tuple[str, str]:
    """State and what is left of the approval."""
    found = answer_of(web.get(f"/approvals/{NUMBER}", "bureau"), 200)
    return found["state"], found["left_kg"]


def on_the_road(web: Web, manifest: dict[str, Any]) -> dict[str, Any]:
    for step in ("load", "depart", "deliver"):
        manifest = confirmed(web, "carrier", manifest, step)
    return manifest


def test_a_load_draws_at_issue_and_is_settled_at_acceptance(
    web: Web, town: TheTown, far: Firm
) -> None:
    granted(web, town, far)
    issued = confirmed(web, "point", load(web, town), "issue")
    assert left(web) == ("in_force", "4000.000")
    delivered = on_the_road(web, issued)
    rows = [{"row": 1, "accepted_pieces": 38, "accepted_kg": "5700"}]
    differences = [{"kind": "quantity", "reason": "two were lost", "row": 1}]
    answer_of(
        confirm(web, "far_smelter", delivered, "accept", rows=rows, differences=differences),
        200,
    )
    assert left(web) == ("in_force", "4300.000")
    entries = answer_of(web.get(f"/approvals/{NUMBER}", "point"), 200)["entries"]
    assert [(one["kind"], one["mass_kg"]) for one in entries] == [
        ("settle", "-300.000"),
        ("debit", "6000.000"),
    ]


def test_what_is_cancelled_or_rejected_goes_back(web: Web, town: TheTown, far: Firm) -> None:
    granted(web, town, far)
    first = confirmed(web, "point", load(web, town, "10000"), "issue")
    assert left(web) == ("used_up", "0.000")
    confirmed(web, "point", first, "cancel", reason="no truck")
    assert left(web) == ("in_force", "10000.000")
    delivered = on_the_road(web, confirmed(web, "point", load(web, town), "issue"))
    confirmed(web, "far_smelter", delivered, "reject", reason="wet")
    assert left(web) == ("in_force", "10000.000")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"approval": None}, "approval_needed"),
        ({"approval": "X-1"}, "unknown_approval"),
        ({"purpose": "store"}, "approval_covers_other"),
        (
            {"rows": [{"pieces": 1, "mass_kg": "10", "waste": "384-004-31"}]},
            "approval_covers_other",
        ),
        ({"rows": [{"pieces": 1, "mass_kg": "10001"}]}, "approval_spent"),
    ],
)
def test_a_load_that_no_approval_covers_is_not_issued(
    web: Web, town: TheTown, far: Firm, changes: dict[str, Any], fault: str
) -> None:
    granted(web, town, far)
    draft = load(web, town, **changes)
    refused = confirm(web, "point", draft, "issue")
    assert (refused.status_code, refused.get_json()["code"]) == (422, "not_approved")
    assert faults_of(refused) == {"/approval": fault}
    assert left(web) == ("in_force", "10000.000")
    assert web.get(f"/manifests/{draft['number']}", "point").get_json()["state"] == "draft"


def test_an_approval_that_is_not_in_force_yet_or_no_longer_covers_nothing(
    web: Web, town: TheTown, far: Firm
) -> None:
    decided = walked(web, applied(web, town, far), "decide")
    draft = load(web, town)
    assert faults_of(confirm(web, "point", draft, "issue")) == {
        "/approval": "approval_not_in_force"
    }
    in_force = taken(web, "bureau", decided, "announce")
    taken(web, "bureau", in_force, "revoke", reason="the receiver had an accident")
    assert faults_of(confirm(web, "point", draft, "issue")) == {
        "/approval": "approval_not_in_force"
    }


def test_its_days_are_those_of_the_load(web: Web, town: TheTown, far: Firm) -> None:
    granted(web, town, far, span_until="2026-12-31")
    town.clock.pass_by(days=62)
    refused = confirm(web, "point", load(web, town), "issue")
    assert faults_of(refused) == {"/approval": "approval_days_over"}


def test_a_load_on_paper_without_approval_is_booked_found_and_listed(
    web: Web, town: TheTown, far: Firm, database: Connection
) -> None:
    paper = {"number": "纸-7", "started_at": "2026-10-30T08:00:00+08:00"}
    draft = load(web, town, approval=None, paper=paper)
    done = confirmed(web, "point", draft, "back_fill", delivered_at="2026-10-30T18:00:00+08:00")
    assert ("approval_missing", done["number"]) in alarms(database)
    found = answer_of(web.get("/manifests?group=on_the_road_unapproved", "bureau"), 200)
    assert [one["number"] for one in found["items"]] == [done["number"]]


def test_a_covered_load_is_on_no_list_until_its_approval_is_revoked(
    web: Web, town: TheTown, far: Firm
) -> None:
    approval = granted(web, town, far)
    moving = confirmed(web, "carrier", confirmed(web, "point", load(web, town), "issue"), "load")
    question = "/manifests?group=on_the_road_unapproved"
    assert answer_of(web.get(question, "bureau"), 200)["items"] == []
    taken(web, "bureau", approval, "revoke", reason="the receiver had an accident")
    found = answer_of(web.get(question, "bureau"), 200)["items"]
    assert [one["number"] for one in found] == [moving["number"]]


def test_a_paper_load_beyond_what_is_left_counts_and_raises_the_alarm(
    web: Web, town: TheTown, far: Firm, database: Connection
) -> None:
    granted(web, town, far)
    town.clock.pass_by(hours=1)
    paper = {"number": "纸-7", "started_at": "2026-10-31T08:00:00+08:00"}
    draft = load(web, town, "12000", paper=paper)
    confirmed(web, "point", draft, "back_fill", delivered_at="2026-10-31T08:10:00+08:00")
    assert left(web) == ("used_up", "-2000.000")
    assert ("approval_exceeded", NUMBER) in alarms(database)


def test_most_of_it_used_is_a_notice(
    web: Web, town: TheTown, far: Firm, database: Connection
) -> None:
    granted(web, town, far)
    confirmed(web, "point", load(web, town, "9000"), "issue")
    assert ("approval_nearly_used", NUMBER) in alarms(database)


def test_two_trucks_at_once_never_overdraw_an_approval(
    busy_web: Web,  # noqa: F811
    busy_town: TheTown,  # noqa: F811
    engine: Engine,  # noqa: F811
    tmp_path: Path,
) -> None:
    far = far_smelter(sessionmaker(engine))
    granted(busy_web, busy_town, far)
    drafts = [load(busy_web, busy_town, "3000") for _ in range(6)]
    posts = [a_confirmation("point", one, "issue") for one in drafts]
    answers = at_once(engine, busy_town, tmp_path, posts)
    assert sorted(status for status, _ in answers) == [200, 200, 200, 422, 422, 422]
    refused = [body for status, body in answers if status == 422]
    assert {fault["code"] for body in refused for fault in body["errors"]} == {"approval_spent"}
    with engine.connect() as connection:
        row = connection.execute(text("SELECT approved_g, drawn_g FROM approval")).one()
        entries = connection.scalar(text("SELECT sum(delta_g) FROM approval_entry"))
    assert (row.drawn_g, entries) == (9_000_000, 9_000_000)
    assert row.drawn_g <= row.approved_g


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    trucks=st.lists(
        st.tuples(
            st.integers(500, 5_000), st.sampled_from(["issue", "cancel", "reject", "accept"])
        ),
        max_size=5,
    )
)
def test_what_is_drawn_is_the_sum_of_its_entries_and_of_its_loads(
    web: Web, town: TheTown, far: Firm, database: Connection, trucks: list[tuple[int, str]]
) -> None:
    number = f"鄂危转〔2026〕{town.clock.pass_by(minutes=1).timestamp():.0f}号"
    walked(web, applied(web, town, far), decide={"number": number})
    drawn = 0
    for mass_kg, fate in trucks:
        draft = load(web, town, str(mass_kg), approval=number)
        answer = confirm(web, "point", draft, "issue")
        assert (answer.status_code == 200) == (drawn + mass_kg <= 10_000)
        if answer.status_code != 200:
            continue
        issued = answer.get_json()
        if fate == "cancel":
            confirmed(web, "point", issued, "cancel", reason="no truck")
        elif fate == "reject":
            confirmed(web, "far_smelter", on_the_road(web, issued), "reject", reason="wet")
        else:
            if fate == "accept":
                confirmed(web, "far_smelter", on_the_road(web, issued), "accept")
            drawn += mass_kg
    query = (
        "SELECT a.drawn_g, coalesce((SELECT sum(e.delta_g) FROM approval_entry e"
        " WHERE e.approval_id = a.id), 0) FROM approval a WHERE a.number = :number"
    )
    assert database.execute(text(query), {"number": number}).one() == (drawn * 1_000, drawn * 1_000)
