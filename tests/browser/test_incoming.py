"""What other provinces lay before ours, as the bureau and a receiver see it in a real browser."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.conftest import PASSWORD, Looker, Served
from tests.builders.accounts import CHEAP
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tests.integration.pages.test_incoming import laid
from tracker.accounts.add_user import NewUser, add_user
from tracker.domain.incoming import IncomingKind
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

pytestmark = pytest.mark.browser

_ASKED = {
    "waste": "900-052-31",
    "waste_name": "废铅蓄电池",
    "mass_g": 10_000_000,
    "span_from": "2026-11-01",
    "span_until": "2027-10-31",
    "receiver_licence": "鄂危废[2024]01号",
    "receiver_licence_until": "2028-12-31",
}
_ROW = {"name": "废铅蓄电池", "waste": "900-052-31"}
_LOAD = {
    "approval": "赣危转〔2026〕7号",
    "ends": {
        "sender": {"name": "赣州收集中心有限责任公司", "site_code": "POINT-36"},
        "receiver": {"name": "收集点", "site_code": "POINT-1"},
    },
    "carriers": [{"name": "赣江运输公司", "vehicle": "赣A12345", "leg": 1}],
    "rows": [
        {
            "position": 1,
            "mass_g": 6_000_000,
            "pieces": 300,
            "name": "废铅蓄电池",
            "waste": "900-052-31",
        },
        {"position": 2, "mass_g": 400_500, "pieces": 20, "name": "破损电池", "waste": "900-052-31"},
    ],
}
_WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def letter(served: Served, own_database: str, clock: FixedClock) -> int:
    """A consultation that waits for the bureau; and a clerk of the collection point can log in."""
    engine = app_engine(own_database)
    clerk = NewUser("clerk", "clerk", ["collector"], served.town.point.code, None, PASSWORD)
    add_user(sessions_of(engine), HOME_PROVINCE, clerk, 0, clock, CHEAP)
    engine.dispose()
    laid(served.town, IncomingKind.LOAD, "delivered", **_LOAD)
    kind = IncomingKind.CONSULTATION
    return laid(served.town, kind, "consulted", letter="赣环商〔2026〕1号", asked=_ASKED)


def looked(looker: Looker, name: str) -> None:
    """Nothing is cut off, nobody complains; a picture is kept where one is asked for."""
    assert looker.page.evaluate(_WIDER) <= 0
    assert looker.complaints == []
    assert looker.page.input_value("#q") == ""
    folder = os.environ.get("PLUMBLINE_PICTURES")
    if folder:
        size = looker.page.viewport_size
        width = size["width"] if size else 0
        looker.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_the_bureau_finds_a_letter_and_replies(looker: Looker, letter: int) -> None:
    looker.log_in()
    looker.go("/incoming")
    looked(looker, "incoming")
    looker.page.click(f"a[href='/incoming/{letter}']")
    looker.page.wait_for_url(f"**/incoming/{letter}")
    looked(looker, "letter")
    looker.page.check("input[value=yes]")
    looker.page.fill("#reference", "鄂环复〔2026〕3号")
    looker.page.click("main form button.big")
    looker.page.wait_for_load_state()
    looked(looker, "letter-answered")
    assert looker.page.locator("#reference").count() == 0
    assert "鄂环复〔2026〕3号" in looker.page.inner_text("main")


def test_a_receiver_sees_a_load_and_decides(looker: Looker, letter: int) -> None:
    looker.log_in(login="clerk")
    looker.go("/incoming")
    looker.page.click("main table a")
    looker.page.wait_for_load_state()
    looked(looker, "load")
    looker.page.click("main form button.big")  # nothing chosen yet
    looker.page.wait_for_load_state()
    assert looker.page.locator("[role=alert]").count() == 1
    complaints, looker.complaints[:] = list(looker.complaints), []
    assert all("422" in one for one in complaints)
    looked(looker, "load-refused")
    looker.page.check("input[value=accept]")
    looker.page.fill("#accepted_1", "5900")
    looker.page.fill("#reason", "过磅差异")
    looker.page.click("main form button.big")
    looker.page.wait_for_load_state()
    looked(looker, "load-decided")
    assert looker.page.locator("main form button.big").count() == 0
