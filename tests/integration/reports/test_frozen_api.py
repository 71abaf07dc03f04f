"""Are rates frozen, sampled and found out about over the API, and every fault told by its place?"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from reports.verify.bundle import verify
from tests.builders.assessed import an_assessed_year, find_all, frozen, sampled
from tests.builders.rates import RecoveryYear
from tests.builders.web import Web, faults_of


@pytest.fixture
def web(sessions: sessionmaker[Session], year: RecoveryYear, tmp_path: Path) -> Web:
    return an_assessed_year(sessions, year, tmp_path)


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
