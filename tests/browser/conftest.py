"""A real server, a real browser: Chromium looks at pages that are served over a socket."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from tests.builders.accounts import CHEAP
from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import CITY, HOME_PROVINCE, a_division
from tests.fakes.clock import FixedClock
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.callers import caller_for_token
from tracker.app import create_app
from tracker.config import read_settings
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material
from tracker.http.house import House
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of

PASSWORD = "a long enough secret"
_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@dataclass(frozen=True, slots=True)
class Served:
    """The address of the pages, and the town that they tell of."""

    address: str
    town: TheTown


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, or the one that PLUMBLINE_CHROMIUM names."""
    path = os.environ.get("PLUMBLINE_CHROMIUM") or shutil.which("chromium")
    if path is None:
        message = "no Chromium: install the package chromium, or set PLUMBLINE_CHROMIUM"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        yield found
        found.close()


@pytest.fixture
def served(own_database: str, clock: FixedClock, tmp_path: Path) -> Iterator[Served]:
    """The town with one battery that became an ingot, an officer who looks, a maker who brings."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    with sessions() as session:
        session.add_all([a_division("420000"), a_division(CITY)])
        session.commit()
    town = build_the_town(sessions, clock)
    new = NewUser("officer", "officer", ["bureau_province"], None, "420000", PASSWORD)
    add_user(sessions, HOME_PROVINCE, new, 0, clock, CHEAP)
    maker = NewUser("maker", "maker", ["producer"], town.producer.code, None, PASSWORD)
    add_user(sessions, HOME_PROVINCE, maker, 0, clock, CHEAP)
    _live(town)
    house = House(
        read_settings({"PLUMBLINE_HOME": str(tmp_path)}),
        clock,
        sessions,
        town.uow_factory,
        lambda: SqlReading(sessions),
        lambda token, address: caller_for_token(sessions, token, clock, address),
        secret=b"only for this test",
    )
    server = make_server("127.0.0.1", 0, create_app(house), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Served(f"http://127.0.0.1:{server.server_port}", town)
    server.shutdown()
    thread.join()
    engine.dispose()


def _live(town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "CELL-1", "CELL-2")
    town.scan(town.point, ScanKind.PACK, "CELL-1", container=town.box())
    load = (town.box(), "CELL-2")
    town.scan(town.point, ScanKind.DISPATCH, *load, peer_site="SMELTER-1")
    town.scan(town.carrier, ScanKind.LOAD, *load, site="POINT-1")
    town.scan(town.recycler, ScanKind.RECEIVE, *load)
    grid = [Output("GRID-1", Material.GRID, 20_000)]
    town.scan(town.recycler, ScanKind.DISMANTLE, *load, outputs=grid)
    town.scan(
        town.recycler, ScanKind.SMELT, "GRID-1", outputs=[Output("INGOT-1", Material.INGOT, 19_000)]
    )


@dataclass(slots=True)
class Looker:
    """A page, and what its console complained of."""

    page: Page
    address: str
    complaints: list[str]

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def log_in(self, password: str = PASSWORD, login: str = "officer") -> None:
        self.go("/login")
        self.page.fill("#login", login)
        self.page.fill("#password", password)
        self.page.click("main button")
        self.page.wait_for_load_state()


SCREENS = {
    "desktop-light-zh": (1280, 900, "light", "zh-CN"),
    "phone-dark-en": (390, 844, "dark", "en-US"),
}


@pytest.fixture(params=list(SCREENS))
def looker(request: pytest.FixtureRequest, browser: Browser, served: Served) -> Iterator[Looker]:
    """The same page on a desk in Chinese, and on a phone at night in English."""
    width, height, scheme, locale = SCREENS[request.param]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        locale=locale,
    )
    complaints: list[str] = []
    page = context.new_page()
    page.on(
        "console",
        lambda m: complaints.append(m.text) if m.type in ("error", "warning") else None,
    )
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield Looker(page, served.address, complaints)
    context.close()
