"""Rates over HTTP: who sees which, page by page what is behind them, and the calculator."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.rates import TONNE, RecoveryYear
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.roles import Role


@pytest.fixture
def web(sessions: sessionmaker[Session], year: RecoveryYear, tmp_path: Path) -> Web:
    """With an evaluator of the city, and three heaps delivered and treated in 2025."""
    year.usual_registers()
    for month in (3, 4, 5):
        heap = f"HEAP-{month}"
        year.collect(heap, TONNE, f"2025-0{month}-01 08:00")
        year.deliver(heap, f"2025-0{month}-02 08:00", f"2025-0{month}-02 16:00", TONNE)
        year.treat(heap, f"2025-0{month}-03 08:00", 500_000, 390_000)
    evaluator = a_caller(Role.EVALUATOR, login="evaluator", organisation=None)
    return Web(sessions, year.town, tmp_path, evaluator)


@pytest.fixture
def question(year: RecoveryYear) -> dict[str, Any]:
    return {"enterprise": year.town.producer.code, "year": 2025}


def test_a_rate_comes_with_factors_definition_and_records(
    web: Web, question: dict[str, Any]
) -> None:
    answer = web.get("/rates", "evaluator", query_string=question).get_json()
    assert (answer["status"], answer["value"]["fraction"]) == ("OK", "117/400")
    assert [answer["factors"][name]["fraction"] for name in ("R_EPR", "v0", "eta_pb")] == [
        "3/10",
        "1/1",
        "39/40",
    ]
    # 2.5 % of the lead fed is in no ingot, and no loss was recorded.
    assert answer["flags"] == ["FLAG_BALANCE", "FLAG_UNCONFIRMED_DEFINITION"]
    assert answer["definition"]["status"] == "awaits_confirmation"
    assert answer["behind"] == {
        "R_EPR": ["collected", "sales_base"],
        "v0": ["v0"],
        "eta_pb": ["eta_pb"],
    }
    assert {name: page["total"] for name, page in answer["evidence"].items()} == {
        "collected": 3,
        "sales_base": 3,
        "v0": 3,
        "eta_pb": 6,
    }


def test_the_producer_sees_its_own_rate_and_nobody_elses(
    web: Web, question: dict[str, Any]
) -> None:
    assert web.get("/rates", "producer", query_string=question).status_code == 200
    for stranger in ("recycler", "point", "shop"):
        assert web.get("/rates", stranger, query_string=question).status_code == 404


def test_evidence_comes_in_pages_without_loss_or_repetition(
    web: Web, question: dict[str, Any]
) -> None:
    found: list[str] = []
    cursor = None
    while True:
        page = web.get(
            "/rates/evidence",
            "evaluator",
            query_string={
                **question,
                "factor": "eta_pb",
                "limit": 4,
                **({"cursor": cursor} if cursor else {}),
            },
        ).get_json()
        found += [item["about"]["lot"] for item in page["items"]]
        cursor = page["next"]
        if cursor is None:
            break
    assert found == [f"{kind}-HEAP-{n}" for n in (3, 4, 5) for kind in ("PASTE", "INGOT")]


def test_the_first_page_of_a_rate_goes_on_as_evidence(web: Web, question: dict[str, Any]) -> None:
    first = web.get("/rates", "evaluator", query_string={**question, "records": 2}).get_json()
    page = first["evidence"]["collected"]
    more = web.get(
        "/rates/evidence",
        "evaluator",
        query_string={**question, "factor": "collected", "cursor": page["next"]},
    ).get_json()
    assert (len(page["items"]), len(more["items"]), more["next"]) == (2, 1, None)


def test_every_fault_of_a_question_is_named(web: Web) -> None:
    answer = web.get("/rates", "evaluator", query_string={"year": "26", "colour": "red"})
    assert faults_of(answer) == {
        "/enterprise": "required",
        "/year": "not_a_whole_number",
        "/colour": "unknown_field",
    }


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"definition": "CRR-X"}, {"/definition": "unknown_definition"}),
        ({"definition": "AUDIT-MASS"}, {"/definition": "unknown_definition"}),
        ({"factor": "luck"}, {"/factor": "unknown_factor"}),
        ({"cursor": "?"}, {"/cursor": "not_a_cursor"}),
    ],
)
def test_what_does_not_exist_is_said(
    web: Web, question: dict[str, Any], changes: dict[str, str], fault: dict[str, str]
) -> None:
    asked = {**question, "factor": "collected", **changes}
    assert faults_of(web.get("/rates/evidence", "evaluator", query_string=asked)) == fault


@pytest.mark.parametrize("code", ["nobody", "\x00", "' OR 1=1", "9" * 200])
def test_an_enterprise_that_does_not_exist_is_not_found(web: Web, code: str) -> None:
    answer = web.get("/rates", "evaluator", query_string={"enterprise": code, "year": 2025})
    assert answer.status_code == 404


def test_the_calculator_answers_as_the_command_does(web: Web) -> None:
    case = {
        "method": "R_EPR",
        "inputs": {
            "year": 2026,
            "sales_t": {"2025": "6400"},
            "collected": [
                {"mass_t": "2304", "route": "own", "licensed": True, "category": "waste"}
            ],
        },
    }
    answer = web.post("/rates/compute", "shop", case).get_json()
    assert (answer["status"], answer["value"]) == (
        "OK",
        {"fraction": "9/25", "decimal": "0.360000"},
    )


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('{"method": "PLANT", "method": "R_EPR", "inputs": {}}', "broken_json"),
        ('{"method": "PLANT", "inputs": {"feed": NaN}}', "broken_json"),
        ('{"method": "CRR-R-1", "inputs": {"eta_pb": 1e5}}', "malformed"),
    ],
)
def test_the_calculator_reads_a_request_as_strictly_as_a_file(
    web: Web, text: str, problem: str
) -> None:
    answer = web.request(
        "POST", "/rates/compute", "shop", data=text, content_type="application/json"
    )
    assert answer.get_json()["code"] == problem


def test_no_digit_of_a_request_is_lost(web: Web) -> None:
    text = (
        '{"method": "CRR-R-1", "inputs": {"eta_pb": 0.10000000000000000001,'
        ' "lawful_intake_share": 1}}'
    )
    answer = web.request(
        "POST", "/rates/compute", "shop", data=text, content_type="application/json"
    )
    value = answer.get_json()["value"]["fraction"]
    assert value == "10000000000000000001/100000000000000000000"


def test_the_calculator_names_every_fault(web: Web) -> None:
    case = {"method": "NO", "inputs": [], "colour": 1}
    assert faults_of(web.post("/rates/compute", "shop", case)) == {
        "/colour": "unknown_field",
        "/method": "unknown_method",
        "/inputs": "not_an_object",
    }


def test_a_reason_is_given_in_the_readers_language(web: Web) -> None:
    case = {"method": "R_EPR", "inputs": {"year": 2026}}
    said = {
        language: web.post("/rates/compute", "shop", case, language=language).get_json()["says"]
        for language in ("zh", "en")
    }
    assert said == {
        "zh": ["方法所需的数据不全，缺少：sales_t, collected。"],
        "en": ["Something that the method needs is missing: sales_t, collected."],
    }


def test_definitions_can_be_read(web: Web) -> None:
    items = web.get("/rates/definitions", "shop").get_json()["items"]
    assert {item["status"] for item in items} == {"awaits_confirmation"}
    assert {"R_EPR/NDRC-2020", "CRR-S-1", "V0"} <= {item["id"] for item in items}
