"""Attachments over HTTP: what is taken, who gets it back, and how safely."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from tests.builders.books import rows_in_all_tables
from tests.builders.files import CSV, DOCX, JPEG, PDF, PNG, XLSM, XLSX, a_file, upload
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.web import Web, faults_of
from tracker.domain.attachment import MOST_FILE_BYTES
from tracker.domain.roles import Role


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def fetch(web: Web, content: bytes, login: str, **more: Any) -> TestResponse:
    return web.get(f"/attachments/{sha256(content)}", login, buffered=True, **more)


def files_in(home: Path) -> list[str]:
    folder = home / "attachments"
    return sorted(str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file())


@pytest.mark.parametrize(
    ("content", "name", "media_type"),
    [
        (PDF, "a.pdf", "application/pdf"),
        (JPEG, "a.JPEG", "image/jpeg"),
        (PNG, "a.png", "image/png"),
        (CSV, "a.csv", "text/csv"),
        (
            XLSX,
            "a.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (
            DOCX,
            "a.docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
    ],
)
def test_a_file_comes_back_as_it_was_brought(
    web: Web, content: bytes, name: str, media_type: str
) -> None:
    brought = upload(web, "point", content, name, sha256=sha256(content))
    got = fetch(web, content, "point")

    assert brought.status_code == 201
    assert brought.get_json() == {
        "digest": sha256(content),
        "kind": "minutes",
        "media_type": media_type,
        "name": name,
        "size": len(content),
    }
    assert (got.status_code, got.mimetype, got.data) == (200, media_type, content)


def test_what_is_sent_back_is_saved_and_never_shown(web: Web) -> None:
    upload(web, "point", PDF, '会议纪要"; x.pdf')

    headers = fetch(web, PDF, "point").headers

    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["Cache-Control"] == "private, no-cache"


def test_the_same_content_is_one_file(web: Web, tmp_path: Path) -> None:
    first = upload(web, "point", PDF, "first.pdf")
    again = upload(web, "point", PDF, "second.pdf", kind="photo")
    other = upload(web, "shop", PDF, "third.pdf")

    assert (again.status_code, again.get_json()) == (200, first.get_json())
    assert (other.status_code, other.get_json()["name"]) == (201, "third.pdf")
    digest = sha256(PDF)
    assert files_in(tmp_path) == [f"{digest[:2]}/{digest[2:]}"]


def test_a_file_is_for_its_organisation_and_who_oversees_it(web: Web, town: TheTown) -> None:
    upload(web, "point", PDF)
    web.callers["elsewhere"] = a_caller(
        Role.BUREAU_CITY, user=77, login="elsewhere", organisation=None, division="420500"
    )

    logins = ("point", "other_point", "bureau", "elsewhere", "administrator")
    seen = {login: fetch(web, PDF, login).status_code for login in logins}

    assert seen == {
        "point": 200,
        "other_point": 404,
        "bureau": 200,
        "elsewhere": 404,
        "administrator": 404,
    }


def test_the_offices_own_file_is_not_for_organisations(web: Web) -> None:
    assert upload(web, "bureau", PDF).status_code == 201

    assert fetch(web, PDF, "bureau").status_code == 200
    assert fetch(web, PDF, "point").status_code == 404


WRONG: list[tuple[bytes, str, dict[str, Any], dict[str, str]]] = [
    (b"", "a.pdf", {}, {"/file": "file_empty"}),
    (PDF, "a.png", {}, {"/file": "content_differs"}),
    (b"MZ\x90", "a.pdf", {}, {"/file": "content_differs"}),
    (b"<script>", "a.csv", {}, {"/file": "content_differs"}),
    (b"a,b\x00", "a.csv", {}, {"/file": "content_differs"}),
    (b"PK\x03\x04 no archive", "a.xlsx", {}, {"/file": "content_differs"}),
    (DOCX, "a.xlsx", {}, {"/file": "content_differs"}),
    (XLSM, "a.xlsx", {}, {"/file": "holds_macros"}),
    (XLSX, "a.zip", {}, {"/file": "media_type_refused"}),
    (b"<svg/>", "a.svg", {}, {"/file": "media_type_refused"}),
    (PDF, "a.pdf", {"sha256": "0" * 64}, {"/sha256": "wrong_digest"}),
    (PDF, "a.pdf", {"sha256": "abc"}, {"/sha256": "not_a_digest"}),
    (PDF, "a.pdf", {"kind": "gossip"}, {"/kind": "not_one_of"}),
    (
        PDF,
        "a.pdf",
        {"kind": None, "colour": "red"},
        {"/kind": "required", "/colour": "unknown_field"},
    ),
    (PDF, "a.pdf", {"file": None}, {"/file": "one_file"}),
    (PDF, "a.pdf", {"file": "just text"}, {"/file": "one_file"}),
    (
        PDF,
        "a.pdf",
        {"file": [a_file(PDF, "a.pdf"), a_file(PNG, "b.png")]},
        {"/file": "one_file"},
    ),
    (PDF, "a.pdf", {"more": a_file(PDF, "b.pdf")}, {"/more": "unknown_field"}),
]


@pytest.mark.parametrize(("content", "name", "form", "faults"), WRONG)
def test_what_is_wrong_is_named_and_nothing_is_left_behind(
    web: Web,
    tmp_path: Path,
    database: Connection,
    content: bytes,
    name: str,
    form: dict[str, Any],
    faults: dict[str, str],
) -> None:
    before = rows_in_all_tables(database)

    answer = upload(web, "point", content, name, **form)

    assert (answer.status_code, faults_of(answer)) == (422, faults)
    assert rows_in_all_tables(database) == before
    assert files_in(tmp_path) == []


def test_a_file_beyond_the_limit_is_refused(web: Web, tmp_path: Path) -> None:
    answer = upload(web, "point", PDF + bytes(MOST_FILE_BYTES))

    assert faults_of(answer) == {"/file": "file_too_large"}
    assert files_in(tmp_path) == []


def test_a_body_far_beyond_the_limit_is_not_read(web: Web) -> None:
    answer = upload(web, "point", PDF + bytes(MOST_FILE_BYTES + 200_000))

    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")
    assert "20100000" in answer.get_json()["title"]


def test_the_usual_limit_holds_for_all_other_bodies(web: Web) -> None:
    answer = web.post("/sites", "point", {"name": "x" * 5_000_000})

    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


def test_json_is_no_form(web: Web) -> None:
    answer = web.post("/attachments", "point", {"kind": "photo"})

    assert (answer.status_code, answer.get_json()["code"]) == (415, "wrong_upload_type")


# the toolkit leaves the half-read part to the garbage collector, which closes it
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_form_that_breaks_off_is_refused_calmly(web: Web) -> None:
    answer = web.request(
        "POST",
        "/attachments",
        "point",
        data=b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 422


@pytest.mark.parametrize("digest", ["0" * 64, "abc", "%00", "..%2F..%2Fsecret", "x" * 64])
def test_what_nobody_brought_is_not_found(web: Web, digest: str) -> None:
    assert web.get(f"/attachments/{digest}", "point").status_code == 404


def test_a_name_is_kept_without_its_folders(web: Web) -> None:
    answer = upload(web, "point", PDF, "../../纪要.pdf")

    assert answer.get_json()["name"] == "纪要.pdf"


def test_a_file_that_vanished_from_the_disk_is_not_found(web: Web, tmp_path: Path) -> None:
    upload(web, "point", PDF)
    digest = sha256(PDF)
    (tmp_path / "attachments" / digest[:2] / digest[2:]).unlink()

    assert web.get(f"/attachments/{digest}", "point").status_code == 404


def test_part_of_a_file_can_be_asked_for(web: Web) -> None:
    upload(web, "point", PDF)

    answer = fetch(web, PDF, "point", headers={"Range": "bytes=1-3"})

    assert (answer.status_code, answer.data) == (206, b"PDF")
