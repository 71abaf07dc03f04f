"""How is a large demonstration loaded: judged and booked in memory, written by COPY?"""

from __future__ import annotations

from collections.abc import Callable

from tracker.demo.by_scanning import Tally, play
from tracker.demo.in_memory.books import MemoryBooks, MemoryPlaces
from tracker.demo.land import HOME
from tracker.demo.territory import Territory
from tracker.demo.world import World, acts_of
from tracker.demo.written import Written
from tracker.store.bulk.copy_booking import BookingRows
from tracker.store.bulk.filling import Filling
from tracker.store.bulk.rollup_sums import RollupSums


def load_by_copy(
    world: World, written: Written, filling: Filling, day_done: Callable[[], None]
) -> Tally:
    """Everything that happens, one territory after the other, so that memory stays bounded."""
    tally = Tally()
    for land in world.territories:
        tally += _copy(land, written, filling, day_done)
    return tally


def _copy(
    land: Territory, written: Written, filling: Filling, day_done: Callable[[], None]
) -> Tally:
    places = MemoryPlaces(written.places, written.licences, written.models, written.vehicles)
    rows = BookingRows(filling.tables, HOME)
    sums = RollupSums(filling.tables, HOME)
    books = MemoryBooks(
        places,
        rows,
        filling.alarms,
        sums,
        filling.next_unit,
        filling.next_number,
        filling.explanations,
    )
    tally = play(acts_of(land, day_done), written, lambda: books)
    books.close()
    filling.finish(HOME, books.units.next_id, books.events.next_number)
    return tally
