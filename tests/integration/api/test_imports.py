"""Do ledgers come in over HTTP, and templates go out?"""

from __future__ import annotations

import errno
import io
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.builders.ledgers import cells_of, marks_of, sales, workbook
from tests.builders.web import Web, faults_of
from tracker.ledgers.forms import FORMS


def send(web: Web, content: bytes, login: str = "producer", **fields: Any) -> TestResponse:
    data = {"file": (io.BytesIO(content), "台账.xlsx"), "site": "MAKER-1"} | fields
    return web.request("POST", "/imports", login, data=data)


def body(answer: TestResponse) -> dict[str, Any]:
    found = answer.get_json()
    assert isinstance(found, dict), answer.get_data(as_text=True)
    return found


def test_a_ledger_comes_in_and_its_wrong_cells_come_back(web: Web) -> None:
    answer = send(web, workbook(*sales("B1"), *sales("B2", day="?")[1:]))
    assert answer.status_code == 201
    job = body(answer)
    assert (job["state"], job["form"], job["file_name"]) == ("done", "sales", "台账.xlsx")
    assert (job["rows"], job["booked"], job["refused"]) == (2, 1, 1)
    (fault,) = job["faults"]
    assert (fault["row"], fault["column"], fault["code"]) == (3, "day of sale", "cell_day")
    assert body(web.get(f"/imports/{job['id']}", "producer")) == job
    marked = web.get(f"/imports/{job['id']}/marked", "producer")
    assert set(marks_of(marked.get_data())) == {"A3"}


def test_reasons_are_said_in_the_readers_language(web: Web) -> None:
    answer = web.request(
        "POST",
        "/imports",
        "producer",
        "zh",
        data={"file": (io.BytesIO(workbook(*sales("B1", day="?"))), "a.xlsx"), "site": "MAKER-1"},
    )
    (fault,) = body(answer)["faults"]
    assert fault["column"] == "销售日期"
    assert "2026年10月2日" in fault["detail"]
    assert "日期" in fault["detail"]


def test_a_refused_file_says_why(web: Web) -> None:
    job = body(send(web, b"<html></html>"))
    assert job["state"] == "refused"
    assert [error["code"] for error in job["error"]] == ["file_other_format"]


def test_a_file_beyond_the_limit_is_refused_before_it_is_kept(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.ledgers.jobs.MOST_BYTES", 1_000)
    answer = send(web, b"x" * 1_001)
    assert answer.status_code == 422
    assert [error["code"] for error in body(answer)["errors"]] == ["file_too_large"]
    assert body(web.get("/imports", "producer")) == {"items": []}


def test_a_full_disk_is_told_and_no_job_is_kept(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "no room")

    monkeypatch.setattr("tracker.api.imports.bring_file", no_room)
    answer = send(web, workbook(*sales("B1")))
    assert (answer.status_code, body(answer)["code"]) == (507, "disk_full")
    assert "disk is full" in body(answer)["title"]
    assert body(web.get("/imports", "producer")) == {"items": []}


def test_a_dry_run_books_nothing(web: Web) -> None:
    job = body(send(web, workbook(*sales("B1")), dry_run="true"))
    assert (job["dry_run"], job["booked"]) == (True, 1)
    assert web.get("/units/B1", "producer").status_code == 404


def test_a_form_nobody_knows_is_refused(web: Web) -> None:
    answer = send(web, workbook(*sales("B1")), form="tales")
    assert answer.status_code == 422
    assert faults_of(answer) == {"/form": "unknown_form"}


def test_without_a_file_there_is_nothing_to_import(web: Web) -> None:
    answer = web.request(
        "POST", "/imports", "producer", data={"site": "A"}, content_type="multipart/form-data"
    )
    assert faults_of(answer) == {"/file": "one_file"}


def test_what_another_organisation_brought_is_not_there(web: Web) -> None:
    job = body(send(web, workbook(*sales("B1", day="?"))))
    for path in (f"/imports/{job['id']}", f"/imports/{job['id']}/marked"):
        assert web.get(path, "shop").status_code == 404
    assert body(web.get("/imports", "shop")) == {"items": []}
    assert [one["id"] for one in body(web.get("/imports", "producer"))["items"]] == [job["id"]]


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_form_can_be_downloaded(web: Web, form: Any) -> None:
    answer = web.get(f"/templates/{form.name}.xlsx", "shop")
    assert answer.status_code == 200
    assert answer.get_data().startswith(b"PK")


def test_a_form_that_is_none_is_not_there(web: Web) -> None:
    assert web.get("/templates/tales.xlsx", "shop").status_code == 404
    assert web.get("/ledgers/tales.xlsx", "shop").status_code == 404


def test_a_ledger_goes_out_in_the_form_in_which_it_comes_in(web: Web) -> None:
    send(web, workbook(*sales("B1", "B2")))
    answer = web.get("/ledgers/sales.xlsx?first=2026-10-02&last=2026-10-02", "producer")
    assert [row[1].value for row in cells_of(answer.get_data()).iter_rows(min_row=3)] == [
        *("B1", "B2"),
    ]
    later = web.get("/ledgers/sales.xlsx?first=2026-10-03", "producer")
    assert cells_of(later.get_data()).max_row == 2


def test_a_day_that_is_none_is_refused(web: Web) -> None:
    answer = web.get("/ledgers/sales.xlsx?first=October", "producer")
    assert faults_of(answer) == {"/first": "not_a_day"}


def test_a_register_goes_out_in_the_form_in_which_it_comes_in(web: Web) -> None:
    answer = web.get("/ledgers/battery-models.xlsx", "producer")
    assert answer.status_code == 200
    again = body(send(web, answer.get_data(), form="battery-models"))
    assert (again["booked"], again["known"], again["refused"]) == (0, 2, 0), again["faults"]
