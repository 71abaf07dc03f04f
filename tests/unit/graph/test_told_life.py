"""Is a life told in words, and only what the caller may see of it?"""

from __future__ import annotations

from tests.builders.flows import Books, a_site
from tests.unit.graph.test_life import BATTERY, BOX
from tracker.graph.facts import END
from tracker.graph.life import live, windows_of
from tracker.graph.sight import Sight
from tracker.graph.told_life import told


def test_hidden_events_are_left_out_of_what_is_told() -> None:
    books = Books()
    books.event_with(1, BATTERY, site=1)
    books.event_with(2, BATTERY, site=2, recorder=2)
    windows = windows_of(BATTERY, END, books)
    sight = Sight(1, None, {1: a_site(1), 2: a_site(2)})
    assert [event.event for event in told(live(windows, books), windows, sight)] == ["1"]


def test_what_was_lived_in_a_box_names_the_box_and_no_mass_of_its_own() -> None:
    books = Books()
    books.box(BOX, 30_000)
    books.pack(1, BOX, BATTERY)
    books.treat(4, [BOX], [], mass_g=45_000)
    windows = windows_of(BATTERY, END, books)
    event = told(live(windows, books), windows, Sight(1, None, {1: a_site(1)}))[-1]
    assert (event.inside, event.mass_g, event.own_mass_g) == ("U10", 45_000, None)
