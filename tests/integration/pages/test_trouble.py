"""What does a person see when nothing is there, the session is over, or the machine fails?"""

from __future__ import annotations

import errno
import io
from typing import Any

import pytest
from psycopg.errors import DiskFull
from sqlalchemy.exc import OperationalError

from tests.builders.ledgers import sales, workbook
from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor

BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/nowhere", "/sites/POINT-1/nowhere", "/static/nothing.css"])
@pytest.mark.parametrize(("language", "says"), [("zh", "内容不存在"), ("en", "There is nothing")])
def test_an_address_that_leads_nowhere_is_said_on_a_page(
    visitor: Visitor, path: str, language: str, says: str
) -> None:
    headers = {"Accept": BROWSER, "Accept-Language": language}
    answer = visitor.client.get(path, headers=headers)

    assert answer.status_code == 404
    assert answer.mimetype == "text/html"
    assert says in answer.get_data(as_text=True)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/nowhere", "/api/v1/nowhere"])
def test_an_application_is_told_the_same_as_a_problem(visitor: Visitor, path: str) -> None:
    accept = BROWSER if path.startswith("/api") else "*/*"
    answer = visitor.client.get(path, headers={"Accept": accept})

    assert (answer.status_code, answer.mimetype) == (404, "application/problem+json")


def test_a_form_sent_after_the_session_ended_leads_back_to_its_page(
    visitor: Visitor, town: TheTown
) -> None:
    visitor.enter("clerk")
    form = {"csrf": visitor.csrf("/imports"), "step": "acknowledge"}
    town.clock.pass_by(hours=11)

    sent = visitor.client.post(
        "/alarms/1", data=form, headers={"Referer": "http://localhost/alarms"}
    )

    assert (sent.status_code, sent.location) == (302, "/login?next=/alarms")


@pytest.mark.parametrize(
    ("trouble", "status", "says"),
    [
        (OperationalError("", {}, Exception("gone")), 503, "数据库"),
        (OperationalError("", {}, DiskFull("no room")), 507, "磁盘已满"),
        (OSError(errno.ENOSPC, "no room"), 507, "磁盘已满"),
    ],
    ids=["the database is away", "its disk is full", "ours is full"],
)
def test_a_machine_that_fails_is_said_on_a_page(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch, trouble: Exception, status: int, says: str
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise trouble

    visitor.enter("clerk")
    monkeypatch.setattr("tracker.pages.views.imports.list_jobs", fail)

    answer = visitor.open("/imports", language="zh")

    assert answer.status_code == status
    assert says in answer.get_data(as_text=True)


def test_an_import_that_waits_for_room_is_looked_at_again_by_itself(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_room(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    visitor.enter("clerk")
    monkeypatch.setattr("tracker.ledgers.jobs.write_marked", no_room)
    file = (io.BytesIO(workbook(*sales("B1", day="?"))), "十月.xlsx")
    form = {"csrf": visitor.csrf("/imports"), "site": "POINT-1", "file": file}

    page = visitor.client.post("/imports", data=form, follow_redirects=True)

    shown = page.get_data(as_text=True)
    assert "磁盘已满" in shown
    assert '<meta http-equiv="refresh"' in shown
    assert '<progress value="1" max="1"' in shown


def test_the_marked_copy_bears_the_name_of_the_file(visitor: Visitor) -> None:
    visitor.enter("clerk")
    file = (io.BytesIO(workbook(*sales("B1", day="?"))), "十月.xlsx")
    form = {"csrf": visitor.csrf("/imports"), "site": "POINT-1", "file": file}
    sent = visitor.client.post("/imports", data=form)

    named = visitor.open(f"{sent.location}/marked").headers["Content-Disposition"]

    assert "filename*=UTF-8''%E5%8D%81%E6%9C%88.marked.xlsx" in named
    assert named.isascii()
