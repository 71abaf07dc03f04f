"""Applying for transfers as a sender does it, in a real browser."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, Looker, Served
from tests.builders.accounts import CHEAP
from tests.builders.approvals import far_smelter
from tests.builders.files import PDF
from tests.builders.registers import HOME_PROVINCE
from tracker.accounts.add_user import NewUser, add_user
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

pytestmark = pytest.mark.browser

_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def receiver(served: Served, own_database: str) -> str:
    """The credit code of a smelter in the next province; somebody of the point may log in."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    new = NewUser("sender", "sender", ["collector"], served.town.point.code, None, PASSWORD)
    add_user(sessions, HOME_PROVINCE, new, 0, served.town.clock, CHEAP)
    code = far_smelter(sessions).code
    engine.dispose()
    return code


def test_a_sender_mends_what_was_wrong_and_applies(
    looker: Looker, receiver: str, tmp_path: Path
) -> None:
    page = looker.page
    file = tmp_path / "form.pdf"
    file.write_bytes(PDF)
    looker.log_in(login="sender")
    looker.go("/approvals")
    page.click("a[href='/approvals/new']")
    page.set_input_files("#file_application_form", str(file))
    page.fill("#receiver", receiver)
    page.fill("#span_from", "2026-10-01")
    page.fill("#span_until", "2027-06-30")
    page.fill("#receiver_licence", "3601000001")
    page.fill("#receiver_licence_until", "2028-12-31")
    page.click("form.apply button.big")
    page.wait_for_load_state()

    assert page.locator("#mass_kg-fault1").is_visible()
    assert page.locator("#mass_kg").get_attribute("aria-invalid") == "true"
    assert page.locator("input[name=kept_application_form]").count() == 1
    assert page.evaluate(_WIDER) <= 0
    page.fill("#mass_kg", "10000")
    page.click("form.apply button.big")
    page.wait_for_url("**/approvals/PA*")

    assert page.locator("input[value=withdraw]").count() == 1
    assert page.evaluate(_WIDER) <= 0
    assert [one for one in looker.complaints if "422" not in one] == []
