"""Approvals on their pages: the officer's list, the sheet of both sides, taking a step."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.builders.approvals import applied, far_smelter, walked
from tests.builders.province import TheTown
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def web(sessions: sessionmaker[Session], town: TheTown, tmp_path: Path) -> Web:
    return Web(sessions, town, tmp_path)


@pytest.fixture
def asked(
    web: Web, town: TheTown, sessions: sessionmaker[Session], visitor: Visitor
) -> dict[str, Any]:
    found = applied(web, town, far_smelter(sessions))
    visitor.enter("officer")
    return found


def text_of(visitor: Visitor, path: str, language: str = "en") -> str:
    answer = visitor.open(path, language)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def press(visitor: Visitor, approval: dict[str, Any], step: str, **fields: Any) -> TestResponse:
    path = f"/approvals/{approval['code']}"
    form = {"csrf": visitor.csrf(path), "version": str(approval["version"])}
    sent = form | {"step": step} | fields
    return visitor.client.post(path, data=sent, headers={"Accept-Language": "en"})


def test_an_officer_finds_what_waits_and_takes_a_step(
    visitor: Visitor, asked: dict[str, Any]
) -> None:
    assert f'href="/approvals/{asked["code"]}"' in text_of(visitor, "/approvals")
    assert "待主管部门办理" in text_of(visitor, "/approvals", "zh")
    page = text_of(visitor, f"/approvals/{asked['code']}")
    assert "silence accepts it" in page
    assert 'value="find_complete"' in page
    assert press(visitor, asked, "find_complete").status_code == 303
    assert "complete, accepted" in text_of(visitor, f"/approvals/{asked['code']}")


def test_the_applicant_sees_the_same_sheet_with_other_steps(
    visitor: Visitor, asked: dict[str, Any]
) -> None:
    visitor.enter("clerk")
    page = text_of(visitor, f"/approvals/{asked['code']}")
    offered = [step for step in ("withdraw", "find_complete") if f'value="{step}"' in page]
    assert offered == ["withdraw"]


def test_what_is_missing_is_ticked_and_supplied(visitor: Visitor, asked: dict[str, Any]) -> None:
    missing = ["receiver_contract", "other_material"]
    assert press(visitor, asked, "ask_for_more", missing=missing).status_code == 303
    visitor.enter("clerk")
    later = asked | {"version": asked["version"] + 1}
    refused = press(visitor, later, "supply", material="other_material", digest="f" * 64)
    assert refused.status_code == 422
    assert "was brought by this organisation" in refused.get_data(as_text=True)
    digest = asked["materials"][0]["digest"]
    assert (
        press(visitor, later, "supply", material="other_material", digest=digest).status_code == 303
    )


def test_a_granted_approval_shows_its_figures(
    visitor: Visitor, web: Web, asked: dict[str, Any]
) -> None:
    done = walked(web, asked)
    page = text_of(visitor, f"/approvals/{done['code']}", "zh")
    assert "鄂危转〔2026〕1号" in page
    assert "10000.000" in page


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "dance"},
        {"version": "x"},
        {"missing": ["everything"]},
        {"day": "yesterday"},
        {"step": "decide", "number": "<script>alert(1)</script>"},
        {"step": "ask_for_more", "reason": "a\u0000b"},
    ],
)
def test_a_form_that_says_nonsense_is_refused_and_shown_as_text(
    visitor: Visitor, asked: dict[str, Any], fields: dict[str, Any]
) -> None:
    answer = press(visitor, asked, **{"step": "find_complete"} | fields)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_an_application_of_others_is_not_there(visitor: Visitor, asked: dict[str, Any]) -> None:
    assert visitor.open("/approvals/PA0").status_code == 404
    assert visitor.open("/approvals/%00").status_code == 404
    assert asked["state"] == "applied"
