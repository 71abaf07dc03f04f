"""Are the sums by day and month always what the events say, whatever people do?"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.integration.usecases.test_any_life import BATTERIES, STEPS, Walk
from tracker.domain.errors import Malformed
from tracker.domain.scan import Output, ReceiptCategory, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.store.codes import CATEGORY, MATERIAL, SCAN_KIND, Part, Ware
from tracker.store.queries.rollups import Differing, differing_rollups
from tracker.usecases.mend_rollups import mend_rollups

Sessions = sessionmaker[Session]
EQUAL = Differing(days=0, months=0)
#: What a row says: events, pieces, pieces without a known mass, grams.
Sums = tuple[int, int, int, int]
HEAPS = (Uncoded(3, 40_000, label="HEAP-1"),)


def sums(database: Connection, kind: K, table: str = "daily_rollup", **key: Any) -> list[Sums]:
    """The rows of a kind that count anything, by key; some columns of the key may be given."""
    asked = "".join(f" AND {name} = :{name}" for name in key)
    query = (
        f"SELECT events, pieces, unweighed, mass_g FROM {table} WHERE kind = :kind"
        f" AND events <> 0{asked} ORDER BY site_id, peer_site_id, category, part, ware"
    )
    rows = database.execute(text(query), {"kind": SCAN_KIND.number[kind], **key})
    return [(row.events, row.pieces, row.unweighed, row.mass_g) for row in rows]


@pytest.mark.parametrize("table", ["daily_rollup", "monthly_rollup"])
def test_what_is_scanned_is_added_by_site_kind_and_category(
    town: TheTown, database: Connection, table: str
) -> None:
    lives.in_use(town, "B1", "B2", "B3")
    town.scan(town.point, K.COLLECT, "B1", category=ReceiptCategory.WASTE)
    town.scan(town.point, K.COLLECT, uncoded=HEAPS, category=ReceiptCategory.WASTE)
    town.scan(town.point, K.COLLECT, "B2")
    town.scan(town.point, K.COLLECT, "B3", site="POINT-1B")
    here, there = town.point.sites.values()
    waste = CATEGORY.number[ReceiptCategory.WASTE]
    assert sums(database, K.COLLECT, table, site_id=here) == [(1, 1, 0, 15_000), (2, 4, 0, 55_000)]
    assert sums(database, K.COLLECT, table, category=waste) == [(2, 4, 0, 55_000)]
    assert sums(database, K.COLLECT, table, site_id=there) == [(1, 1, 0, 15_000)]


def test_a_day_and_its_month_are_those_of_china(town: TheTown, database: Connection) -> None:
    lives.in_use(town, "B1", "B2")
    for code, at in (("B1", "2026-10-31T15:59:59Z"), ("B2", "2026-10-31T16:00:00Z")):
        moment = datetime.fromisoformat(at).astimezone(UTC)
        town.clock.moment = moment
        town.scan(town.point, K.COLLECT, code)
    for day in (date(2026, 10, 31), date(2026, 11, 1)):
        one = [(1, 1, 0, 15_000)]
        assert sums(database, K.COLLECT, day=day) == one
        assert sums(database, K.COLLECT, "monthly_rollup", month=day.replace(day=1)) == one


def test_a_late_scan_counts_on_the_day_it_happened(
    town: TheTown, database: Connection, sessions: Sessions
) -> None:
    lives.collected(town, "B1")
    lives.on_the_road(town, "B1")
    before = town.clock.now()
    town.clock.pass_by(days=3)
    town.scan(town.recycler, K.RECEIVE, "B1")
    town.clock.pass_by(days=1)
    late = town.scan(town.carrier, K.DELIVER, "B1", site=town.recycler.site, at=before)
    assert late.event is not None
    assert sums(database, K.DELIVER, day=before.date()) == [(1, 1, 0, 15_000)]
    assert differing_rollups(sessions) == EQUAL


def test_what_is_sent_is_told_by_where_it_goes(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2", "B3")
    to_plant, to_station = (("B1", "B2"), town.recycler), (("B3",), town.station)
    for codes, taker in (to_plant, to_station):
        town.scan(town.point, K.DISPATCH, *codes, peer_site=taker.site)
    plant, station = town.recycler.sites["SMELTER-1"], town.station.sites["STATION-1"]
    assert sums(database, K.DISPATCH, peer_site_id=plant) == [(1, 2, 0, 30_000)]
    assert sums(database, K.DISPATCH, peer_site_id=station) == [(1, 1, 0, 15_000)]


def test_pieces_without_a_mass_are_told_apart(town: TheTown, database: Connection) -> None:
    town.scan(town.point, K.COLLECT, "NEVER-SEEN")
    assert sums(database, K.COLLECT) == [(1, 1, 1, 0)]


def test_what_is_void_counts_no_more(
    town: TheTown, database: Connection, sessions: Sessions
) -> None:
    lives.in_use(town, "B1")
    booked = town.scan(town.point, K.COLLECT, "B1")
    town.clock.pass_by(days=40)
    # said at another site of the same people, in another month
    town.scan(town.point, K.VOID, site="POINT-1B", event=booked.event, reason="a slip")
    assert sums(database, K.COLLECT) == []
    assert sums(database, K.COLLECT, "monthly_rollup") == []
    assert sums(database, K.VOID) == []
    assert differing_rollups(sessions) == EQUAL


def test_the_mass_last_said_counts_and_goes_when_the_event_is_void(
    town: TheTown, database: Connection, sessions: Sessions
) -> None:
    heavy = town.scan(town.point, K.COLLECT, "NEVER-SEEN")
    for mass in (21_000, 19_500):
        town.clock.pass_by(hours=1)
        town.scan(
            town.point, K.CORRECT, event=heavy.event, mass_g=mass, reason="weighed", site="POINT-1B"
        )
        assert sums(database, K.COLLECT) == [(1, 1, 0, mass)]
    town.scan(town.point, K.CORRECT, event=heavy.event, manifest="42010000000001", reason="typo")
    assert sums(database, K.COLLECT) == [(1, 1, 0, 19_500)]
    assert sums(database, K.CORRECT) == []
    town.scan(town.point, K.VOID, event=heavy.event, reason="a slip")
    assert sums(database, K.COLLECT) == []
    assert differing_rollups(sessions) == EQUAL


def test_a_plant_counts_what_went_in_what_came_out_and_what_it_sold(
    town: TheTown, database: Connection, sessions: Sessions
) -> None:
    lives.collected(town, "B1", "B2")
    lives.received(town, "B1", "B2")
    lots = [
        Output("PASTE-1", Material.PASTE, 9_000),
        Output("PASTE-2", Material.PASTE, 8_000),
        Output("GRID-1", Material.GRID, 7_000),
    ]
    town.scan(town.recycler, K.DISMANTLE, "B1", "B2", outputs=lots, mass_g=29_000)
    ingots = [Output("INGOT-1", Material.INGOT, 9_000), Output("SLAG-1", Material.SLAG, 1_000)]
    smelted = town.scan(town.recycler, K.SMELT, "PASTE-1", "GRID-1", outputs=ingots)
    town.scan(town.recycler, K.SELL, "INGOT-1")
    number = MATERIAL.number
    whole, inside, outside = Part.TOUCHED, Part.INPUT, Part.OUTPUT
    for kind, part, ware, expected in (
        (K.DISMANTLE, whole, Ware.BATTERIES, (1, 2, 0, 29_000)),
        (K.DISMANTLE, inside, Ware.BATTERIES, (1, 2, 0, 30_000)),
        (K.DISMANTLE, outside, number[Material.PASTE], (1, 2, 0, 17_000)),
        (K.DISMANTLE, outside, number[Material.GRID], (1, 1, 0, 7_000)),
        (K.SMELT, whole, Ware.SEVERAL, (1, 2, 0, 16_000)),
        (K.SMELT, inside, number[Material.PASTE], (1, 1, 0, 9_000)),
        (K.SMELT, inside, number[Material.GRID], (1, 1, 0, 7_000)),
        (K.SMELT, outside, number[Material.INGOT], (1, 1, 0, 9_000)),
        (K.SMELT, outside, number[Material.SLAG], (1, 1, 0, 1_000)),
        (K.SELL, whole, number[Material.INGOT], (1, 1, 0, 9_000)),
    ):
        assert sums(database, kind, part=part, ware=ware) == [expected], (kind, part, ware)
    town.scan(town.recycler, K.VOID, event=smelted.event, reason="a slip")
    assert sums(database, K.SMELT) == []
    assert differing_rollups(sessions) == EQUAL


def test_what_is_not_booked_adds_nothing(town: TheTown, database: Connection) -> None:
    lives.in_use(town, "B1")
    once = {"client_id": "phone-0001", "at": town.clock.now()}
    town.scan(town.point, K.COLLECT, "B1", dry_run=True)
    for _ in range(2):  # the second one is answered as before
        town.scan(town.point, K.COLLECT, "B1", **once)
    town.scan(town.other_point, K.DISPATCH, "B1", peer_site=town.recycler.site)  # refused
    with pytest.raises(Malformed):
        town.scan(town.point, K.DISPATCH, "B1", peer_site="NOWHERE")
    assert sums(database, K.COLLECT) == [(1, 1, 0, 15_000)]
    assert sums(database, K.DISPATCH) == []


class Corrector(Walk):
    """Also says now and then that something weighed more than was said."""

    def step(self) -> None:
        if self.booked and self.random.random() < 1 / 6:
            firm, site, event = self.random.choice(self.booked)
            mass = self.random.randint(1, 90_000)
            at = self.town.clock.pass_by(hours=1)
            self._try(firm, site, K.CORRECT, event=event, mass_g=mass, reason="weighed", at=at)
        super().step()


@pytest.mark.parametrize("seed", range(10, 14))
def test_after_any_walk_the_sums_are_those_of_the_events(
    town: TheTown, database: Connection, sessions: Sessions, seed: int
) -> None:
    lives.collected(town, *BATTERIES)
    walk = Corrector(town, seed)
    for _ in range(STEPS):
        walk.step()
    kinds = set(database.scalars(text("SELECT kind FROM event")))
    assert {SCAN_KIND.number[K.VOID], SCAN_KIND.number[K.CORRECT]} <= kinds
    assert differing_rollups(sessions) == EQUAL


def test_sums_that_went_wrong_are_found_and_mended(
    town: TheTown, database: Connection, sessions: Sessions
) -> None:
    lives.collected(town, "B1")
    kept = sums(database, K.SELL)
    sold = {"sell": SCAN_KIND.number[K.SELL], "find": SCAN_KIND.number[K.FIND]}
    database.execute(text("UPDATE daily_rollup SET mass_g = mass_g + 1 WHERE kind = :sell"), sold)
    database.execute(text("UPDATE monthly_rollup SET kind = :find WHERE kind = :sell"), sold)
    found = differing_rollups(sessions)
    assert found == Differing(days=len(kept), months=2 * len(kept))
    assert mend_rollups(town.uow_factory()) == 3 * len(kept)
    assert differing_rollups(sessions) == EQUAL
    assert sums(database, K.SELL) == sums(database, K.SELL, "monthly_rollup") == kept
    assert mend_rollups(town.uow_factory()) == 0
