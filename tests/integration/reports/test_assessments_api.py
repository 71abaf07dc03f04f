"""The evaluator's path: choose, question, sample, freeze, recognise, download, verify off line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from reports.usecases.assessment_steps import AssessmentState, AssessmentStep, steps_from
from reports.verify.bundle import verify
from tests.builders.rates import TONNE, RecoveryYear, in_china
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K


@pytest.fixture
def web(sessions: sessionmaker[Session], year: RecoveryYear, tmp_path: Path) -> Web:
    """2025 is over: three heaps were delivered and treated; an evaluator of the city is there."""
    year.usual_registers()
    for month in (3, 4, 5):
        heap = f"HEAP-{month}"
        year.collect(heap, month * TONNE, f"2025-0{month}-01 08:00")
        year.deliver(heap, f"2025-0{month}-02 08:00", f"2025-0{month}-02 16:00", month * TONNE)
        year.treat(heap, f"2025-0{month}-03 08:00", 500_000, 395_000)
    year.town.clock.moment = in_china("2026-04-01 08:00")
    here = a_caller(Role.EVALUATOR, login="evaluator", organisation=None)
    far = a_caller(Role.EVALUATOR, login="far", organisation=None, division="429000")
    return Web(sessions, year.town, tmp_path, here, far)


def frozen(web: Web, year: RecoveryYear, **more: Any) -> dict[str, Any]:
    body = {"enterprise": year.town.producer.code, "year": 2025, **more}
    answer = web.post("/rates/frozen", "evaluator", body)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def sampled(web: Web, snapshot: int, plan: str = "records", size: int = 3) -> dict[str, Any]:
    body = {"plan": plan, "factor": "collected", "size": size, "seed": "lottery of 1 April"}
    answer = web.post(f"/rates/frozen/{snapshot}/samples", "evaluator", body)
    assert answer.status_code == 201, answer.get_json()
    found: dict[str, Any] = answer.get_json()
    return found


def find_all(web: Web, sample: dict[str, Any], taken_off: str | None = None) -> dict[str, Any]:
    """Everything is borne out, but for the one record, of which half is."""
    found = [
        {
            "record": hit["record"],
            "found_t": hit["claimed_t"]
            if hit["record"] != taken_off
            else f"{float(hit['claimed_t']) / 2:.6f}",
        }
        for hit in sample["hits"]
    ]
    answer = web.post(f"/rates/samples/{sample['id']}/findings", "evaluator", {"findings": found})
    assert answer.status_code == 200, answer.get_json()
    done: dict[str, Any] = answer.get_json()
    return done


def step(web: Web, id_: int, who: str, name: str, status: int = 200, **said: Any) -> Any:
    answer = web.post(f"/assessments/{id_}/steps", who, {"step": name, **said})
    assert answer.status_code == status, answer.get_json()
    return answer.get_json()


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


def test_the_same_figure_comes_from_the_rate_the_freeze_and_the_bundle(
    web: Web, year: RecoveryYear
) -> None:
    for definition in ("V0", "PLANT"):  # others: test_doors
        question = {
            "enterprise": year.town.producer.code,
            "year": 2025,
            "definition": definition,
        }
        shown = web.get("/rates", "evaluator", query_string=question).get_json()
        kept = frozen(web, year, definition=definition)
        bundle = web.get(f"/rates/frozen/{kept['id']}/bundle", "evaluator").get_data()
        assert shown["value"] == kept["value"] == verify(bundle).figure


def test_the_same_seed_draws_the_same_sample(web: Web, year: RecoveryYear) -> None:
    id_ = frozen(web, year)["id"]
    for plan in ("records", "mass"):
        one, other = sampled(web, id_, plan, 2), sampled(web, id_, plan, 2)
        assert one["hits"] == other["hits"]
        assert (one["seed"], len(one["hits"])) == ("lottery of 1 April", 2)


def test_a_sample_by_mass_credits_what_its_bound_leaves(web: Web, year: RecoveryYear) -> None:
    sample = sampled(web, frozen(web, year)["id"], "mass", 20)
    done = find_all(web, sample)
    # nothing was found wrong in 20 hits: 1 − 0.05^(1/20)
    assert done["conclusion"]["bound"] == "0.139108"
    assert done["conclusion"]["claimed_t"] == "12.000000"
    assert done["conclusion"]["credited_t"] == "10.330700"


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


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/enterprise"),
        ({"enterprise": "x", "year": 1}, "/year"),
        ({"enterprise": "x", "year": 2025, "given": []}, "/given"),
        ({"enterprise": "x", "year": 2025, "given": {"lives": 1}}, "/given/lives"),
        ({"enterprise": "x", "year": 2025, "definition": "CRR-X"}, "/definition"),
        ({"enterprise": "x", "year": 2025, "more": 1}, "/more"),
        ({"enterprise": "x", "year": 2026}, "/year"),
    ],
)
def test_a_freeze_that_cannot_be_is_refused_by_its_place(
    web: Web, body: dict[str, Any], pointer: str
) -> None:
    assert pointer in faults_of(web.post("/rates/frozen", "evaluator", body))


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"plan": "guess", "factor": "collected", "size": 1, "seed": "s"}, "/plan"),
        ({"plan": "mass", "factor": "collcted", "size": 1, "seed": "s"}, "/factor"),
        ({"plan": "mass", "factor": "collected", "size": 0, "seed": "s"}, "/size"),
        ({"plan": "mass", "factor": "collected", "size": 1, "seed": ""}, "/seed"),
        ({"plan": "mass", "factor": "collected", "size": 1.5, "seed": "s"}, "/size"),
    ],
)
def test_a_sample_that_cannot_be_drawn_is_refused(
    web: Web, year: RecoveryYear, body: dict[str, Any], fault: str
) -> None:
    answer = web.post(f"/rates/frozen/{frozen(web, year)['id']}/samples", "evaluator", body)
    assert fault in faults_of(answer)


def test_findings_of_strange_records_are_all_named(web: Web, year: RecoveryYear) -> None:
    sample = sampled(web, frozen(web, year)["id"])
    found = [{"record": "none", "found_t": "1"}, {"record": "nor this", "found_t": "2"}]
    answer = web.post(f"/rates/samples/{sample['id']}/findings", "evaluator", {"findings": found})
    assert set(faults_of(answer)) == {"/findings/0/record", "/findings/1/record"}
    strange: list[Any] = ["NaN", "-1", "1e999", "", None, "0.0000001", [], "1" * 50]
    for mass in strange:
        found = [{"record": sample["hits"][0]["record"], "found_t": mass}]
        path = f"/rates/samples/{sample['id']}/findings"
        assert web.post(path, "evaluator", {"findings": found}).status_code in (400, 422), mass


@pytest.mark.parametrize("path", ["/rates/frozen/{}", "/rates/samples/{}", "/assessments/{}"])
@pytest.mark.parametrize("id_", ["0", "7", "9" * 40])
def test_what_is_not_there_is_not_found(web: Web, path: str, id_: str) -> None:
    assert web.get(path.format(id_), "evaluator").status_code == 404


def test_lists_are_paged_by_key(web: Web, year: RecoveryYear) -> None:
    made = [frozen(web, year, definition=one)["id"] for one in ("R_EPR", "V0", "PLANT")]
    seen, cursor = [], None
    while True:
        asked = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        page = web.get("/rates/frozen", "evaluator", query_string=asked).get_json()
        seen += [one["id"] for one in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert seen == made[::-1]
