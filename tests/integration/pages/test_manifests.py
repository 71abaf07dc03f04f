"""Manifests on their pages: the list, the sheet, and confirming with a scanner at the gate."""

from __future__ import annotations

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.builders.manifests import collected, confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def web(sessions: Any, town: TheTown, tmp_path: Any) -> Web:
    """The same books over the API."""
    return Web(sessions, town, tmp_path)


@pytest.fixture
def issued(web: Web, town: TheTown, visitor: Visitor) -> dict[str, Any]:
    collected(town, "B1", "B2")
    rows = [{"pieces": 2, "mass_kg": "30", "codes": ["B1", "B2"]}]
    own = [{"organisation": town.point.code}]
    visitor.enter("clerk")
    return confirmed(web, "point", drafted(web, town, rows=rows, carriers=own), "issue")


def text_of(visitor: Visitor, path: str, language: str = "en") -> str:
    answer = visitor.open(path, language)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def press(visitor: Visitor, manifest: dict[str, Any], step: str, **fields: str) -> TestResponse:
    path = f"/manifests/{manifest['number']}"
    form = {"csrf": visitor.csrf(path), "version": str(manifest["version"])}
    sent = form | {"step": step} | fields
    return visitor.client.post(path, data=sent, headers={"Accept-Language": "en"})


def test_a_list_shows_what_waits_for_the_reader(visitor: Visitor, issued: dict[str, Any]) -> None:
    page = text_of(visitor, "/manifests")
    assert f'href="/manifests/{issued["number"]}"' in page
    assert "your turn" in page
    assert "待您确认" in text_of(visitor, "/manifests?group=open", "zh")
    assert "No manifest stands here now." in text_of(visitor, "/manifests?group=drafts")


def test_an_officer_sees_those_of_the_division_and_may_press_nothing(
    visitor: Visitor, issued: dict[str, Any]
) -> None:
    visitor.enter("officer")
    assert issued["number"] in text_of(visitor, "/manifests?group=open")
    page = text_of(visitor, f"/manifests/{issued['number']}")
    assert "Who confirmed what" in page
    assert 'name="step"' not in page


def test_a_sheet_offers_what_may_be_done_now(visitor: Visitor, issued: dict[str, Any]) -> None:
    page = text_of(visitor, f"/manifests/{issued['number']}")
    offered = [step for step in ("issue", "cancel", "load", "accept") if f'value="{step}"' in page]
    assert offered == ["cancel", "load"]


def test_differences_are_shown_before_anything_is_confirmed(
    visitor: Visitor, web: Web, issued: dict[str, Any]
) -> None:
    only_look = press(visitor, issued, "load", scanned="B1\r\n", do="compare")
    assert "Each difference needs a reason" in only_look.get_data(as_text=True)
    refused = press(visitor, issued, "load", scanned="B1\nB1\n", do="confirm")
    page = refused.get_data(as_text=True)
    assert refused.status_code == 422
    assert "B2: missing. Give a reason." in page
    assert 'name="reason for B2"' in page
    assert web.get(f"/manifests/{issued['number']}", "point").get_json()["state"] == "issued"

    done = press(visitor, issued, "load", scanned="B1", **{"reason for B2": "left behind"})
    assert done.status_code == 303
    shown = text_of(visitor, done.location)
    assert "left behind" in shown


def test_a_press_on_an_old_page_is_refused_with_a_sentence(
    visitor: Visitor, issued: dict[str, Any]
) -> None:
    press(visitor, issued, "load", scanned="B1\nB2")
    late = press(visitor, issued, "load", scanned="B1\nB2")
    assert late.status_code == 422
    assert "Somebody else changed this" in late.get_data(as_text=True)


@pytest.mark.parametrize(
    "fields",
    [
        {"step": "dance"},
        {"version": "x"},
        {"step": "cancel"},
        {"step": "cancel", "reason": "a\u0000b"},
        {"scanned": "\u0001"},
        {"step": "reject", "reason": "<script>alert(1)</script>"},
    ],
)
def test_a_form_that_says_nonsense_is_refused_and_shown_as_text(
    visitor: Visitor, issued: dict[str, Any], fields: dict[str, str]
) -> None:
    answer = press(visitor, issued, **{"step": "load"} | fields)
    assert answer.status_code == 422
    assert "<script>alert" not in answer.get_data(as_text=True)


def test_a_manifest_of_others_is_not_there(visitor: Visitor, web: Web, town: TheTown) -> None:
    visitor.enter("clerk")
    rows = [{"pieces": 1, "mass_kg": "15"}]
    other = drafted(web, town, login="station", sender="STATION-1", rows=rows)
    assert visitor.open(f"/manifests/{other['number']}").status_code == 404
    assert visitor.open("/manifests/%00").status_code == 404


def fill_in(visitor: Visitor, town: TheTown, **fields: str) -> TestResponse:
    form = {
        "csrf": visitor.csrf("/manifests/new"),
        "client_id": "page-request-1",
        "sender": town.point.site,
        "receiver": town.recycler.site,
        "carrier": town.carrier.code,
        "pieces": "2",
        "mass_kg": "30",
    }
    headers = {"Accept-Language": "en"}
    return visitor.client.post("/manifests/new", data=form | fields, headers=headers)


def test_a_manifest_is_filled_in_on_a_page(visitor: Visitor, town: TheTown) -> None:
    visitor.enter("clerk")
    collected(town, "B1", "B2")
    made = fill_in(visitor, town, codes="B1\nB2\n")
    assert made.status_code == 303
    page = text_of(visitor, made.location)
    assert "B1" in page
    assert 'value="issue"' in page
    again = fill_in(visitor, town, codes="B1\nB2\n", csrf=visitor.csrf("/manifests/new"))
    assert again.location == made.location


def test_what_is_wrong_with_it_is_told_at_once_and_nothing_is_lost(
    visitor: Visitor, town: TheTown
) -> None:
    visitor.enter("clerk")
    answer = fill_in(visitor, town, pieces="many", receiver="", codes="NO-1")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "receiver is missing." in page
    assert "NO-1" in page
