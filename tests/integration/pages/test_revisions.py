"""Revisions on the page of a manifest: one side proposes, the other consents or refuses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web
from tests.integration.pages.conftest import Visitor


@pytest.fixture
def issued(town: TheTown, sessions: sessionmaker[Session], tmp_path: Path) -> dict[str, Any]:
    """A manifest of 40 batteries, 600 kg, on its way to the smelter."""
    web = Web(sessions, town, tmp_path)
    return confirmed(web, "point", drafted(web, town), "issue")


def send(visitor: Visitor, path: str, here: str, **fields: str) -> tuple[int, str]:
    form = {"csrf": visitor.csrf(here)} | fields
    answer = visitor.client.post(path, data=form, headers={"Accept-Language": "en"})
    return answer.status_code, answer.get_data(as_text=True)


def page(visitor: Visitor, path: str, language: str = "en") -> str:
    return visitor.open(path, language).get_data(as_text=True)


def test_one_side_proposes_and_the_other_consents(visitor: Visitor, issued: dict[str, Any]) -> None:
    here = f"/manifests/{issued['number']}"
    visitor.enter("point")
    assert "移出量（千克） 1: 600.000" in page(visitor, here, "zh")
    said = {"field": "mass_kg 1", "new": "640", "reason": "typing error"}
    version = str(issued["version"])
    assert send(visitor, f"{here}/revisions", here, version=version, **said)[0] == 303
    waiting = page(visitor, here)
    assert "Withdraw it" in waiting
    assert "Consent" not in waiting
    assert "Propose a revision" not in waiting  # one at a time

    visitor.enter("recycler")
    assert issued["number"] in page(visitor, "/manifests?group=to_confirm")
    assert "600.000 → 640" in page(visitor, here)
    answer = {"answer": "accepted"}
    assert send(visitor, f"{here}/revisions/1", here, **answer)[0] == 303
    assert "mass sent, kg 1: 640.000" in page(visitor, here)
    assert send(visitor, f"{here}/revisions/1", here, **answer)[0] == 409


def test_numbers_of_pieces_are_read_and_what_is_no_value_is_said(
    visitor: Visitor, issued: dict[str, Any]
) -> None:
    here, version = f"/manifests/{issued['number']}", str(issued["version"])
    visitor.enter("recycler")
    path = f"{here}/revisions"
    for new in ("forty", "-1", "0"):
        status, told = send(
            visitor, path, here, version=version, field="pieces 1", new=new, reason="x"
        )
        assert (status, "This is no value for pieces" in told) == (422, True)
    assert send(visitor, path, here, version=version, field="pieces 1", new="41")[0] == 422
    for field in ("vehicle 1", "pieces 9", "receiver", ""):
        assert (
            send(visitor, path, here, version=version, field=field, new="1", reason="x")[0] == 422
        )
    assert (
        send(visitor, path, here, version=version, field="pieces 1", new="41", reason="counted")[0]
        == 303
    )


def test_who_is_no_side_of_it_is_offered_nothing(visitor: Visitor, issued: dict[str, Any]) -> None:
    here = f"/manifests/{issued['number']}"
    for login in ("carrier", "officer"):
        visitor.enter(login)
        assert "Propose a revision" not in page(visitor, here)
    visitor.enter("officer")
    assert send(visitor, f"{here}/revisions", "/today", field="pieces 1", new="1")[0] == 403
