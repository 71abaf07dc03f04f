"""A ledger with wrong cells is brought on the page, and comes back red to be mended."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.browser.conftest import Looker
from tests.builders.ledgers import cells_of, marks_of, sales, workbook

pytestmark = pytest.mark.browser


def brought(looker: Looker, folder: Path, content: bytes) -> None:
    """The ledger is chosen and sent; the page of its import is open."""
    path = folder / "十月销售台账.xlsx"
    path.write_bytes(content)
    looker.go("/imports")
    looker.page.set_input_files("#file", path)
    looker.page.select_option("#site", "MAKER-1")
    looker.page.click("form[method=post] button.big")
    looker.page.wait_for_url("**/imports/*")


def photographed(looker: Looker, name: str) -> None:
    """A picture for whoever looks at the pages, where PLUMBLINE_PICTURES names a folder."""
    if folder := os.environ.get("PLUMBLINE_PICTURES"):
        size = looker.page.viewport_size
        width = size["width"] if size else 0
        looker.page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)


def test_wrong_cells_come_back_red_and_mended_ones_go_in(looker: Looker, tmp_path: Path) -> None:
    looker.log_in(login="maker")
    wrong = [*sales("B1", "B2"), *sales("B3", day="上周五", mass="很重")[1:], *sales(4.2e19)[1:]]
    brought(looker, tmp_path, workbook(*wrong))
    photographed(looker, "import")
    assert looker.page.locator("dd.good").inner_text() == "2"
    assert looker.page.locator("dd.bad").inner_text() == "2"
    assert looker.page.locator("tbody tr").count() == 3
    with looker.page.expect_download() as coming:
        looker.page.click("a[href$='/marked']")
    marked = Path(coming.value.path()).read_bytes()
    assert set(marks_of(marked)) == {"A4", "D4", "B5"}

    looker.go("/units/B1")
    assert looker.page.locator("ol.timeline li").count() == 2
    brought(looker, tmp_path, workbook(*sales("B1", "B2", "B3")))
    assert looker.page.locator("dd.good").inner_text() == "1"
    assert looker.page.locator("dd.bad").count() == 0
    assert looker.complaints == []


def test_a_ledger_is_taken_out_again(looker: Looker, tmp_path: Path) -> None:
    looker.log_in(login="maker")
    brought(looker, tmp_path, workbook(*sales("B1", "B2")))
    looker.go("/imports")
    photographed(looker, "imports")
    looker.page.select_option("#out", "sales")
    looker.page.fill("#first", "2026-10-01")
    with looker.page.expect_download() as coming:
        looker.page.click("form:has(#out) button")
    out = cells_of(Path(coming.value.path()).read_bytes())
    assert [row[1].value for row in out.iter_rows(min_row=3)] == ["B1", "B2"]
