"""Applying on a page: fields and files, faults at their fields, steps with files."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker
from werkzeug.test import TestResponse

from tests.builders.approvals import an_application, far_smelter, taken
from tests.builders.files import PDF
from tests.builders.manifests import answer_of
from tests.builders.province import Firm, TheTown
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor

CODE = re.compile(r"/approvals/(PA\d+)$")


@pytest.fixture
def far(sessions: sessionmaker[Session]) -> Firm:
    return far_smelter(sessions)


def said(far: Firm, **changes: Any) -> dict[str, Any]:
    """Ten tonnes to the far smelter; the values of a form as people type them."""
    return {
        "client_id": "the-form-of-this-test",
        "receiver": far.code,
        "waste": "900-052-31",
        "waste_name": "废铅蓄电池",
        "mass_kg": "10000",
        "purpose": "use",
        "span_from": "2026-10-01",
        "span_until": "2027-12-31",
        "receiver_licence": "3601000001",
        "receiver_licence_until": "2028-12-31",
    } | changes


def send(visitor: Visitor, form: dict[str, Any], language: str = "en") -> TestResponse:
    token = {"csrf": visitor.csrf("/approvals/new")}
    headers = {"Accept-Language": language}
    return visitor.client.post("/approvals/new", data=form | token, headers=headers)


def a_pdf(name: str = "表.pdf", content: bytes = PDF) -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def test_an_application_with_its_files_is_filled_in_and_received(
    visitor: Visitor, far: Firm
) -> None:
    visitor.enter("clerk")
    assert 'href="/approvals/new"' in visitor.open("/approvals").get_data(as_text=True)
    form = said(far, file_application_form=a_pdf(), file_receiver_contract=a_pdf("合同.pdf"))
    sent = send(visitor, form)
    assert sent.status_code == 303
    assert CODE.search(sent.location)
    page = visitor.open(sent.location).get_data(as_text=True)
    assert "10000.000" in page
    assert page.count("missing") == 2  # the licence and the statement of the receiver

    again = said(far, file_application_form=a_pdf(), file_receiver_contract=a_pdf("合同.pdf"))
    assert send(visitor, again).location == sent.location


def test_every_fault_stands_at_its_field_and_files_are_kept(visitor: Visitor, far: Firm) -> None:
    visitor.enter("clerk")
    wrong = said(
        far,
        receiver='"><script>alert(1)</script>',
        mass_kg="ten",
        span_from="",
        file_application_form=a_pdf(),
        receiver_licence="",
        receiver_licence_until="2028-02-30",
    )
    answer = send(visitor, wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for field in ("mass_kg", "span_from", "receiver_licence", "receiver_licence_until"):
        assert f'id="{field}-fault1"' in page, field
    assert 'id="file_receiver_licence-fault1"' not in page  # called as a field is
    assert 'value="ten"' in page
    assert "<script>alert" not in page
    digest = re.search(r'name="kept_application_form" value="([0-9a-f]{64})"', page)
    assert digest is not None

    mended = send(visitor, said(far, kept_application_form=digest[1]))
    assert mended.status_code == 303


def test_what_only_the_books_know_is_said_at_its_field_too(
    visitor: Visitor, town: TheTown, far: Firm
) -> None:
    visitor.enter("clerk")
    for field, form in (
        ("receiver", said(far, receiver=town.recycler.code)),
        ("span_until", said(far, span_until="2026-09-01")),
        ("cause", said(far, cause="kind_changed")),
        ("file_receiver_contract", said(far, kept_receiver_contract="f" * 64)),
        ("file_application_form", said(far, file_application_form=a_pdf("a.exe", b"MZ"))),
    ):
        answer = send(visitor, form, "zh")
        page = answer.get_data(as_text=True)
        assert answer.status_code == 422, field
        assert f'id="{field}-fault1"' in page, field


def test_whoever_sends_no_waste_is_offered_no_form(visitor: Visitor) -> None:
    for login in ("carrier", "officer"):
        visitor.enter(login)
        assert "/approvals/new" not in visitor.open("/approvals").get_data(as_text=True)
        assert visitor.open("/approvals/new").status_code == 403


def test_a_missing_material_is_supplied_as_a_file(
    visitor: Visitor,
    town: TheTown,
    far: Firm,
    sessions: sessionmaker[Session],
    tmp_path: Path,
) -> None:
    web = Web(sessions, town, tmp_path)
    asked = answer_of(web.post("/approvals", "point", an_application(far, [])), 201)
    more = taken(web, "bureau", asked, "ask_for_more", missing=["receiver_contract"])
    visitor.enter("clerk")
    path = f"/approvals/{asked['code']}"
    form = {
        "csrf": visitor.csrf(path),
        "step": "supply",
        "version": str(more["version"]),
        "material": "receiver_contract",
        "file": a_pdf("合同.pdf"),
    }
    assert visitor.client.post(path, data=form).status_code == 303
    assert [one["kind"] for one in web.get(path, "point").get_json()["materials"]] == [
        "receiver_contract"
    ]


def test_a_form_that_is_too_large_is_refused_on_a_page(visitor: Visitor) -> None:
    visitor.enter("clerk")
    answer = visitor.client.post("/alarms/1", data={"reason": "a" * 5_000_000})
    assert (answer.status_code, answer.mimetype) == (413, "text/html")
