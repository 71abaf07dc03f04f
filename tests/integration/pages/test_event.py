"""Does an event open to what is in it, for whoever sees the site where it happened?"""

from __future__ import annotations

import re

import pytest

from tests.builders.province import TheTown
from tests.integration.pages.conftest import Visitor
from tracker.domain.scan import Output, ScanKind
from tracker.domain.unit import Material
from tracker.pages.views import event as page


def test_a_life_leads_to_an_event_and_that_to_all_that_is_in_it(
    visitor: Visitor, town: TheTown
) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2")
    visitor.enter("officer")

    way = re.search(r'href="(/events/\d+)"', visitor.open("/units/B1").get_data(as_text=True))
    assert way is not None
    shown = visitor.open(way[1]).get_data(as_text=True)

    assert 'href="/units/B1"' in shown
    assert 'href="/units/B2"' in shown
    assert 'href="/sites/POINT-1"' in shown


def test_a_treatment_shows_what_came_of_it_and_a_void_what_it_is_about(
    visitor: Visitor, town: TheTown
) -> None:
    town.scan(town.recycler, ScanKind.COLLECT, "B1")
    grid = [Output("GRID-1", Material.GRID, 9_000)]
    made = town.scan(town.recycler, ScanKind.DISMANTLE, "B1", outputs=grid)
    gone = town.scan(town.recycler, ScanKind.VOID, event=made.event, reason="wrong lot")
    visitor.enter("officer")

    assert 'href="/units/GRID-1"' in visitor.open(f"/events/{made.event}").get_data(as_text=True)
    told = visitor.open(f"/events/{gone.event}").get_data(as_text=True)
    assert f'href="/events/{made.event}"' in told
    assert "wrong lot" in told


def test_of_many_units_the_next_ones_are_one_press_away(
    visitor: Visitor, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page, "AT_ONCE", 2)
    booked = town.scan(town.point, ScanKind.COLLECT, "B1", "B2", "B3")
    visitor.enter("officer")

    first = visitor.open(f"/events/{booked.event}").get_data(as_text=True)
    rest = visitor.open(f"/events/{booked.event}?from=2").get_data(as_text=True)

    assert ("/units/B3" in first, 'href="?from=2"' in first) == (False, True)
    assert ("/units/B3" in rest, "/units/B1" in rest, "?from=" in rest) == (True, False, False)


@pytest.mark.parametrize("login", ["clerk", "officer"])
@pytest.mark.parametrize("number", ["7", "9223372036854775807", "9" * 30, "1x"])
def test_a_number_that_is_none_is_not_there(visitor: Visitor, login: str, number: str) -> None:
    visitor.enter(login)
    assert visitor.open(f"/events/{number}").status_code == 404


def test_events_at_sites_of_others_are_not_there(visitor: Visitor, town: TheTown) -> None:
    own = town.scan(town.point, ScanKind.COLLECT, "B1")
    others = town.scan(town.other_point, ScanKind.COLLECT, "B2")
    visitor.enter("clerk")

    assert visitor.open(f"/events/{own.event}").status_code == 200
    assert visitor.open(f"/events/{others.event}").status_code == 404


@pytest.mark.parametrize("from_", ["", "-1", "x", "１", "99999"])
def test_a_strange_beginning_is_the_first_page(visitor: Visitor, town: TheTown, from_: str) -> None:
    booked = town.scan(town.point, ScanKind.COLLECT, "B1")
    visitor.enter("officer")
    shown = visitor.open(f"/events/{booked.event}?from={from_}")
    assert "/units/B1" in shown.get_data(as_text=True)
