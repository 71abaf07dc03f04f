"""The page of a site's month: what came, what went, what nobody can explain."""

from __future__ import annotations

import pytest

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.smelting import collect_weighed, mixed_ingot
from tests.integration.pages.conftest import Visitor
from tests.integration.pages.test_pages import text_of
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material


@pytest.fixture
def busy(visitor: Visitor, town: TheTown) -> Visitor:
    mixed_ingot(town)
    visitor.enter("officer")
    return visitor


def test_a_month_of_a_plant_shows_its_unexplained_mass(busy: Visitor) -> None:
    page = text_of(busy, "/sites/SMELTER-1/balance?month=2026-10")
    for said in ("Opening stock", "Treatments together", "nobody counted it"):
        assert said in page


def test_a_point_is_told_where_its_load_arrived_and_the_page_of_a_site_leads_there(
    busy: Visitor,
) -> None:
    assert 'href="/sites/POINT-1/balance"' in text_of(busy, "/sites/POINT-1")
    assert "SMELTER-1" in text_of(busy, "/sites/POINT-1/balance?month=2026-10")


def test_no_month_is_refused_and_no_site_is_not_found(busy: Visitor) -> None:
    assert busy.open("/sites/POINT-1/balance?month=soon").status_code == 422
    assert busy.open("/sites/NOWHERE/balance").status_code == 404


@pytest.mark.parametrize("path", ["/units/%00", "/units/a%00b", "/units/%ED%A0%80", "/sites/%00"])
def test_an_address_that_no_database_keeps_leads_nowhere(visitor: Visitor, path: str) -> None:
    visitor.enter("officer")
    assert visitor.open(path).status_code == 404


def test_a_unit_can_be_seen_as_it_was_known(busy: Visitor) -> None:
    assert busy.open("/units/INGOT-1?known_at=2026-10-31T09:30").status_code == 404
    assert "As known at" in text_of(busy, "/units/INGOT-1")


def test_a_month_is_drawn_with_its_way_through_the_plant(busy: Visitor) -> None:
    page = text_of(busy, "/sites/SMELTER-1/balance?month=2026-10")
    assert page.count('class="stream"') >= 3
    assert 'class="node gap"' in page
    assert 'href="#treatments"' in page
    assert 'id="treatments"' in page
    assert "?month=2026-09" in page
    assert "?month=2026-11" in page


def test_a_year_shows_every_account_and_leads_to_the_provinces(busy: Visitor) -> None:
    page = text_of(busy, "/balance?year=2026")
    assert "All accounts together" in page
    assert "<strong>0 kg</strong>" in page
    assert page.count('class="stream"') >= 4
    assert 'href="/flows?first=2026-01&amp;last=2026-12"' in page
    assert "Nothing was moved" in text_of(busy, "/balance?year=2031")


def test_flows_name_their_provinces_in_the_readers_language(busy: Visitor) -> None:
    page = text_of(busy, "/flows?first=2026-01&last=2026-12")
    assert page.count('class="stream"') == 1
    chinese = busy.open("/flows?first=2026-01&last=2026-12", "zh").get_data(as_text=True)
    assert "省际流向" in chinese


@pytest.mark.parametrize(
    "address",
    [
        "/balance?year=soon",
        "/balance?year=1",
        "/balance?year=99999999999999999999",
        "/flows?first=2026-02&last=2026-01",
        "/flows?first=2000-01&last=2030-01",
        "/flows?last=x",
    ],
)
def test_what_is_no_period_is_refused(busy: Visitor, address: str) -> None:
    assert busy.open(address).status_code == 422


def test_who_oversees_nothing_sees_neither_year_nor_provinces(busy: Visitor) -> None:
    busy.enter("clerk")
    assert busy.open("/balance").status_code == 403
    assert busy.open("/flows").status_code == 403
    assert busy.open("/sites/POINT-1/balance").status_code == 200


def test_books_that_say_less_than_nothing_say_so(visitor: Visitor, town: TheTown) -> None:
    """A load of 30 kg weighs 29 kg at the gate, and 30 kg go into the furnace."""
    collect_weighed(town, town.other_point, "B4")
    lives.on_the_road(town, "B4", sender=town.other_point)
    town.scan(town.recycler, K.RECEIVE, "B4", mass_g=29_000)
    visitor.enter("officer")
    page = "/sites/SMELTER-1/balance?month=2026-10"
    assert "less than nothing" not in text_of(visitor, page)
    town.scan(town.recycler, K.DISMANTLE, "B4", outputs=[Output("PASTE-9", Material.PASTE, 1)])
    town.scan(town.recycler, K.LOSE, "PASTE-9", reason="spilt")
    assert "less than nothing" in text_of(visitor, page)
