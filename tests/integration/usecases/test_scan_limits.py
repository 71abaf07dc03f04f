"""Does a scan say when a site keeps too much, a load has no papers, an entry has no origin?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.books import alarms
from tests.builders.province import TheTown
from tracker.domain.answer import ScanAnswer
from tracker.domain.identifiers import container_label
from tracker.domain.scan import ScanKind as K
from tracker.domain.scan import Uncoded
from tracker.lifecycle.unit_steps import AT_REST
from tracker.store.codes import UNIT_STATE
from tracker.usecases.keep_figures import set_parameter
from tracker.usecases.sweep_alarms import sweep_alarms

_OVER = "point_mass_exceeded"


def rules(answer: ScanAnswer) -> list[str]:
    assert answer.event is not None, answer.refused
    return [note.rule for note in answer.findings]


def heap(town: TheTown, kilograms: int, label: str, **more: object) -> list[str]:
    """Uncoded batteries come to the collection point."""
    lot = Uncoded(10, kilograms * 1_000, label=label)
    return rules(town.scan(town.point, K.COLLECT, uncoded=[lot], **more))


def look(town: TheTown) -> None:
    town.clock.pass_by(minutes=1)
    sweep_alarms(town.uow_factory(), town.clock)


def raised(database: Connection, rule: str) -> int:
    query = text("SELECT count(*) FROM alarm_step s JOIN alarm a ON a.id = s.alarm_id")
    found = text(f"{query} WHERE a.rule = :rule AND s.step IN ('raise', 'raise_again')")
    return database.scalar(found, {"rule": rule}) or 0


def level_of(town: TheTown, site: str = "POINT-1") -> int:
    """Grams that a scan believes to lie there."""
    with town.uow_factory() as uow:
        place = uow.places.find(site)
        assert place is not None
        return uow.limits.level(place).stock.mass_g


def lies_at(database: Connection, site: str = "POINT-1") -> int:
    """Grams of what lies there and was not sent off, unit by unit."""
    query = text(
        "SELECT coalesce(sum(u.mass_g), 0) FROM unit u JOIN site s ON s.id = u.site_id"
        " WHERE s.code = :site AND u.container_id IS NULL AND u.state = ANY(:states)"
    )
    states = [UNIT_STATE.number[state] for state in AT_REST]
    return int(database.scalar(query, {"site": site, "states": states}) or 0)


def test_the_scan_that_goes_beyond_three_tonnes_says_so_and_raises_one_alarm(
    town: TheTown, database: Connection
) -> None:
    assert heap(town, 2_900, "HEAP-1") == []
    assert heap(town, 90, "HEAP-2") == []
    assert heap(town, 20, "HEAP-3") == [_OVER]
    assert heap(town, 5, "HEAP-4") == [_OVER]
    assert alarms(database) == [(_OVER, "POINT-1")]
    assert raised(database, _OVER) == 1


def test_what_was_sent_off_makes_room(town: TheTown) -> None:
    assert heap(town, 2_900, "HEAP-1") == []
    town.scan(town.point, K.DISPATCH, "HEAP-1", peer_site="SMELTER-1")
    assert heap(town, 2_900, "HEAP-2") == []
    assert heap(town, 200, "HEAP-3") == [_OVER]


def test_a_dry_run_says_it_and_raises_nothing(town: TheTown, database: Connection) -> None:
    lot = Uncoded(10, 3_100_000, label="HEAP-1")
    answer = town.scan(town.point, K.COLLECT, uncoded=[lot], dry_run=True)
    assert [note.rule for note in answer.findings] == [_OVER]
    assert alarms(database) == []


def test_what_a_scan_believes_is_what_lies_there_whenever_somebody_looked(
    town: TheTown, database: Connection
) -> None:
    """Before the first look, right after it on the same day, on the next day, and when all is
    gone: the level and the units, added up one by one, are the same."""
    steps: tuple[Callable[[], object], ...] = (
        lambda: heap(town, 700, "HEAP-1"),
        lambda: look(town),
        lambda: heap(town, 300, "HEAP-2"),
        lambda: town.scan(town.point, K.DISPATCH, "HEAP-1", peer_site="SMELTER-1"),
        lambda: look(town),
        lambda: heap(town, 40, "HEAP-3"),
        lambda: town.scan(town.carrier, K.LOAD, "HEAP-1", site="POINT-1", manifest=lives.ON_PAPER),
        lambda: town.clock.pass_by(days=1),
        lambda: heap(town, 60, "HEAP-4"),
        lambda: look(town),
        lambda: town.scan(town.point, K.LOSE, "HEAP-4"),
        lambda: town.scan(town.point, K.DISPATCH, "HEAP-2", "HEAP-3", peer_site="SMELTER-1"),
        lambda: look(town),
        lambda: town.clock.pass_by(days=1),
        lambda: look(town),
        lambda: heap(town, 10, "HEAP-5"),
    )
    for number, step in enumerate(steps):
        step()
        assert level_of(town) == lies_at(database), number
    assert level_of(town) == 10_000


def test_a_figure_of_the_bureau_counts_from_the_next_scan_on(town: TheTown) -> None:
    assert heap(town, 900, "HEAP-1") == []
    told = ("2026-10-31", "1000", "省厅")
    set_parameter("point_mass", *told, town.bureau, 42, town.uow_factory(), town.clock)
    assert heap(town, 200, "HEAP-2") == [_OVER]


def test_a_station_is_measured_by_its_own_capacity(town: TheTown, database: Connection) -> None:
    lots = (("HEAP-1", 900_000), ("HEAP-2", 100_000))
    take = [Uncoded(10, mass_g, label=label) for label, mass_g in lots]
    town.scan(town.station, K.COLLECT, uncoded=take[:1])
    database.execute(text("UPDATE site SET capacity_g = 1000000 WHERE code = 'STATION-1'"))
    assert "station_mass_exceeded" in rules(town.scan(town.station, K.COLLECT, uncoded=take[1:]))


def test_the_oldest_that_stays_too_long_is_said_at_the_next_scan_unless_it_left(
    town: TheTown,
) -> None:
    heap(town, 10, "OLD-1")
    look(town)
    town.clock.pass_by(days=92)
    assert heap(town, 10, "NEW-1") == ["point_days_exceeded"]
    town.scan(town.point, K.DISPATCH, "OLD-1", peer_site="SMELTER-1")
    town.scan(town.carrier, K.LOAD, "OLD-1", site="POINT-1", manifest=lives.ON_PAPER)
    assert heap(town, 10, "NEW-2") == []


def test_scans_that_bring_nothing_ask_nothing(town: TheTown, database: Connection) -> None:
    heap(town, 3_100, "HEAP-1")
    database.execute(text("UPDATE alarm SET state = 'dismissed'"))
    assert rules(town.scan(town.point, K.STORE, "HEAP-1")) == []


def test_a_load_without_papers_is_one_alarm_however_many_are_on_it(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2", "B3")
    town.scan(town.point, K.DISPATCH, "B1", "B2", "B3", peer_site="SMELTER-1")
    loaded = town.scan(town.carrier, K.LOAD, "B1", "B2", "B3", site="POINT-1")
    assert rules(loaded) == ["manifest_missing"]
    row = database.execute(text("SELECT subject, evidence FROM alarm")).one()
    assert (row.subject, row.evidence) == (str(loaded.event), {"pieces": 3, "place": "POINT-1"})


def test_a_load_that_names_its_manifest_has_papers(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    lives.on_the_road(town, "B1")
    assert alarms(database) == []


def test_where_the_province_asks_for_none_a_point_may_send_without_a_manifest(
    town: TheTown,
) -> None:
    told = ("2026-10-31", False, "省厅")
    name = "manifest_point_to_station"
    set_parameter(name, *told, town.bureau, 42, town.uow_factory(), town.clock)
    lives.collected(town, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="STATION-1")
    assert rules(town.scan(town.carrier, K.LOAD, "B1", site="POINT-1")) == []
    town.scan(town.station, K.RECEIVE, "B1")
    town.scan(town.station, K.DISPATCH, "B1", peer_site="SMELTER-1")
    onward = town.scan(town.carrier, K.LOAD, "B1", site="STATION-1")
    assert rules(onward) == ["manifest_missing"]


def test_what_leaves_a_store_it_never_came_into_is_found(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    sent = town.scan(town.point, K.DISPATCH, "B1", "B2", site="POINT-1B", peer_site="SMELTER-1")
    assert rules(sent) == ["batch_unlinked"]
    row = database.execute(text("SELECT subject, evidence FROM alarm")).one()
    assert (row.subject, row.evidence["pieces"]) == (str(sent.event), 2)


def test_a_box_whose_label_names_no_credit_code_is_told_once_when_it_enters_the_books(
    town: TheTown,
) -> None:
    lives.collected(town, "B1", "B2")
    box = container_label.build("X" * 18, "900-052-31", date(2026, 10, 31), 1)
    assert rules(town.scan(town.point, K.PACK, "B1", container=box)) == ["label_wrong"]
    assert rules(town.scan(town.point, K.PACK, "B2", container=box)) == []
