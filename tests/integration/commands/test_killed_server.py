"""A server that is killed in the middle leaves whole scans or none, and the scanner may go on."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from tests.builders.accounts import CHEAP
from tests.builders.province import TheTown, build_the_town
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tracker.accounts.add_user import NewUser, add_user
from tracker.accounts.issue_token import issue_token
from tracker.store.clock import SystemClock
from tracker.store.engine import app_engine, owner_engine
from tracker.store.sessions import sessions_of

CODES_PER_SCAN = 300


class Served:
    """``plumbline serve`` as a process group of its own."""

    def __init__(self, url: str, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self._env = os.environ | {
            "PLUMBLINE_DATABASE_URL": url,
            "PLUMBLINE_HOME": str(home),
            "PLUMBLINE_BIND": f"127.0.0.1:{self.port}",
            "PLUMBLINE_PROVINCE": str(HOME_PROVINCE),
        }
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tracker.cli", "serve", "--workers", "1"]
        self.process = subprocess.Popen(
            command,
            env=self._env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            with suppress(OSError, http.client.HTTPException):
                if self.request("GET", "/readyz", None)[0] == 200:
                    return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)
        raise AssertionError("the server did not come up")

    def kill(self) -> None:
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def request(
        self, method: str, path: str, token: str | None, body: object = None
    ) -> tuple[int, bytes]:
        headers = {"Content-Type": "application/json"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        content = json.dumps(body) if body is not None else None
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        with closing(line):
            line.request(method, path, content, headers)
            with line.getresponse() as answer:
                return answer.status, answer.read()


@pytest.fixture
def token(own_database: str, clock: FixedClock) -> str:
    """A clerk of the collection point, with a token, in a database of its own."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    town: TheTown = build_the_town(sessions, clock)
    new = NewUser("clerk", "clerk", ["collector"], town.point.code, None, None)
    user = add_user(sessions, HOME_PROVINCE, new, 0, clock, CHEAP)
    now = SystemClock()
    issued = issue_token(
        sessions, HOME_PROVINCE, user, "test", ["scan"], now.now() + timedelta(days=1), 0, now
    )
    engine.dispose()
    return issued.text


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


def test_after_a_kill_every_scan_is_whole_and_can_be_sent_again(
    own_database: str, token: str, tmp_path: Path
) -> None:
    served = Served(own_database, tmp_path)
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
    finally:
        served.kill()
