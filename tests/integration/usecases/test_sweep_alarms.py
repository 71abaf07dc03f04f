"""Does the nightly look find what stands, go on where it was ended, and clear what is over?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.books import alarms
from tests.builders.province import TheTown
from tracker.domain.scan import ScanKind as K
from tracker.domain.scan import Uncoded
from tracker.store.models.keeper_papers import EmergencyPlanRow, InsuranceRow, PlannedTransferRow
from tracker.store.models.summary import TrackSummaryRow, VideoSummaryRow
from tracker.usecases.keep_figures import set_parameter
from tracker.usecases.sweep_alarms import sweep_alarms, sweep_if_changed, sweep_page
from tracker.usecases.sweep_parts import PARTS

#: What the town's keepers lack on paper; tests of other things put it in order first.
PAPERS = frozenset(
    {
        "emergency_plan_missing",
        "insurance_missing",
        "plan_not_filed",
        "return_not_filed",
        "take_back_report_missing",
    }
)


def sweep(town: TheTown) -> int:
    return sweep_alarms(town.uow_factory(), town.clock)


def found(database: Connection) -> list[tuple[str, str]]:
    return [one for one in alarms(database) if one[0] not in PAPERS]


def states(database: Connection, rule: str) -> list[str]:
    query = text("SELECT state FROM alarm WHERE rule = :rule ORDER BY due")
    return list(database.scalars(query, {"rule": rule}))


def heap(town: TheTown, mass_g: int, label: str = "HEAP-1") -> None:
    """Uncoded batteries come to the collection point."""
    town.scan(town.point, K.COLLECT, uncoded=[Uncoded(200, mass_g, label=label)])


def test_a_point_over_three_tonnes_is_found_once_and_cleared_when_it_has_dispatched(
    town: TheTown, database: Connection
) -> None:
    heap(town, 3_200_000)
    sweep(town)
    town.clock.pass_by(days=1)
    sweep(town)
    assert found(database) == [("point_mass_exceeded", "POINT-1")]
    row = database.execute(
        text("SELECT due, evidence FROM alarm WHERE rule = 'point_mass_exceeded'")
    ).one()
    assert (row.due, row.evidence["mass_g"], row.evidence["limit_g"]) == (
        *(date(2026, 10, 31), 3_200_000),
        3_000_000,
    )

    town.scan(town.point, K.DISPATCH, "HEAP-1", peer_site="SMELTER-1")
    town.scan(town.carrier, K.LOAD, "HEAP-1", site="POINT-1")
    town.clock.pass_by(days=1)
    sweep(town)
    assert states(database, "point_mass_exceeded") == ["resolved"]

    heap(town, 3_100_000, "HEAP-2")
    town.clock.pass_by(days=1)
    sweep(town)
    assert states(database, "point_mass_exceeded") == ["resolved", "raised"]


def test_waste_over_ninety_days_is_counted_from_its_arrival_and_not_from_its_last_scan(
    town: TheTown, database: Connection
) -> None:
    town.scan(town.point, K.COLLECT, "OLD-1")
    town.clock.pass_by(days=80)
    town.scan(town.point, K.STORE, "OLD-1")
    sweep(town)
    assert ("storage_days_ending", "POINT-1") in found(database)

    town.clock.pass_by(days=11)
    sweep(town)
    row = database.execute(text("SELECT * FROM alarm WHERE rule = 'point_days_exceeded'")).one()
    assert (row.subject, row.due, row.evidence["unit"]) == ("POINT-1", date(2027, 1, 29), "OLD-1")
    assert states(database, "storage_days_ending") == ["resolved"]


def test_what_was_packed_at_the_point_is_as_old_as_the_oldest_in_the_box(
    town: TheTown, database: Connection
) -> None:
    town.scan(town.point, K.COLLECT, "OLD-1")
    town.clock.pass_by(days=89)
    box = town.box()
    town.scan(town.point, K.PACK, "OLD-1", container=box)
    town.clock.pass_by(days=2)
    sweep(town)
    row = database.execute(text("SELECT * FROM alarm WHERE rule = 'point_days_exceeded'")).one()
    assert row.evidence["unit"] == box


def test_a_load_that_never_arrives_is_asked_about(town: TheTown, database: Connection) -> None:
    town.scan(town.point, K.COLLECT, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    town.scan(town.carrier, K.LOAD, "B1", site="POINT-1")
    town.clock.pass_by(days=31)
    sweep(town)
    assert ("no_receipt", "B1") in found(database)

    town.scan(town.recycler, K.RECEIVE, "B1")
    town.clock.pass_by(days=1)
    sweep(town)
    assert states(database, "no_receipt") == ["resolved"]


def test_missing_papers_are_one_alarm_each_until_they_are_there(
    town: TheTown, database: Connection, sessions: sessionmaker[Session]
) -> None:
    sweep(town)
    rules = {rule for rule, subject in alarms(database) if subject == town.station.code}
    assert rules == PAPERS - {"take_back_report_missing"}
    assert ("take_back_report_missing", town.producer.code) in alarms(database)

    days: dict[str, Any] = {"valid_from": date(2026, 1, 1), "valid_until": date(2028, 1, 1)}
    whose: dict[str, Any] = {"province": 42, "organisation_id": town.station.organisation}
    with sessions() as session:
        session.add(InsuranceRow(code="I1", insurer="x", **whose, **days))
        session.add(EmergencyPlanRow(code="E1", **whose, **days))
        session.add(
            PlannedTransferRow(
                code="P1",
                year=2026,
                plan="GL1",
                waste_code="900-052-31",
                receiver_id=town.recycler.organisation,
                mass_g=1,
                **whose,
            )
        )
        session.commit()
    town.clock.pass_by(days=1)
    sweep(town)
    open_ones = database.scalars(
        text("SELECT rule FROM alarm WHERE subject = :code AND state = 'raised'"),
        {"code": town.station.code},
    )
    assert set(open_ones) == {"return_not_filed"}


def test_receipts_beyond_the_yearly_scale_are_found(town: TheTown, database: Connection) -> None:
    database.execute(
        text("UPDATE licence SET capacity_g = 1000000 WHERE organisation_id = :id"),
        {"id": town.station.organisation},
    )
    town.scan(town.station, K.COLLECT, uncoded=[Uncoded(90, 1_200_001, label="HEAP-1")])
    sweep(town)
    assert ("capacity_exceeded", town.station.code) in found(database)


def test_tracks_and_videos_that_were_resolved_are_not_raised_again(
    town: TheTown, database: Connection, sessions: sessionmaker[Session]
) -> None:
    whose: dict[str, Any] = {"province": 42, "organisation_id": town.carrier.organisation}
    with sessions() as session:
        day = date(2026, 10, 30)
        session.add(TrackSummaryRow(code="T1", vehicle="鄂A1", day=day, off_route_km=9, **whose))
        session.add(VideoSummaryRow(code="V1", place="GATE", day=day, gap_hours=9, **whose))
        session.commit()
    sweep(town)
    assert found(database) == [("track_deviates", "T1"), ("video_gap", "V1")]

    database.execute(text("UPDATE alarm SET state = 'resolved'"))
    town.clock.pass_by(days=1)
    sweep(town)
    assert states(database, "track_deviates") == ["resolved"]


def test_an_alarm_that_nobody_closes_rises_twice_and_no_more(
    town: TheTown, database: Connection
) -> None:
    heap(town, 3_200_000)
    levels = []
    for days in (0, 13, 1, 14, 14, 14):
        town.clock.pass_by(days=days)
        sweep(town)
        level = text("SELECT level FROM alarm WHERE rule = 'point_mass_exceeded'")
        levels.append(database.scalar(level))
    assert levels == [0, 0, 1, 2, 2, 2]
    topics = database.scalars(
        text(
            "SELECT topic FROM duty WHERE topic LIKE 'alarm.%' AND subject = (SELECT id::text"
            " FROM alarm WHERE rule = 'point_mass_exceeded') ORDER BY id"
        )
    )
    assert list(topics) == ["alarm.raised", "alarm.escalated", "alarm.escalated"]


def test_a_look_that_was_ended_goes_on_where_it_was(town: TheTown, database: Connection) -> None:
    heap(town, 3_200_000)
    asked: Iterator[bool] = iter((False, False, True))
    assert sweep_alarms(town.uow_factory(), town.clock, lambda: next(asked)) == 0
    run = database.execute(text("SELECT * FROM sweep")).one()
    assert (run.part, run.finished_at) == ("stocks", None)

    sweep(town)
    runs = database.execute(text("SELECT id, finished_at FROM sweep")).all()
    assert [(one.id, one.finished_at is None) for one in runs] == [(run.id, False)]
    assert ("point_mass_exceeded", "POINT-1") in found(database)


def test_pages_together_find_what_one_page_finds(town: TheTown, database: Connection) -> None:
    for number in range(5):
        town.scan(town.point, K.COLLECT, f"B{number}")
        town.clock.pass_by(days=1)
    sweep(town)
    columns = "SELECT site_id, mass_g, pieces, unweighed, oldest_unit, oldest_at FROM site_stock"
    whole = database.execute(text(columns)).all()

    small = tuple(replace(part, size=2) for part in PARTS)
    town.clock.pass_by(minutes=1)
    finished, pages = False, 0
    while not finished:
        _, finished = sweep_page(town.uow_factory(), town.clock, small)
        pages += 1
    assert pages > len(PARTS) + 3
    assert database.execute(text(columns)).all() == whole


def test_a_new_figure_counts_at_once_and_not_from_the_next_night(
    town: TheTown, database: Connection
) -> None:
    heap(town, 2_100_000)
    sweep(town)
    assert not sweep_if_changed(town.uow_factory(), town.clock)
    told = ("2026-10-31", "2000", "省厅")
    set_parameter("point_mass", *told, town.bureau, 42, town.uow_factory(), town.clock)
    assert sweep_if_changed(town.uow_factory(), town.clock)
    assert ("point_mass_exceeded", "POINT-1") in found(database)


def test_a_stale_look_is_left_and_a_new_one_begun(town: TheTown, database: Connection) -> None:
    sweep_page(town.uow_factory(), town.clock)
    town.clock.pass_by(days=1)
    sweep_page(town.uow_factory(), town.clock)
    assert database.scalar(text("SELECT count(*) FROM sweep")) == 2
