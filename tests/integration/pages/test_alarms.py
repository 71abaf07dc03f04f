"""What people see and do on the pages of alarms, figures, working days and notices."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Connection, text

from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor
from tracker.domain.scan import ScanKind


@pytest.fixture
def inbox(visitor: Visitor, town: TheTown) -> Visitor:
    """Two batteries nobody sold came to two points; an officer looks."""
    town.scan(town.point, ScanKind.COLLECT, "CELL-1")
    town.scan(town.other_point, ScanKind.COLLECT, "CELL-2")
    visitor.enter("officer")
    return visitor


def page(visitor: Visitor, path: str, language: str = "en") -> str:
    answer = visitor.open(path, language)
    assert answer.status_code == 200, (path, answer.status_code)
    return answer.get_data(as_text=True)


def alarm_of(visitor: Visitor, code: str) -> str:
    """The address of the alarm about a code."""
    found = re.findall(
        r'href="(/alarms/\d+)".*?<span class="code">([^<]+)', page(visitor, "/alarms"), re.DOTALL
    )
    return str(next(path for path, subject in found if subject == code))


def send(visitor: Visitor, path: str, **form: str) -> int:
    sent = visitor.client.post(path, data={"csrf": visitor.csrf("/figures"), **form})
    return sent.status_code


def test_the_inbox_shows_what_is_open_and_leads_to_each(inbox: Visitor) -> None:
    whole = page(inbox, "/alarms")
    assert "CELL-1" in whole
    assert "CELL-2" in whole
    assert "CELL-2" not in page(inbox, "/alarms?site=POINT-1")
    assert "Nothing here needs anybody" in page(inbox, "/alarms?severity=alarm")
    assert "A19" in page(inbox, alarm_of(inbox, "CELL-1"))


def test_an_officer_settles_an_alarm_and_says_why(inbox: Visitor) -> None:
    path = alarm_of(inbox, "CELL-1")
    assert send(inbox, path, step="resolve") == 422
    assert send(inbox, path, step="resolve", reason="已补录") == 303

    assert "已补录" in page(inbox, path)
    assert "CELL-1" not in page(inbox, "/alarms")
    assert "CELL-1" in page(inbox, "/alarms?state=resolved")


def test_a_stale_page_does_not_overwrite_what_somebody_else_did(inbox: Visitor) -> None:
    path = alarm_of(inbox, "CELL-1")
    assert send(inbox, path, step="acknowledge", version="1") == 303
    assert send(inbox, path, step="resolve", reason="x", version="1") == 409


def test_a_clerk_sees_its_own_alarms_and_may_not_close_them(inbox: Visitor, town: TheTown) -> None:
    own, other = alarm_of(inbox, "CELL-1"), alarm_of(inbox, "CELL-2")
    inbox.enter("clerk")
    assert "CELL-2" not in page(inbox, "/alarms")
    assert inbox.open(other).status_code == 404
    assert 'value="resolve"' not in page(inbox, own)
    assert send(inbox, own, step="resolve", reason="x") == 422
    assert send(inbox, own, step="acknowledge") == 303


@pytest.mark.parametrize("query", ["cursor=W10", "cursor=x", "state=%00", "site=%00"])
def test_a_wrong_question_is_no_fault_of_the_house(inbox: Visitor, query: str) -> None:
    assert inbox.open(f"/alarms?{query}").status_code in (200, 422)


def test_a_figure_is_set_on_the_page(inbox: Visitor, town: TheTown) -> None:
    form = {"value": "2000", "valid_from": "2026-10-31", "source": "鄂环发〔2026〕1号"}
    assert "3000.000 kilograms" in page(inbox, "/figures")
    assert send(inbox, "/figures/point_mass", **form) == 303
    assert "2000.000 kilograms" in page(inbox, "/figures")
    assert send(inbox, "/figures/point_mass", **form | {"value": "much"}) == 422
    inbox.enter("clerk")
    assert "鄂环发" in page(inbox, "/figures")
    assert send(inbox, "/figures/point_mass", **form) == 403


def test_a_year_of_working_days_is_entered_on_the_page(inbox: Visitor) -> None:
    form = {"year": "2027", "days_off": "2027-01-01 2027-02-05", "days_worked": "2027-02-13"}
    assert send(inbox, "/figures", **form, source="国办发明电") == 303
    assert "2004 to 2027" in page(inbox, "/figures")
    assert send(inbox, "/figures", **form | {"days_off": "soon"}, source="x") == 422


def test_a_target_is_added_and_its_key_shown_once(inbox: Visitor, database: Connection) -> None:
    form = {"kind": "webhook", "address": "https://127.0.0.1:1/hook", "least": "notice"}
    sent = inbox.client.post("/notices", data={"csrf": inbox.csrf("/notices"), **form})
    assert "whsec_" in sent.get_data(as_text=True)
    assert "whsec_" not in page(inbox, "/notices")

    target = database.scalar(text("SELECT id FROM notice_target"))
    tried = inbox.client.post(f"/notices/{target}", data={"csrf": inbox.csrf("/notices")})
    assert "not allowed" in tried.get_data(as_text=True)
    assert send(inbox, "/notices", **form | {"address": "nowhere"}) == 422
    assert send(inbox, "/notices/999999999999") == 404


@pytest.mark.parametrize("path", ["/alarms", "/figures", "/notices"])
def test_no_english_is_left_on_these_pages(inbox: Visitor, path: str) -> None:
    whole = page(inbox, path, "zh")
    seen = re.sub(r"<(script|style|title)\b.*?</\1>|<[^>]+>", " ", whole, flags=re.DOTALL)
    kept = re.compile(r"English|officer|chinesecalendar|true|false|[A-Z]+-\d+\w*|HJ|GB|VM")
    words = re.findall(r"[A-Za-z][A-Za-z ]{3,}", kept.sub(" ", seen))
    assert [word.strip() for word in words if len(word.strip()) > 3] == []


def test_an_alarm_is_told_in_chinese(inbox: Visitor) -> None:
    whole = page(inbox, alarm_of(inbox, "CELL-1"), "zh")
    for said in ("确认知悉", "办结", "排除", "下一步", "铅蓄电池溯源业务规则"):
        assert said in whole
