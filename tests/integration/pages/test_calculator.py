"""Does the page compute what the command and the API compute, and keep a faulty case to mend?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from werkzeug.test import TestResponse

from reports.usecases.case_methods import METHODS
from reports.usecases.example_cases import example
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def officer(visitor: Visitor) -> Visitor:
    visitor.enter("officer")
    return visitor


def send(visitor: Visitor, case: str, language: str = "en") -> TestResponse:
    fields = {"csrf": visitor.csrf("/rates/calculator"), "case": case}
    return visitor.client.post(
        "/rates/calculator", data=fields, headers={"Accept-Language": language}
    )


def shown(visitor: Visitor, case: dict[str, Any], language: str = "en") -> str:
    answer = send(visitor, json.dumps(case), language)
    assert answer.status_code == 200
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("method", [*METHODS, "NOBODY'S", ""])
def test_an_example_of_any_method_stands_ready(officer: Visitor, method: str) -> None:
    page = officer.open(f"/rates/calculator?method={method}").get_data(as_text=True)
    expected = method if method in METHODS else "R_EPR"
    assert f"&#34;method&#34;: &#34;{expected}&#34;" in page


def test_value_factors_and_definition_are_shown(officer: Visitor) -> None:
    page = shown(officer, example("R_EPR"))
    assert "0.738235" in page
    assert "251/340" in page
    assert "sales base, t" in page
    assert "follows the definition R_EPR/NDRC-2020, which awaits confirmation" in page


def test_a_reader_of_chinese_reads_chinese(officer: Visitor) -> None:
    page = shown(officer, example("CRR-S-1"), "zh")
    assert "综合回收率（销售基准）" in page
    assert "销售基数，吨" in page


@pytest.mark.parametrize(
    ("case", "said"),
    [
        ("", "not valid JSON"),
        ('{"method": "R_EPR", "method": "PLANT"}', "stands twice"),
        ('{"method": "<script>", "inputs": {}}', "No method is called"),
        ('{"method": "PLANT", "inputs": {"feed": [{"mass_t": "-1"}]}}', "/inputs/feed/0/mass_t"),
    ],
)
def test_what_is_wrong_is_said_and_the_case_is_kept(officer: Visitor, case: str, said: str) -> None:
    answer = send(officer, case)
    page = answer.get_data(as_text=True)
    assert answer.status_code in (400, 422)
    assert said in page
    assert "<script>" not in page
    assert case.replace('"', "&#34;").replace("<", "&lt;").replace(">", "&gt;") in page


def test_a_missing_input_is_a_sentence_and_no_fault(officer: Visitor) -> None:
    page = shown(officer, {"method": "PLANT", "inputs": {}})
    assert "INSUFFICIENT_DATA" in page
    assert "is missing: feed" in page


def test_a_form_that_is_not_ours_is_refused(officer: Visitor) -> None:
    answer = officer.client.post("/rates/calculator", data={"case": "{}"})
    assert answer.status_code == 403
