"""Are alarms resolved by the scan that explains them, and does each name it?"""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.province import TheTown
from tracker.domain.scan import ScanKind as K
from tracker.usecases.sweep_alarms import sweep_alarms


def open_alarms(database: Connection) -> list[tuple[str, str]]:
    query = "SELECT rule, subject FROM alarm WHERE state = 'raised' ORDER BY rule, subject"
    return [(rule, subject) for rule, subject in database.execute(text(query))]


def explained(database: Connection) -> list[tuple[str, str, str]]:
    """(rule, subject, why) of the alarms that the house resolved itself."""
    query = (
        "SELECT a.rule, a.subject, s.reason FROM alarm a JOIN alarm_step s ON s.alarm_id = a.id"
        " WHERE s.step = 'clear' AND a.state = 'resolved' AND s.number = a.version ORDER BY 1, 2"
    )
    return [(rule, subject, why) for rule, subject, why in database.execute(text(query))]


def test_a_loading_that_arrives_explains_the_arrival(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1", "B2")
    town.scan(town.point, K.DISPATCH, "B1", "B2", peer_site="SMELTER-1")
    loaded_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "B1", "B2")
    assert open_alarms(database) == [("not_loaded", "B1"), ("not_loaded", "B2")]
    late = town.scan(town.carrier, K.LOAD, "B1", site="POINT-1", at=loaded_at, manifest="M1")
    assert open_alarms(database) == [("not_loaded", "B2")]
    assert explained(database) == [("not_loaded", "B1", f"事件 / event {late.event}")]


def test_the_sale_and_not_the_registration_explains_where_a_battery_came_from(
    town: TheTown, database: Connection
) -> None:
    made, sold, bought = (town.clock.pass_by(hours=1) for _ in range(3))
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.COLLECT, "B1")
    town.scan(town.point, K.RELABEL, "B1", new_code="A-NEW-ONE")
    town.scan(town.producer, K.REGISTER, "B1", model=town.model, at=made)
    town.scan(town.producer, K.SELL, "B1", peer_site="SHOP-1", at=sold)
    assert open_alarms(database) == [("never_sold", "B1")]
    sale = town.scan(town.shop, K.SELL, "B1", at=bought)
    assert explained(database) == [("never_sold", "B1", f"事件 / event {sale.event}")]


def test_another_alarm_of_the_same_battery_stays(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    loaded_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "B1")
    assert open_alarms(database) == [("received_without_shipment", "B1")]
    town.scan(town.point, K.LOAD, "B1", at=loaded_at, manifest="M1")
    assert open_alarms(database) == [("not_dispatched", "B1")]
    assert [rule for rule, _, _ in explained(database)] == ["received_without_shipment"]


def test_a_dry_run_resolves_nothing(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    loaded_at = town.clock.pass_by(hours=1)
    town.clock.pass_by(hours=1)
    town.scan(town.recycler, K.RECEIVE, "B1")
    town.scan(town.point, K.LOAD, "B1", at=loaded_at, dry_run=True)
    assert open_alarms(database) == [("received_without_shipment", "B1")]


def test_a_load_that_was_missed_for_weeks_is_no_longer_missed_when_it_arrives(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    lives.on_the_road(town, "B1")
    town.clock.pass_by(hours=int(timedelta(days=40).total_seconds() // 3600))
    sweep_alarms(town.uow_factory(), town.clock)
    assert ("no_receipt", "B1") in open_alarms(database)
    arrival = town.scan(town.recycler, K.RECEIVE, "B1")
    assert explained(database) == [("no_receipt", "B1", f"事件 / event {arrival.event}")]
