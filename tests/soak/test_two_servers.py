"""Do two real servers on one machine agree after a bad line and killed processes? `make soak`."""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from interop.keys.files import make_key
from interop.keys.names import KeyName, Use
from interop.usecases.keep_partners import add_partner
from interop.wired import station_of
from tests.builders.exchange import approved
from tests.databases import Server
from tracker.commands.opened import house_of
from tracker.config import read_settings
from tracker.store.engine import owner_engine

pytestmark = pytest.mark.soak

RECORDS = int(os.environ.get("PLUMBLINE_SOAK_RECORDS", "10000"))
LOSS = 0.3
PATIENCE_SECONDS = 1_800


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class BadLine:
    """A way to a port on which connections break: before, in between, or after the request."""

    def __init__(self, to: int, seed: int) -> None:
        self.port, self._to = free_port(), to
        self._chance = random.Random(seed)  # noqa: S311  a test's dice
        self._listening = socket.create_server(("127.0.0.1", self.port))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            with suppress(OSError):
                here, _ = self._listening.accept()
                lost = self._chance.random() < LOSS
                where = self._chance.choice(("before", "answer")) if lost else ""
                threading.Thread(target=self._join, args=(here, where), daemon=True).start()

    def _join(self, here: socket.socket, where: str) -> None:
        with closing(here), suppress(OSError):
            if where == "before":
                return
            with socket.create_connection(("127.0.0.1", self._to)) as there:
                back = threading.Thread(
                    target=_pour, args=(there, here, where == "answer"), daemon=True
                )
                back.start()
                _pour(here, there, False)
                back.join()


def _pour(source: socket.socket, target: socket.socket, lost: bool) -> None:
    with suppress(OSError):
        while piece := source.recv(65_536):
            if lost:
                break
            target.sendall(piece)
        target.shutdown(socket.SHUT_WR)


class Side:
    """One installation: database, server, worker, keys."""

    def __init__(self, number: int, url: str, home: Path, seed: int) -> None:
        self.number, self.url = number, url
        self.bind = free_port()
        self.line = BadLine(self.bind, seed)
        self.home = home
        self.env = os.environ | {
            "PLUMBLINE_DATABASE_URL": url,
            "PLUMBLINE_HOME": str(home),
            "PLUMBLINE_BIND": f"127.0.0.1:{self.bind}",
            "PLUMBLINE_PUBLIC_URL": f"http://127.0.0.1:{self.line.port}",
            "PLUMBLINE_PROVINCE": str(number),
        }

    @property
    def name(self) -> str:
        return f"CN-{self.number}"

    def run(self, *words: str) -> dict[str, Any]:
        """``plumbline …`` with --json."""
        done = subprocess.run(
            [sys.executable, "-m", "tracker.cli", *words, "--json"],
            env=self.env,
            check=True,
            capture_output=True,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "tracker.cli", *words],
            env=self.env,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def ask(self, statement: str, **given: Any) -> list[tuple[Any, ...]]:
        with owner_engine(self.url).begin() as connection:
            found = connection.execute(text(statement), given)
            return [tuple(row) for row in found] if found.returns_rows else []


def kill(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@pytest.fixture
def sides(server: Server, tmp_path: Path) -> Iterator[tuple[Side, Side]]:
    with ExitStack() as closing_down:
        made = []
        for seed, number in enumerate((42, 36)):
            database = server.create()
            closing_down.callback(server.drop, database)
            made.append(Side(number, server.url(database), tmp_path / str(number), seed))
        yield made[0], made[1]


def join(one: Side, other: Side) -> None:
    """As the how-to tells it, but without two dozen processes: keys, approvals, partners."""
    houses = {side: house_of(read_settings(side.env), side.url, 1) for side in (one, other)}
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    keys = [
        make_key(
            houses[side].settings.keys_dir,
            str(KeyName(side.name, use, start.year, "a")),
            "Ed25519",
            start,
            start + timedelta(days=300),
        )
        for side in houses
        for use in Use
    ]
    for us, them in ((one, other), (other, one)):
        station = station_of(houses[us])
        work = station.new_work()
        with work:
            before = book = work.partners.book()
            for key in keys:
                book = approved(book, key, start)
            work.partners.keep(before, book)
            work.commit()
        add_partner(station, them.name, f"http://127.0.0.1:{them.line.port}", "127.0.0.0/8")
        houses[us].sessions.kw["bind"].dispose()


def write_sites(side: Side, count: int) -> None:
    given = {"number": side.number, "count": count}
    side.ask(
        "INSERT INTO organisation (province, code, name, division, version)"
        " VALUES (:number, 'ORG', '甲公司', :number || '0100', 1)",
        **given,
    )
    side.ask(
        "INSERT INTO site (province, code, organisation_id, name, division, roles, version)"
        " SELECT :number, 'S-' || n, (SELECT id FROM organisation WHERE code = 'ORG'), '站点',"
        " :number || '0100', '{collector}', 1 FROM generate_series(1, :count) AS n",
        **given,
    )
    side.ask(
        "INSERT INTO duty (province, topic, subject, version)"
        " SELECT :number, 'site.changed', 'S-' || n, 1 FROM generate_series(1, :count) AS n",
        **given,
    )


def test_two_servers_agree_although_the_line_is_bad_and_processes_are_killed(
    sides: tuple[Side, Side],
) -> None:
    ours, theirs = sides
    join(ours, theirs)
    write_sites(ours, RECORDS)
    write_sites(theirs, RECORDS // 10)
    chance = random.Random(5)  # noqa: S311  a test's dice
    running: dict[tuple[Side, str], subprocess.Popen[bytes]] = {}
    words = {"serve": ("serve", "--workers", "1"), "work": ("interop", "work", "--rest", "0.2")}
    try:
        for side in sides:
            for what in words:
                running[side, what] = side.start(*words[what])
        end, kills = time.monotonic() + PATIENCE_SECONDS, 6
        while not all(map(finished, sides)):
            assert time.monotonic() < end, [side.run("interop", "status") for side in sides]
            if kills and chance.random() < 0.5:
                kills -= 1
                victim = chance.choice(sorted(running, key=lambda one: (one[0].number, one[1])))
                kill(running[victim])
                running[victim] = victim[0].start(*words[victim[1]])
            with suppress(subprocess.TimeoutExpired):
                running[ours, "serve"].wait(2)  # real servers need real time
    finally:
        for process in running.values():
            kill(process)
    for us, them in ((ours, theirs), (theirs, ours)):
        told = us.ask(_RECORDS, origin=us.name)
        assert told == them.ask(_RECORDS, origin=us.name)
        assert us.ask("SELECT count(*) FROM exchange_parked") == [(0,)]
        assert us.ask("SELECT count(*) FROM exchange_delivery WHERE state <> 2") == [(0,)]
        sent = us.ask("SELECT count(*) FROM exchange_message")
        assert us.ask("SELECT count(DISTINCT message_id) FROM exchange_receipt") == sent
        kept = "SELECT count(*) FROM exchange_thing WHERE origin = :origin"
        assert them.ask(kept, origin=us.name) == [(len(told),)]


_RECORDS = (
    "SELECT record_id, version, digest FROM exchange_record WHERE origin = :origin ORDER BY 1, 2"
)


def finished(side: Side) -> bool:
    """Nothing is owed, nothing under way, everything in force."""
    (row,) = side.ask(
        "SELECT (SELECT count(*) FROM duty WHERE done_at IS NULL AND topic = 'site.changed'),"
        " (SELECT count(*) FROM exchange_delivery WHERE seq IS NULL),"
        " (SELECT count(*) FROM exchange_message WHERE state = 1),"
        " (SELECT count(*) FROM exchange_arrival WHERE state = 1)"
    )
    return row == (0, 0, 0, 0)
