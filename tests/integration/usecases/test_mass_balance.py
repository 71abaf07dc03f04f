"""Does mass add up in treatments, months and years, and is what is missing shown where it is?"""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tests.builders.scans import a_caller
from tests.builders.smelting import collect_weighed, mixed_ingot
from tests.integration.usecases.test_any_life import BATTERIES, STEPS, Walk
from tracker.domain.errors import NotAllowed, NotFound
from tracker.domain.roles import Role
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K
from tracker.graph.books import Account, books_of
from tracker.store.queries.reading import SqlReading
from tracker.usecases.ask_flows import flows_of_provinces, flows_of_site
from tracker.usecases.mass_balance import division_year, site_month, treatment_balance

HOME = 42
OCTOBER = date(2026, 10, 1)


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def last(database: Connection, kind: int) -> int:
    query = text("SELECT max(id) FROM event WHERE kind = :kind")
    return int(database.scalar(query, {"kind": kind}) or 0)


def test_a_treatment_shows_what_it_did_not_yield(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    mixed_ingot(town)
    smelting = treatment_balance(last(database, 19), town.bureau, HOME, reading)
    assert smelting.mass[:3] == (32_000, 18_000, 0)
    assert (smelting.mass.unexplained_g, smelting.mass.within) == (14_000, False)
    assert smelting.lead.unexplained_g is None  # nobody assayed these lots
    assert smelting.site.code == "SMELTER-1"


def test_the_lead_of_a_box_is_that_of_the_batteries_in_it(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    """B1, 10 kg, and B2, 20 kg, in a box, B3, 15 kg, loose; 62 % of a MODEL-60 is lead."""
    mixed_ingot(town)
    query = text("SELECT min(id) FROM event WHERE kind = 18")
    first = int(database.scalar(query) or 0)
    told = treatment_balance(first, town.bureau, HOME, reading).treated
    assert (told.lead_in_g, told.not_assayed_g) == (27_900, 29_000)  # paste and grid
    database.execute(
        text(
            "UPDATE unit SET lead_share = NULL WHERE id ="
            " (SELECT unit_id FROM unit_code WHERE value = 'B2')"
        )
    )
    told = treatment_balance(first, town.bureau, HOME, reading).treated
    assert (told.lead_in_g, told.not_assayed_g) == (15_500, 29_000 + 20_000)


def test_a_month_of_a_plant_opens_moves_and_closes(town: TheTown, reading: SqlReading) -> None:
    mixed_ingot(town)
    month = site_month("SMELTER-1", OCTOBER, town.bureau, HOME, reading)
    assert month.came == {K.RECEIVE: 75_000, K.DISMANTLE: 41_000, K.SMELT: 18_000}
    assert month.went == {K.DISMANTLE: 75_000, K.SMELT: 32_000}
    assert (month.opening_g, month.closing_g) == (0, 27_000)  # the grid and the ingot
    assert (month.process.in_g, month.process.out_g) == (107_000, 59_000)
    assert len(month.treatments) == 3


def test_a_stock_take_shows_what_the_books_cannot_explain(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2", "B3")
    before = site_month("POINT-1", OCTOBER, town.bureau, HOME, reading)
    assert (before.counted, before.stock.unexplained_g) == (None, None)
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.STOCK_TAKE, "B1", "B2")
    month = site_month("POINT-1", OCTOBER, town.bureau, HOME, reading)
    assert month.counted is not None
    assert month.counted.mass_g == 30_000
    assert (month.closing_g, month.stock.unexplained_g) == (45_000, 15_000)


def test_what_a_carrier_lost_on_the_road_is_taken_from_the_road_and_not_from_the_gate(
    town: TheTown, reading: SqlReading
) -> None:
    """10, 20 and 15 kg set out; 20 kg are lost on the way, and told so at the gate."""
    collect_weighed(town, town.point, "B1", "B2", "B3")
    lives.on_the_road(town, "B1", "B2", "B3")
    gate = town.recycler.site
    town.scan(town.carrier, K.LOSE, "B2", site=gate, reason="fell off")
    town.scan(town.recycler, K.RECEIVE, "B1", "B3")
    month = site_month("SMELTER-1", OCTOBER, town.bureau, HOME, reading)
    assert (month.came, month.went, month.closing_g) == ({K.RECEIVE: 25_000}, {}, 25_000)
    year = division_year(2026, town.bureau, HOME, reading)
    assert (year.road.unexplained_g, year.residue_g) == (0, 0)
    assert year.moved[Account.ROAD, Account.LOST] == 20_000


def test_what_was_refused_lies_again_at_its_sender_and_leaves_it_once(
    town: TheTown, reading: SqlReading
) -> None:
    """30 kg are sent, 20 of them refused; then the 20 are sent again and come."""
    collect_weighed(town, town.point, "B1", "B2")
    lives.on_the_road(town, "B1", "B2")
    town.scan(town.recycler, K.RECEIVE, "B1")
    town.scan(town.recycler, K.REJECT, "B2", reason="leaks")
    sender = site_month("POINT-1", OCTOBER, town.bureau, HOME, reading)
    assert (sender.came[K.REJECT], sender.closing_g) == (20_000, 20_000)
    town.clock.pass_by(hours=1)
    lives.received(town, "B2")
    sender = site_month("POINT-1", OCTOBER, town.bureau, HOME, reading)
    assert (sender.went, sender.closing_g) == ({K.LOAD: 50_000}, 0)
    year = division_year(2026, town.bureau, HOME, reading)
    change = {row.account: row.change_g for row in year.accounts}
    assert (change[Account.TURNED_BACK], change[Account.ROAD], year.residue_g) == (0, 0, 0)


def test_what_went_to_another_division_is_not_missed_on_the_road_of_either(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    """75 kg from two points of Wuhan to a smelter that now stands elsewhere."""
    database.execute(text("UPDATE site SET division = '430100' WHERE code = 'SMELTER-1'"))
    mixed_ingot(town)
    there = a_caller(Role.BUREAU_PROVINCE, organisation=None, division="430000")
    for office, beyond in ((town.bureau, 75_000), (there, -75_000)):
        year = division_year(2026, office, HOME, reading)
        change = {row.account: row.change_g for row in year.accounts}
        assert (change[Account.BEYOND], change[Account.ROAD], year.residue_g) == (beyond, 0, 0)
        assert year.road.unexplained_g == 0


def test_a_theft_of_new_goods_takes_nothing_from_the_stock_of_waste(
    town: TheTown, reading: SqlReading
) -> None:
    """The shop took back 10 kg; of two losses in one scan one is waste, one new."""
    lives.in_use(town, "B1")
    lives.on_sale(town, "B2")
    details = {"B1": Detail(10_000)}
    town.scan(town.shop, K.TAKE_BACK, "B1", details=details)
    town.scan(town.shop, K.LOSE, "B1", "B2", reason="break-in", stolen=True)
    month = site_month("SHOP-1", OCTOBER, town.bureau, HOME, reading)
    assert (month.came, month.went) == ({K.TAKE_BACK: 10_000}, {K.LOSE: 10_000})
    assert month.closing_g == 0


def test_a_loss_that_was_taken_back_or_corrected_counts_as_it_stands(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    lives.on_the_road(town, "B1", "B2")
    gate = town.recycler.site
    first = town.scan(town.carrier, K.LOSE, "B1", site=gate, reason="fell off")
    second = town.scan(town.carrier, K.LOSE, "B2", site=gate, reason="fell off")
    town.scan(town.carrier, K.VOID, site=gate, event=first.event, reason="it was there")
    town.scan(
        town.carrier, K.CORRECT, site=gate, event=second.event, mass_g=19_000, reason="a slip"
    )
    month = site_month("SMELTER-1", OCTOBER, town.bureau, HOME, reading)
    assert (month.went, month.closing_g) == ({}, 0)
    year = division_year(2026, town.bureau, HOME, reading)
    assert year.moved[Account.ROAD, Account.LOST] == 19_000


def test_an_empty_month_balances(town: TheTown, reading: SqlReading) -> None:
    month = site_month("POINT-2", date(2026, 1, 31), town.bureau, HOME, reading)
    assert (month.month, month.opening_g, month.closing_g) == (date(2026, 1, 1), 0, 0)


def test_a_year_closes_to_the_gram_and_shows_what_is_on_the_road(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    year = division_year(2026, town.bureau, HOME, reading)
    change = {row.account: row.change_g for row in year.accounts}
    assert year.residue_g == 0
    assert change[Account.OUTSIDE] == -75_000
    assert change[Account.SITE] == 27_000
    assert change[Account.PROCESS] == year.process.unexplained_g == 48_000
    assert year.road.unexplained_g == 0


@pytest.mark.parametrize("seed", [21, 22])
def test_after_any_walk_the_year_closes_and_the_sites_add_up_to_it(
    town: TheTown, reading: SqlReading, seed: int
) -> None:
    lives.collected(town, *BATTERIES)
    walk = Walk(town, seed)
    for _ in range(STEPS):
        walk.step()
    assert walk.booked
    months = [date(2026, 10, 1), date(2026, 11, 1), date(2026, 12, 1)]
    year = division_year(2026, town.bureau, HOME, reading)
    assert year.residue_g == 0
    sites = [site for firm in [*walk.firms, town.other_point] for site in firm.sites]
    told = [site_month(s, m, town.bureau, HOME, reading) for s in sites for m in months]
    assert sum(one.closing_g - one.opening_g for one in told) == year.accounts[1].change_g
    assert sum(one.process.unexplained_g or 0 for one in told) == year.process.unexplained_g
    with reading:
        daily = reading.balances.moved_by_day(months[0], date(2027, 1, 1), range(1, 10_000))
        monthly = reading.balances.moved(months[0], date(2027, 1, 1), range(1, 10_000))
    by_day, by_month = books_of(daily), books_of(monthly)
    assert {p: by_day.of(p) for p in by_day.places} == {p: by_month.of(p) for p in by_month.places}


def test_boxes_and_loose_batteries_of_a_point_are_followed_to_the_recycler(
    town: TheTown, reading: SqlReading
) -> None:
    mixed_ingot(town)
    _, flows = flows_of_site("POINT-1", OCTOBER, OCTOBER, town.point.caller, reading)
    (one,) = flows
    assert one.recycler is not None
    assert (one.recycler.code, one.boxes, one.loose, one.mass_g) == ("SMELTER-1", 1, 1, 45_000)


def test_a_box_through_a_station_is_followed_and_a_loose_battery_is_not(
    town: TheTown, reading: SqlReading
) -> None:
    collect_weighed(town, town.point, "B1", "B2")
    box = town.box()
    town.scan(town.point, K.PACK, "B1", container=box)
    here, there = town.point.site, town.station.site
    town.scan(town.point, K.DISPATCH, box, "B2", peer_site=there)
    town.scan(town.carrier, K.LOAD, box, "B2", site=here)
    town.scan(town.station, K.RECEIVE, box, "B2")
    lives.received(town, box, "B2", sender=town.station)
    _, flows = flows_of_site("POINT-1", OCTOBER, OCTOBER, town.bureau, reading)
    told = [
        (f.recycler and f.recycler.code, f.last_seen and f.last_seen.code, f.mass_g) for f in flows
    ]
    assert sorted(told, key=str) == [("SMELTER-1", None, 10_000), (None, "STATION-1", 20_000)]
    _, own = flows_of_site("POINT-1", OCTOBER, OCTOBER, town.point.caller, reading)
    assert [(f.recycler, f.hidden) for f in own if f.boxes] == [(None, True)]


def test_provinces_send_to_provinces_by_month(
    town: TheTown, reading: SqlReading, database: Connection
) -> None:
    database.execute(text("UPDATE site SET division = '430100' WHERE code = 'SMELTER-1'"))
    mixed_ingot(town)
    (flow,) = flows_of_provinces(OCTOBER, OCTOBER, town.bureau, reading)
    assert (flow.source, flow.target, flow.mass_g) == ("42", "43", 75_000)


def test_who_may_not_see_a_site_finds_none(town: TheTown, reading: SqlReading) -> None:
    for call in (
        lambda: site_month("SMELTER-1", OCTOBER, town.shop.caller, HOME, reading),
        lambda: flows_of_site("SMELTER-1", OCTOBER, OCTOBER, town.shop.caller, reading),
        lambda: site_month("NO\0WHERE", OCTOBER, town.bureau, HOME, reading),
        lambda: treatment_balance(1, town.bureau, HOME, reading),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(NotAllowed):
        division_year(2026, town.recycler.caller, HOME, reading)
    with pytest.raises(NotAllowed):
        flows_of_provinces(OCTOBER, OCTOBER, town.recycler.caller, reading)
    office = a_caller(Role.ADMINISTRATOR, organisation=None, division="420000")
    with pytest.raises(NotAllowed):
        site_month("SMELTER-1", OCTOBER, office, HOME, reading)
