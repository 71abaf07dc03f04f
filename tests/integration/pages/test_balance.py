"""The page of a site's month: what came, what went, what nobody can explain."""

from __future__ import annotations

import pytest

from tests.builders.province import TheTown
from tests.builders.smelting import mixed_ingot
from tests.integration.pages.conftest import Visitor
from tests.integration.pages.test_pages import text_of


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


def test_a_unit_can_be_seen_as_it_was_known(busy: Visitor) -> None:
    assert busy.open("/units/INGOT-1?known_at=2026-10-31T09:30").status_code == 404
    assert "As known at" in text_of(busy, "/units/INGOT-1")
