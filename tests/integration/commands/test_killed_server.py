"""A server that is killed in the middle leaves whole scans or none, and the scanner may go on."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.builders.province import TheTown, build_the_town
from tests.builders.served import Served, a_token
from tests.fakes.clock import FixedClock
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of

CODES_PER_SCAN = 300


@pytest.fixture
def token(own_database: str, clock: FixedClock) -> str:
    """A clerk of the collection point, with a token, in a database of its own."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    town: TheTown = build_the_town(sessions, clock)
    issued = a_token(sessions, town.point.code, "scan")
    engine.dispose()
    return issued


def a_scan(number: int) -> dict[str, object]:
    return {
        "client_id": f"before-kill-{number:04d}",
        "kind": "collect",
        "site": "POINT-1",
        "at": "2026-10-31T08:00:00+08:00",
        "codes": [f"K{number:04d}-{one:04d}" for one in range(CODES_PER_SCAN)],
    }


def assert_whole(engine: Engine) -> int:
    """Each event has all its rows, its receipt, its audit line and its duty; how many there are."""
    with engine.connect() as connection:
        halves = connection.execute(
            text(
                "SELECT e.id FROM event e WHERE e.pieces <> "
                " (SELECT count(*) FROM event_unit m WHERE m.event_id = e.id)"
                " OR NOT EXISTS (SELECT FROM receipt r WHERE r.event_id = e.id)"
                " OR NOT EXISTS (SELECT FROM duty d WHERE d.subject = CAST(e.id AS text))"
            )
        ).all()
        assert halves == []
        events, units, lines = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM event), (SELECT count(*) FROM unit),"
                " (SELECT count(*) FROM audit WHERE chain <> 0)"
            )
        ).one()
    assert units == events * CODES_PER_SCAN
    assert lines == events
    return int(events)


def guess(served: Served) -> int:
    """The status that a wrong password meets."""
    told = {"login": "clerk.collector", "password": "seven tin plates"}
    return served.request("POST", "/api/v1/tokens", None, told)[0]


def test_after_a_kill_every_scan_is_whole_and_can_be_sent_again(
    own_database: str, token: str, tmp_path: Path
) -> None:
    """And whoever guessed passwords before it must still wait."""
    served = Served(own_database, tmp_path)
    assert [guess(served) for _ in range(6)] == [*[401] * 5, 429]
    sent = 0
    pid = os.fork()
    if pid == 0:  # the scanner: sends until the line goes dead
        with suppress(Exception):
            for number in range(10_000):
                served.request("POST", "/api/v1/scans", token, a_scan(number))
        os._exit(0)
    engine = owner_engine(own_database)
    while sent < 5:
        with engine.connect() as connection:
            sent = connection.scalar(text("SELECT count(*) FROM event")) or 0
    served.kill()
    os.waitpid(pid, 0)

    booked = assert_whole(engine)
    served.start()
    try:
        for number in range(booked + 2):
            status, answer = served.request("POST", "/api/v1/scans", token, a_scan(number))
            assert status == 201, answer
        assert assert_whole(engine) == booked + 2
        assert guess(served) == 429
    finally:
        served.kill()
