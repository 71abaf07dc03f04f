"""What people see and do on the pages, in a real browser."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Looker

pytestmark = pytest.mark.browser

PATHS = (
    "/",
    "/imports",
    "/manifests",
    "/approvals",
    "/rates",
    "/alarms",
    "/figures",
    "/notices",
    "/signing-keys",
    "/units/CELL-1",
    "/units/INGOT-1",
    "/sites/POINT-1",
    "/sites/SMELTER-1/balance?month=2026-10",
    "/balance?year=2026",
    "/flows?first=2026-01&last=2026-12",
    "/search?q=NOBODY-1",
    "/docs",
)


def test_a_battery_is_found_and_followed_to_its_ingot(looker: Looker) -> None:
    looker.log_in()
    looker.page.fill("#big", "CELL-1")
    looker.page.press("#big", "Enter")
    looker.page.wait_for_url("**/units/CELL-1")

    looker.page.click("svg.flow a[href='/units/INGOT-1']")
    looker.page.wait_for_url("**/units/INGOT-1")

    assert looker.page.locator("ol.timeline li").count() == 1
    assert looker.page.locator("a[href='/units/CELL-1']").count() >= 1


def test_a_wrong_password_is_said_and_the_name_is_kept(looker: Looker) -> None:
    looker.log_in(password="wrong")

    assert looker.page.locator("[role=alert]").is_visible()
    assert looker.page.input_value("#login") == "officer"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_runs_off_the_screen_and_nothing_complains(looker: Looker, path: str) -> None:
    looker.log_in()
    looker.go(path)
    looker.page.wait_for_load_state("networkidle")
    if path == "/docs":  # drawn by a script, after the network is quiet
        looker.page.locator(".opblock-tag").nth(20).wait_for()

    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert looker.page.evaluate(wider) <= 0
    assert looker.complaints == []


def test_the_documentation_of_the_api_is_drawn_from_our_own_files(looker: Looker) -> None:
    asked: list[str] = []
    looker.page.on("request", lambda request: asked.append(request.url))
    looker.log_in()
    looker.go("/docs")
    chapters = looker.page.locator(".opblock-tag")
    chapters.nth(20).wait_for()
    chapters.first.click()
    looker.page.locator(".opblock").first.wait_for()

    assert all(url.startswith((looker.address, "data:")) for url in asked)


def test_the_language_is_one_press_away(looker: Looker) -> None:
    looker.log_in()
    before = looker.page.locator("html").get_attribute("lang")

    looker.page.click("nav a[href^='?lang=']")
    looker.page.wait_for_load_state()

    assert looker.page.locator("html").get_attribute("lang") != before


def test_the_page_works_without_script(looker: Looker) -> None:
    assert looker.page.context.browser is not None
    plain = looker.page.context.browser.new_context(java_script_enabled=False)
    page = plain.new_page()
    other = Looker(page, looker.address, [])
    other.log_in()
    other.go("/units/CELL-1")

    assert page.locator("svg.flow").is_visible()
    plain.close()
