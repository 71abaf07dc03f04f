"""Approvals over HTTP: apply, what may be done now, clocks, days of validity, lists, bad input."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import (
    MATERIALS,
    an_application,
    applied,
    bring_materials,
    digest_of_material,
    far_smelter,
    granted,
    take,
    taken,
    walked,
)
from tests.builders.manifests import answer_of
from tests.builders.province import Firm, TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.approval import ApprovalHand, ApprovalState, ApprovalStep
from tracker.lifecycle.approval_steps import APPROVAL_STEPS
from tracker.store.approval_codes import APPROVAL_STATE


@pytest.fixture
def far(sessions: sessionmaker[Session]) -> Firm:
    return far_smelter(sessions)


@pytest.fixture
def web(web: Web, far: Firm) -> Web:
    """As usual, and the far smelter may enter."""
    web.callers["far_smelter"] = far.caller
    return web


def steps(approval: dict[str, Any]) -> list[str]:
    return [one["step"] for one in approval["actions"]]


def shown(web: Web, approval: dict[str, Any], login: str = "bureau") -> dict[str, Any]:
    return answer_of(web.get(f"/approvals/{approval['code']}", login), 200)


def test_an_application_waits_for_the_authority_and_says_so(
    web: Web, town: TheTown, far: Firm
) -> None:
    done = applied(web, town, far)
    assert (done["state"], done["number"], done["missing"]) == ("applied", None, [])
    assert steps(done) == ["withdraw"]
    assert done["clock"]["step"] == "completeness"
    assert done["clock"]["silence_counts"]
    assert steps(shown(web, done)) == ["ask_for_more", "find_complete"]
    assert steps(shown(web, done, "far_smelter")) == []


def test_the_whole_way_ends_in_force_with_the_shortest_of_three_terms(
    web: Web, town: TheTown, far: Firm
) -> None:
    today = town.clock.now().date()
    done = granted(web, town, far)
    assert (done["state"], done["number"]) == ("in_force", "鄂危转〔2026〕1号")
    assert done["valid_from"] == today.isoformat()
    assert done["valid_until"] == (today.replace(year=2027) - timedelta(days=1)).isoformat()
    assert (done["approved_kg"], done["left_kg"]) == ("10000.000", "10000.000")
    assert [one["step"] for one in done["steps"]][-1] == "announce"
    assert shown(web, {"code": done["number"]})["code"] == done["code"]


@pytest.mark.parametrize(
    ("changes", "last"),
    [
        ({"span_until": "2026-12-31"}, "2026-12-31"),
        ({"receiver_licence_until": "2027-03-31"}, "2027-03-31"),
    ],
)
def test_the_span_and_the_receivers_licence_end_it_earlier(
    web: Web, town: TheTown, far: Firm, changes: dict[str, str], last: str
) -> None:
    assert granted(web, town, far, **changes)["valid_until"] == last


def test_what_is_missing_is_told_and_the_days_begin_anew_with_the_rest(
    web: Web, town: TheTown, far: Firm
) -> None:
    materials = bring_materials(town)
    body = an_application(far, materials[:3])
    done = answer_of(web.post("/approvals", "point", body), 201)
    assert done["missing"] == ["receiver_contract"]
    refused = take(web, "bureau", done, "find_complete")
    assert faults_of(refused) == {"/step": "material_missing"}
    done = taken(web, "bureau", done, "ask_for_more", missing=["receiver_contract"])
    assert (done["state"], done["clock"]) == ("incomplete", None)
    town.clock.pass_by(days=30)
    assert shown(web, done)["state"] == "incomplete"
    done = taken(web, "point", done, "supply", materials=materials[3:])
    assert (done["state"], done["missing"]) == ("applied", [])
    assert done["received_on"] == town.clock.now().date().isoformat()


def test_silence_accepts_from_the_day_of_receipt_and_never_approves(
    web: Web, town: TheTown, far: Firm
) -> None:
    done = applied(web, town, far)
    town.clock.pass_by(days=7)
    silent = shown(web, done)
    assert (silent["state"], silent["accepted_on"]) == ("complete", done["received_on"])
    assert silent["clock"]["step"] == "review"
    assert silent["clock"]["since"] == done["received_on"]
    assert silent["clock"]["overdue"]
    town.clock.pass_by(days=30)
    assert shown(web, done)["state"] == "complete"

    after = taken(web, "bureau", silent, "begin_review")
    assert [(one["step"], one["by"] is None) for one in after["steps"]] == [
        ("apply", False),
        ("count_as_complete", True),
        ("begin_review", False),
    ]


def test_where_the_other_province_disagrees_only_a_refusal_is_left(
    web: Web, town: TheTown, far: Firm
) -> None:
    more = {"record_reply": {"agrees": False, "reason": "no capacity"}}
    done = walked(web, applied(web, town, far), "record_reply", **more)
    assert (done["agreed"], steps(done)) == (False, ["refuse"])
    refused = take(web, "bureau", done, "decide", number="鄂危转〔2026〕9号")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "approval_step_refused")
    done = taken(web, "bureau", done, "refuse", reason="the other province does not agree")
    assert (done["state"], done["actions"]) == ("refused", [])


def test_a_number_is_given_once(web: Web, town: TheTown, far: Firm) -> None:
    granted(web, town, far)
    second = walked(web, applied(web, town, far), "record_reply")
    answer = take(web, "bureau", second, "decide", number="鄂危转〔2026〕1号", mass_kg="20000")
    assert faults_of(answer) == {
        "/number": "approval_number_taken",
        "/mass_kg": "more_than_applied",
    }


def test_an_approval_ends_by_itself_on_its_last_day(web: Web, town: TheTown, far: Firm) -> None:
    done = granted(web, town, far, span_until="2026-12-31")
    town.clock.pass_by(days=200)
    assert shown(web, done)["state"] == "expired"


def test_every_wrong_thing_of_an_application_is_told_at_once(
    web: Web, town: TheTown, far: Firm
) -> None:
    body = an_application(
        far,
        [{"kind": "application_form", "digest": digest_of_material(9)}],
        receiver=town.recycler.code,
        span_until="2026-09-30",
        receiver_licence_until="2026-09-01",
        cause="kind_changed",
    )
    assert faults_of(web.post("/approvals", "point", body)) == {
        "/receiver": "same_province",
        "/span_until": "span_reversed",
        "/receiver_licence_until": "licence_ends_first",
        "/cause": "cause_and_approval",
        "/materials/0/digest": "unknown_attachment",
    }


def test_a_new_application_says_why_the_old_approval_no_longer_serves(
    web: Web, town: TheTown, far: Firm
) -> None:
    old = granted(web, town, far)
    new = applied(web, town, far, replaces=old["number"], cause="quantity_exceeded")
    assert (new["replaces"], new["cause"]) == (old["number"], "quantity_exceeded")
    body = an_application(far, bring_materials(town), replaces="X", cause="kind_changed")
    assert faults_of(web.post("/approvals", "point", body)) == {"/replaces": "unknown_approval"}


def test_the_same_request_makes_one_application(web: Web, town: TheTown, far: Firm) -> None:
    body = an_application(far, bring_materials(town))
    first = answer_of(web.post("/approvals", "point", body), 201)
    again = web.post("/approvals", "point", body)
    assert again.headers["Idempotent-Replay"] == "true"
    assert again.get_json()["code"] == first["code"]
    assert web.post("/approvals", "point", body | {"note": "x"}).status_code == 409


#: Whose hand each is; a far smelter sees the application and has no part in it.
HANDS = {
    "point": ApprovalHand.APPLICANT,
    "bureau": ApprovalHand.AUTHORITY,
    "far_smelter": None,
    "other_point": None,
}


@pytest.mark.parametrize("state", ApprovalState)
def test_every_illegal_step_is_refused_with_what_is_possible(
    web: Web, town: TheTown, far: Firm, database: Connection, state: ApprovalState
) -> None:
    done = granted(web, town, far)
    database.execute(
        text("UPDATE approval SET state = :state"), {"state": APPROVAL_STATE.number[state]}
    )
    legal = {(row.step, row.by) for row in APPROVAL_STEPS if row.before is state}
    for login, hand in HANDS.items():
        for step in ApprovalStep:
            if (step, hand) in legal:
                continue
            answer = take(web, login, done, step.value, reason="because")
            if login == "other_point":
                assert answer.status_code == 404
                continue
            assert answer.get_json()["code"] == "approval_step_refused", (login, step)
            assert "Possible for you:" in answer.get_json()["errors"][0]["detail"]
    assert shown(web, done, "bureau")["version"] == done["version"]


def test_of_two_officers_the_second_is_told(web: Web, town: TheTown, far: Firm) -> None:
    done = applied(web, town, far)
    taken(web, "bureau", done, "find_complete")
    assert take(web, "bureau", done, "find_complete").get_json()["code"] == "someone_was_faster"


def test_days_lie_between_the_step_before_and_today(web: Web, town: TheTown, far: Firm) -> None:
    done = applied(web, town, far)
    today = town.clock.now().date()
    early, late = today - timedelta(days=1), today + timedelta(days=1)
    for day, code in ((early, "day_before_last_step"), (late, "day_ahead")):
        answer = take(web, "bureau", done, "find_complete", day=day.isoformat())
        assert faults_of(answer) == {"/day": code}


def test_a_step_takes_its_own_fields_and_no_others(web: Web, town: TheTown, far: Firm) -> None:
    done = walked(web, applied(web, town, far), "begin_review")
    assert faults_of(take(web, "bureau", done, "consult", number="X")) == {
        "/reference": "needed_for_approval_step",
        "/number": "not_for_approval_step",
    }


def test_lists_are_paged_and_everybody_sees_their_own(web: Web, town: TheTown, far: Firm) -> None:
    codes = [applied(web, town, far)["code"] for _ in range(3)]
    first = answer_of(web.get("/approvals?limit=2&group=to_do", "bureau"), 200)
    rest = answer_of(web.get(f"/approvals?limit=2&cursor={first['next']}", "bureau"), 200)
    found = [one["code"] for one in (*first["items"], *rest["items"])]
    assert found == codes[::-1]
    assert len(answer_of(web.get("/approvals", "far_smelter"), 200)["items"]) == 3
    assert answer_of(web.get("/approvals", "other_point"), 200)["items"] == []
    assert web.get(f"/approvals/{codes[0]}", "other_point").status_code == 404
    assert answer_of(web.get("/approvals?state=refused", "bureau"), 200)["items"] == []


@pytest.mark.parametrize("path", ["/approvals?cursor=x", "/approvals?group=mine"])
def test_a_strange_question_is_refused(web: Web, path: str) -> None:
    assert web.get(path, "bureau").status_code == 422
    assert web.get("/approvals/%00", "bureau").status_code == 404


def test_a_carrier_applies_for_nothing(web: Web, town: TheTown, far: Firm) -> None:
    body = an_application(far, bring_materials(town))
    assert web.post("/approvals", "carrier", body).status_code == 403
    assert len(MATERIALS) == len(body["materials"])
