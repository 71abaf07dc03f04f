"""Do rules that no other story tells fire from what really lies in the books?"""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.approvals import far_smelter, granted
from tests.builders.books import alarms
from tests.builders.manifests import confirmed, drafted
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.scan import ScanKind as K
from tracker.domain.scan import Uncoded
from tracker.store.models.keeper_papers import InsuranceRow
from tracker.store.models.summary import TrackSummaryRow, VideoSummaryRow
from tracker.usecases.sweep_alarms import sweep_alarms

NUMBER = "鄂危转〔2026〕1号"


def look(town: TheTown) -> None:
    sweep_alarms(town.uow_factory(), town.clock)


def test_the_nightly_look_finds_what_comes_near_a_limit_or_is_past_it(
    town: TheTown, database: Connection, sessions: sessionmaker[Session]
) -> None:
    station, carrier = town.station.organisation, town.carrier.organisation
    database.execute(
        text("UPDATE licence SET capacity_g = 1000000 WHERE organisation_id = :id"),
        {"id": station},
    )
    town.scan(town.station, K.COLLECT, uncoded=[Uncoded(90, 1_000_000, label="HEAP-1")])
    town.clock.pass_by(days=367)
    town.scan(town.point, K.COLLECT, uncoded=[Uncoded(90, 2_400_000, label="HEAP-2")])
    day = town.clock.now().date()
    with sessions() as session:
        whose: dict[str, Any] = {"province": 42, "organisation_id": carrier, "day": day}
        session.add(
            TrackSummaryRow(
                code="T1", vehicle="鄂A1", overtime_minutes=241, silence_minutes=31, **whose
            )
        )
        session.add(VideoSummaryRow(code="V1", place="GATE", kept_days=89, **whose))
        days = {"valid_from": date(2026, 1, 1), "valid_until": date(2027, 11, 20)}
        session.add(
            InsuranceRow(code="I1", insurer="x", province=42, organisation_id=station, **days)
        )
        session.commit()
    look(town)
    assert set(alarms(database)) >= {
        ("storage_nearly_full", "POINT-1"),
        ("station_days_exceeded", "STATION-1"),
        ("track_too_long", "T1"),
        ("track_silent", "T1"),
        ("video_kept_too_short", "V1"),
        ("cover_ending", "I1"),
    }


def test_a_yearly_scale_that_is_reached_is_told_before_it_is_exceeded(
    town: TheTown, database: Connection
) -> None:
    database.execute(
        text("UPDATE licence SET capacity_g = 1000000 WHERE organisation_id = :id"),
        {"id": town.station.organisation},
    )
    town.scan(town.station, K.COLLECT, uncoded=[Uncoded(90, 1_000_000, label="HEAP-1")])
    look(town)
    assert ("capacity_reached", town.station.code) in alarms(database)


def test_before_the_last_of_march_a_keeper_without_any_plan_is_found(
    town: TheTown, database: Connection
) -> None:
    town.clock.pass_by(days=100)  # 8 February
    look(town)
    assert ("plan_or_ledger_missing", town.station.code) in alarms(database)


def test_a_paper_manifest_that_nobody_fills_in_is_found_and_ends_when_it_is(
    web: Web, town: TheTown, database: Connection
) -> None:
    begun = town.clock.now()
    paper = {"number": "Z-17", "started_at": begun.isoformat()}
    manifest = drafted(web, town, paper=paper)
    town.clock.pass_by(days=44)  # the longest trip of 30 days, and ten working days after it
    look(town)
    assert "back_fill_late" not in dict(alarms(database))
    town.clock.pass_by(days=1)
    look(town)
    assert ("back_fill_late", manifest["number"]) in alarms(database)

    confirmed(web, "point", manifest, "back_fill", delivered_at=begun.isoformat())
    town.clock.pass_by(days=1)
    look(town)
    states = database.scalars(text("SELECT state FROM alarm WHERE rule = 'back_fill_late'"))
    assert set(states) == {"resolved"}


def test_a_load_on_paper_for_another_purpose_than_was_approved_is_found(
    web: Web, town: TheTown, sessions: sessionmaker[Session], database: Connection
) -> None:
    far = far_smelter(sessions)
    granted(web, town, far, span_until="2026-11-20")
    now = town.clock.now().isoformat()
    manifest = drafted(
        web,
        town,
        receiver="SMELTER-36",
        approval=NUMBER,
        purpose="dispose",
        rows=[{"pieces": 10, "mass_kg": "150.5", "hazards": "T"}],
        paper={"number": "Z-18", "started_at": now},
    )
    filled = confirmed(web, "point", manifest, "back_fill", delivered_at=now)
    assert {one["rule"] for one in filled["findings"]} >= {"approval_differs", "waste_row_wrong"}
    look(town)
    assert "approval_ending" in dict(alarms(database))
