"""An approval as officers and applicants see it, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import Looker, Served
from tests.builders.approvals import applied, far_smelter
from tests.builders.web import Web
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

pytestmark = pytest.mark.browser


@pytest.fixture
def code(served: Served, own_database: str, tmp_path: Path) -> str:
    """The code of an application that waits for the authority."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    far = far_smelter(sessions)
    found = applied(Web(sessions, served.town, tmp_path), served.town, far)
    engine.dispose()
    return str(found["code"])


def test_an_officer_accepts_and_reviews_an_application(looker: Looker, code: str) -> None:
    looker.log_in()
    looker.go("/approvals")
    looker.page.click(f"a[href='/approvals/{code}']")
    looker.page.wait_for_url(f"**/approvals/{code}")
    looker.page.locator("form:has(input[value=find_complete])").scroll_into_view_if_needed()
    if not looker.page.locator("details:has(input[value=find_complete]) button").is_visible():
        looker.page.click("details:has(input[value=find_complete]) summary")
    looker.page.click("details:has(input[value=find_complete]) button")
    looker.page.wait_for_load_state()

    assert looker.page.locator("input[value=begin_review]").count() == 1
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert looker.page.evaluate(wider) <= 0
    assert looker.complaints == []
