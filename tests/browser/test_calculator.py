"""Can an evaluator compute a rate in a browser, on a desk and on a phone?"""

from __future__ import annotations

import pytest

from tests.browser.conftest import Looker

pytestmark = pytest.mark.browser


def test_an_example_is_chosen_changed_and_computed(looker: Looker) -> None:
    looker.log_in()
    looker.go("/rates")
    looker.page.click("a[href='/rates/calculator']")
    looker.page.select_option("#method", "CRR-A-1")
    looker.page.click("form[method=get].card button")
    looker.page.wait_for_url("**/rates/calculator?method=CRR-A-1")

    case = looker.page.input_value("#case")
    looker.page.fill("#case", case.replace("0.9823", "0.9800"))
    looker.page.click("form[method=post].card button")
    looker.page.wait_for_load_state("networkidle")

    assert looker.page.get_by_text("0.768151").is_visible()
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert looker.page.evaluate(wider) <= 0
    assert looker.complaints == []


def test_a_faulty_case_stays_to_be_mended(looker: Looker) -> None:
    looker.log_in()
    looker.go("/rates/calculator")
    looker.page.fill("#case", '{"method": "PLANT", "inputs": {"colour": "red"}}')
    looker.page.click("form[method=post].card button")
    looker.page.wait_for_load_state("networkidle")

    assert "/inputs/colour" in looker.page.locator("[role=alert]").inner_text()
    assert "red" in looker.page.input_value("#case")
