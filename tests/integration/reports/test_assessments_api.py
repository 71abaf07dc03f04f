"""The evaluator's path: choose, question, sample, freeze, recognise, download, verify off line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from reports.usecases.assessment_steps import AssessmentState, AssessmentStep, steps_from
from reports.verify.bundle import verify
from tests.builders.assessed import an_assessed_year, find_all, frozen, sampled, step
from tests.builders.rates import RecoveryYear
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind as K


@pytest.fixture
def web(sessions: sessionmaker[Session], year: RecoveryYear, tmp_path: Path) -> Web:
    return an_assessed_year(sessions, year, tmp_path)


def test_the_evaluators_path_ends_in_a_recognition_that_proves_itself(
    web: Web, year: RecoveryYear, sessions: sessionmaker[Session]
) -> None:
    maker = year.town.producer.caller.login
    question = {"enterprise": year.town.producer.code, "year": 2025}
    shown = web.get("/rates", "evaluator", query_string=question).get_json()
    applied = web.post("/assessments", maker, {"year": 2025}).get_json()
    assert (applied["state"], applied["possible"]) == ("applied", ["withdraw"])
    id_ = applied["id"]

    first = frozen(web, year)
    assert first["value"] == shown["value"]
    step(web, id_, "evaluator", "examine", snapshot=first["id"])
    step(web, id_, "evaluator", "ask_correction", reason="Which ticket belongs to April?")
    receipt = shown["evidence"]["collected"]["items"][1]["id"]
    year.town.scan(
        year.town.recycler, K.CORRECT, event=int(receipt), mass_g=3_900_000, reason="ticket"
    )
    step(web, id_, maker, "correct", reason="It said 3.90 t")
    second = frozen(web, year, reason="ticket of April")
    assert (second["version"], "FLAG_RESTATED" in second["flags"]) == (2, True)
    step(web, id_, "evaluator", "examine", snapshot=second["id"])

    sample = sampled(web, second["id"])
    step(web, id_, "evaluator", "sample", sample=sample["id"])
    refused = web.post(f"/assessments/{id_}/steps", "evaluator", {"step": "conclude"})
    assert faults_of(refused) == {"/step": "findings_missing"}
    done = find_all(web, sample, sample["hits"][0]["record"])
    assert (done["open"], done["conclusion"]["errors"]) == (0, 1)
    concluded = step(web, id_, "evaluator", "conclude")
    assert concluded["steps"][-1]["said"]["conclusion"] == done["conclusion"]
    step(web, id_, "evaluator", "recognise", number="REC-2026-1", signer="Li Wei")
    ended = step(web, id_, year.town.bureau.login, "publish")
    assert (ended["state"], ended["number"], ended["signer"]) == (
        "published",
        "REC-2026-1",
        "Li Wei",
    )
    assert [one["step"] for one in ended["steps"]] == [
        "apply", "examine", "ask_correction", "correct", "examine", "sample", "conclude",
        "recognise", "publish",
    ]  # fmt: skip

    bundle = web.get(f"/rates/frozen/{second['id']}/bundle", "evaluator")
    verdict = verify(bundle.get_data())
    assert (verdict.wrong, verdict.figure) == ((), second["value"])
    again = web.get(f"/rates/frozen/{first['id']}", maker).get_json()
    assert again["made_again"] == {
        "value": first["value"],
        "same_definition": True,
        "agrees": True,
    }
    with sessions() as session:
        lines = session.scalars(text("SELECT line FROM audit WHERE line LIKE '%assessment%'"))
        assert len(list(lines)) == len(ended["steps"])


def test_a_step_is_its_roles_alone(web: Web, year: RecoveryYear) -> None:
    maker = year.town.producer.caller.login
    id_ = web.post("/assessments", maker, {"year": 2025}).get_json()["id"]
    snapshot = frozen(web, year)["id"]
    step(web, id_, maker, "examine", 403, snapshot=snapshot)
    step(web, id_, "far", "examine", 404, snapshot=snapshot)
    step(web, id_, year.town.shop.caller.login, "withdraw", 404, reason="x")
    step(web, id_, "evaluator", "publish", 403)
    assert web.get(f"/assessments/{id_}", "far").status_code == 404
    assert web.get(f"/rates/frozen/{snapshot}", "far").status_code == 404
    assert web.get(f"/rates/frozen/{snapshot}/bundle", maker).status_code == 403
    assert web.get("/assessments", "far").get_json()["items"] == []


@pytest.mark.parametrize("name", [one.value for one in AssessmentStep])
def test_what_is_not_possible_now_is_refused(web: Web, year: RecoveryYear, name: str) -> None:
    maker = year.town.producer.caller.login
    id_ = web.post("/assessments", maker, {"year": 2025}).get_json()["id"]
    possible = {row.step.value: row for row in steps_from(AssessmentState.APPLIED)}
    if name not in possible:
        for who in (maker, "evaluator", year.town.bureau.login):
            answer = web.post(f"/assessments/{id_}/steps", who, {"step": name})
            assert answer.status_code in (403, 422, 400)
    else:
        who = {"enterprise": maker, "evaluator": "evaluator"}[possible[name].hand]
        answer = web.post(f"/assessments/{id_}/steps", who, {"step": name})
        assert set(faults_of(answer).values()) == {"required"}
    assert web.get(f"/assessments/{id_}", maker).get_json()["state"] == "applied"


def test_an_enterprise_applies_once_for_a_year(web: Web, year: RecoveryYear) -> None:
    maker = year.town.producer.caller.login
    id_ = web.post("/assessments", maker, {"year": 2025}).get_json()["id"]
    assert web.post("/assessments", maker, {"year": 2025}).status_code == 409
    step(web, id_, maker, "withdraw", reason="too early")
    assert web.post("/assessments", maker, {"year": 2025}).status_code == 201


def test_a_figure_of_another_year_is_not_examined(web: Web, year: RecoveryYear) -> None:
    id_ = web.post("/assessments", year.town.producer.caller.login, {"year": 2024}).get_json()["id"]
    refused = web.post(
        f"/assessments/{id_}/steps",
        "evaluator",
        {"step": "examine", "snapshot": frozen(web, year)["id"]},
    )
    assert faults_of(refused) == {"/snapshot": "another_snapshot"}


def test_a_stale_version_is_told(web: Web, year: RecoveryYear) -> None:
    maker = year.town.producer.caller.login
    id_ = web.post("/assessments", maker, {"year": 2025}).get_json()["id"]
    step(web, id_, maker, "withdraw", 409, reason="late", version=7)


@pytest.mark.parametrize("path", ["/rates/frozen/{}", "/rates/samples/{}", "/assessments/{}"])
@pytest.mark.parametrize("id_", ["0", "7", "9" * 40])
def test_what_is_not_there_is_not_found(web: Web, path: str, id_: str) -> None:
    assert web.get(path.format(id_), "evaluator").status_code == 404


@pytest.mark.parametrize("wrong", [1950, 2014, 2027, 2100])
def test_a_year_that_has_not_begun_or_was_never_told_is_not_applied_for(
    web: Web, year: RecoveryYear, wrong: int
) -> None:
    refused = web.post("/assessments", year.town.producer.caller.login, {"year": wrong})
    assert faults_of(refused) == {"/year": "not_a_whole_number"}
