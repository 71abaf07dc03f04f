"""What is this code, over HTTP."""

from __future__ import annotations

import pytest

from tests.builders.web import Web, faults_of


def test_a_platform_label_is_recognised(web: Web) -> None:
    answer = web.get("/codes", "point", query_string={"text": "PB420000000001Q"})

    assert answer.get_json()["schemes"][0] == "PLATFORM"


@pytest.mark.parametrize("text", ["\x00", "🔋", "%00%ff", "4.2e+19", "24366160203632619520"])
def test_any_text_is_answered_calmly(web: Web, text: str) -> None:
    answer = web.get("/codes", "point", query_string={"text": text})

    assert answer.status_code == 200
    assert answer.get_json()["error"] or answer.get_json()["schemes"]


def test_a_question_without_a_text_names_what_is_missing(web: Web) -> None:
    assert faults_of(web.get("/codes", "point")) == {"/text": "required"}
