"""Is the province the same whether it was scanned or copied, whole or not there at all?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.make_believe import UNTIL, a_world
from tests.builders.registers import an_organisation
from tests.databases import Server
from tracker.demo import by_scanning
from tracker.demo.load import DEMO_PASSWORD, demo_load, demo_logins, is_empty
from tracker.domain.errors import DatabaseNotEmpty
from tracker.store.base import Base
from tracker.store.engine import owner_engine
from tracker.store.models.account import UserRow
from tracker.store.queries.rollups import differing_rollups
from tracker.usecases.record_scan import record_scan

BATTERIES = 1_000
#: Columns that the database fills with its own clock.
WRITTEN = "recorded_at"
#: Numbers that the database gives out as rows come: in another order when they come in heaps.
NUMBERED = frozenset({"alarm.id", "alarm_step.alarm_id", "duty.id"})


def hashed(password: str) -> str:
    """Stands for argon2, which takes its time."""
    return f"hash of {password}"


def rows_of(engine: Engine) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
    """Every row of every table by primary key, without what the database's clock wrote."""
    with engine.connect() as connection:
        for table in Base.metadata.sorted_tables:
            columns = [
                column
                for column in table.columns
                if not (column.name == WRITTEN and column.server_default is not None)
                and str(column) not in NUMBERED
            ]
            query = select(*columns).order_by(*table.primary_key)
            if table.name == "duty":  # those of alarms name numbers, too
                query = query.where(~table.c.topic.startswith("alarm."))
            found = [tuple(row) for row in connection.execute(query)]
            yield table.name, sorted(found, key=str) if table.name == "alarm_step" else found


def next_values(engine: Engine) -> list[int]:
    with engine.connect() as connection:
        return [
            connection.scalar(text(f"SELECT nextval('{name}')")) or 0
            for name in ("unit_id_seq", "event_number_seq")
        ]


def test_a_thousand_batteries_are_the_same_scanned_or_copied(
    own_database: str, server: Server
) -> None:
    """Ids, masses, answers, alarms, audit digests: all but the moments of the database's clock."""
    other = server.create()
    try:
        urls = (own_database, server.url(other))
        answers = [
            demo_load(url, BATTERIES, 5, UNTIL, hash_password=hashed, copied=copied)
            for url, copied in zip(urls, (False, True), strict=True)
        ]
        assert answers[0] == answers[1]
        scanned, copied = (owner_engine(url) for url in urls)
        for (table, rows), (_, others) in zip(rows_of(scanned), rows_of(copied), strict=True):
            assert rows == others, table
        assert next_values(scanned) == next_values(copied)
        assert answers[0]["batteries"] == BATTERIES
        assert_events_lie_in_their_months(scanned)
        assert differing_rollups(sessionmaker(copied)) == (0, 0)
    finally:
        server.drop(other)


def assert_events_lie_in_their_months(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM event")) > 1_000
        assert connection.scalar(text("SELECT count(*) FROM event_other")) == 0


def test_large_ones_are_copied_territory_by_territory(
    own_database: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tracker.demo.world.TERRITORY_SIZE", 1_500)
    monkeypatch.setattr("tracker.demo.load.COPIED_FROM", 4_000)
    monkeypatch.setattr(by_scanning, "load_through_usecases", None)
    steps: list[int] = []
    planted = tmp_path / "planted.jsonl"
    answer = demo_load(
        own_database,
        4_000,
        2,
        UNTIL,
        hash_password=hashed,
        progress=steps.append,
        planted_file=planted,
    )
    assert sum(steps) == 4_000
    assert min(steps) > 0
    kinds = [json.loads(line)["kind"] for line in planted.read_text("utf-8").splitlines()]
    assert {kind: kinds.count(kind) for kind in answer["planted"]} == answer["planted"]
    assert differing_rollups(sessionmaker(owner_engine(own_database))) == (0, 0)
    with owner_engine(own_database).connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM daily_rollup WHERE part = 2")) > 0
        assert connection.scalar(text("SELECT count(*) FROM unit WHERE kind = 1")) == 4_000
        assert connection.scalar(text("SELECT count(*) FROM event")) == answer["events"]
        assert (
            connection.scalar(
                text(
                    "SELECT count(*) FROM unit u WHERE NOT EXISTS"
                    " (SELECT FROM unit_code c WHERE c.unit_id = u.id)"
                )
            )
            == 0
        )


def test_a_database_that_holds_something_is_left_alone(own_database: str) -> None:
    with Session(owner_engine(own_database)) as session:
        session.add(an_organisation())
        session.commit()
    assert not is_empty(own_database)
    with pytest.raises(DatabaseNotEmpty):
        demo_load(own_database, 10, hash_password=hashed)
    with Session(owner_engine(own_database)) as session:
        assert session.query(UserRow).count() == 0


@pytest.mark.parametrize("copied", [False, True])
def test_whoever_is_interrupted_starts_anew(
    own_database: str, copied: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    scans = 0

    def interrupted(*given: Any) -> Any:
        nonlocal scans
        scans += 1
        if scans == 40:
            raise KeyboardInterrupt
        return record_scan(*given)

    monkeypatch.setattr(by_scanning, "record_scan", interrupted)
    with pytest.raises(KeyboardInterrupt):
        demo_load(own_database, 100, hash_password=hashed, copied=copied)
    assert is_empty(own_database)
    monkeypatch.undo()
    assert demo_load(own_database, 100, hash_password=hashed, copied=copied)["events"] > 100


def test_people_get_logins_and_devices_get_none(own_database: str) -> None:
    answer = demo_load(own_database, 20, hash_password=hashed)
    with Session(owner_engine(own_database)) as session:
        accounts = session.scalars(select(UserRow)).all()
    with_password = [one for one in accounts if one.password_hash is not None]
    assert {(one.login, one.roles[0]) for one in with_password} == set(demo_logins())
    assert {one.password_hash for one in with_password} == {hashed(DEMO_PASSWORD)}
    assert all(one.loopback_only and one.active for one in accounts)
    assert len(accounts) > answer["organisations"]


def test_the_summary_has_stable_keys(own_database: str) -> None:
    answer = demo_load(own_database, 20, 3, date(2025, 6, 30), hash_password=hashed)
    assert list(answer) == [
        "batteries",
        "seed",
        "first_day",
        "until",
        "organisations",
        "sites",
        "events",
        "refused",
        "findings",
        "planted",
    ]
    assert (answer["first_day"], answer["until"]) == ("2021-07-01", "2025-06-30")
    world = a_world(20, 3, date(2025, 6, 30))
    assert answer["organisations"] == len(world.registers.organisations)
