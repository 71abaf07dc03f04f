"""Does the sweep find what the books hold, once, in whatever pieces it is made?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.province import TheTown
from tracker.domain.scan import ScanKind as K
from tracker.store.repositories import anomalies
from tracker.usecases.sweep_anomalies import (
    sweep_anomalies,
    sweep_anomalies_tonight,
    sweep_month,
)


def sweep(town: TheTown, **asked: Any) -> None:
    sweep_anomalies(town.uow_factory(), town.clock, **asked)


def found(database: Connection) -> list[tuple[str, str]]:
    query = text("SELECT detector, subject FROM anomaly WHERE standing ORDER BY 1, 2")
    return [(row.detector, row.subject) for row in database.execute(query)]


def sell_twice(town: TheTown, code: str = "B1") -> None:
    town.scan(town.producer, K.REGISTER, code, model=town.model)
    town.clock.pass_by(days=1)
    town.scan(town.producer, K.SELL, code, peer_site=town.shop.site)
    town.clock.pass_by(days=40)
    town.scan(town.shop, K.SELL, code)
    town.clock.pass_by(days=2)
    town.scan(town.other_shop, K.SELL, code)


def test_what_the_scan_said_is_not_raised_again_but_gets_its_events(
    town: TheTown, database: Connection
) -> None:
    sell_twice(town)
    sweep(town)
    assert found(database) == [("A4", "B1")]
    alarms = database.execute(text("SELECT rule, event_id FROM alarm WHERE subject = 'B1'")).all()
    row = database.execute(text("SELECT events, codes, site_id FROM anomaly")).one()
    assert [one.rule for one in alarms] == ["sold_twice"]
    assert row.events[-1] == alarms[0].event_id
    assert row.codes == ["B1"]


def test_a_sweep_that_was_ended_goes_on_where_it_was(town: TheTown, database: Connection) -> None:
    sell_twice(town)
    asked: Iterator[bool] = iter((False, True))
    sweep(town, stop=lambda: next(asked))
    run = database.execute(text("SELECT * FROM anomaly_sweep")).one()
    assert run.finished_at is None
    assert run.month > run.first
    sweep(town)
    runs = database.execute(text("SELECT id, finished_at FROM anomaly_sweep")).all()
    assert [(one.id, one.finished_at is None) for one in runs] == [(run.id, False)]
    assert found(database) == [("A4", "B1")]


def test_what_one_night_left_the_next_one_finishes_and_then_looks_anew(
    town: TheTown, database: Connection
) -> None:
    sell_twice(town)

    def tonight() -> tuple[int | None, bool]:
        run, done = sweep_anomalies_tonight(town.uow_factory(), town.clock, stop=lambda: True)
        return (run.id if run else None), done

    left, finished = tonight()
    assert not finished
    town.clock.pass_by(days=1)
    answers = [tonight()]
    while not answers[-1][1]:
        answers.append(tonight())
    assert answers[0][0] == left
    assert answers[-1][0] != left
    assert found(database) == [("A4", "B1")]
    assert tonight() == (None, True)
    town.clock.pass_by(days=1)
    assert tonight() != (None, True)
    unfinished = text("SELECT count(*) FROM anomaly_sweep WHERE finished_at IS NULL")
    assert database.scalar(unfinished) == 1


def test_a_killed_month_leaves_nothing_behind_and_is_swept_again(
    town: TheTown, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    sell_twice(town)

    class Killed(Exception):
        """As good as a kill: nothing after it runs."""

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(anomalies.SqlAnomalies, "save", killed)
        with pytest.raises(Killed):
            sweep(town)
    assert database.scalar(text("SELECT count(*) FROM anomaly_sweep")) == 0
    assert found(database) == []
    sweep(town)
    assert found(database) == [("A4", "B1")]


def test_pages_of_facts_find_what_the_whole_does(
    town: TheTown, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        sell_twice(town, f"B{number}")
    monkeypatch.setattr(anomalies, "PAGE", 2)
    sweep(town)
    assert found(database) == [("A4", "B0"), ("A4", "B1"), ("A4", "B2")]


def test_a_second_sweep_finds_the_same_and_a_void_takes_it_away(
    town: TheTown, database: Connection
) -> None:
    sell_twice(town)
    sweep(town)
    sweep(town)
    assert found(database) == [("A4", "B1")]
    event = database.scalar(text("SELECT max(id) FROM event"))
    town.scan(town.other_shop, K.VOID, event=event, reason="typed twice")
    town.clock.pass_by(days=1)
    sweep(town)
    assert found(database) == []
    assert database.scalar(text("SELECT count(*) FROM anomaly WHERE NOT standing")) == 1


def test_only_the_days_and_detectors_that_were_asked_for_are_looked_at(
    town: TheTown, database: Connection
) -> None:
    sell_twice(town)
    today = town.clock.now().date()
    sweep(town, detectors=("A3", "A18"))
    sweep(town, first=date(2026, 10, 1), until=today - timedelta(days=20))
    assert found(database) == []
    sweep(town, detectors=("A4",), first=today - timedelta(days=5))
    assert found(database) == [("A4", "B1")]


def test_a_box_and_a_lone_battery_that_stay_away_are_asked_for(
    town: TheTown, database: Connection
) -> None:
    box = town.box()
    town.scan(town.point, K.COLLECT, "B1")
    town.scan(town.point, K.COLLECT, "B2")
    town.scan(town.point, K.PACK, "B1", container=box)
    town.scan(town.point, K.DISPATCH, box, "B2", peer_site=town.station.site)
    town.scan(town.point, K.LOAD, box, "B2")
    town.clock.pass_by(days=31)
    sweep(town)
    assert found(database) == [("A10", box), ("A10", "B2")]


def test_knots_that_no_scan_can_make_are_found_in_the_books(
    town: TheTown, database: Connection
) -> None:
    """Two treatments, each of which took what the other yielded; and one battery in two boxes."""
    site = database.scalar(text("SELECT id FROM site WHERE code = :c"), {"c": town.recycler.site})
    first = 1_600_000_000_000_000_000
    for number in (1, 2):
        database.execute(
            text(
                "INSERT INTO event (id, happened_at, site_id, organisation_id, actor_id, pieces,"
                " province, kind, units) VALUES (:id, '2027-01-01 00:00+08', :site, 1, 1, 1, 42,"
                " 19, '{}')"
            ),
            {"id": first + number, "site": site},
        )
        database.execute(
            text(
                "INSERT INTO unit (id, since, pieces, version, province, kind, state, damaged)"
                " VALUES (:id, now(), 1, 1, 42, 4, 5, false)"
            ),
            {"id": 900_000 + number},
        )
    for number in (1, 2):
        for part, unit in ((1, number), (2, 3 - number)):
            database.execute(
                text(
                    "INSERT INTO event_unit (unit_id, event_id, province, part)"
                    " VALUES (:unit, :event, 42, :part)"
                ),
                {"unit": 900_000 + unit, "event": first + number, "part": part},
            )
        database.execute(
            text(
                "INSERT INTO containment (child_id, parent_id, from_event, province)"
                " VALUES (900001, :box, :event, 42)"
            ),
            {"box": 900_002 + number, "event": first + number},
        )
    database.execute(
        text(
            "INSERT INTO unit_code (unit_id, province, scheme, value) VALUES (900001, 42, 5, 'L1'),"
            " (900002, 42, 5, 'L2'), (900003, 42, 7, 'X1'), (900004, 42, 7, 'X2')"
        )
    )
    town.clock.pass_by(days=100)
    sweep(town, detectors=("A1", "A7"))
    assert found(database) == [("A1", str(first + 1)), ("A7", "L1")]


def test_empty_books_are_swept_in_one_step(town: TheTown, database: Connection) -> None:
    _, finished = sweep_month(town.uow_factory(), town.clock)
    assert finished
    assert found(database) == []
