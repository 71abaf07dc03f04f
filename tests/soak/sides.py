"""Two installations on one machine: databases, servers, workers, keys, and a bad line between."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import text

from interop.keys.files import make_key
from interop.keys.names import KeyName, Use
from interop.usecases.keep_partners import add_partner
from interop.wired import station_of
from tests.builders.exchange import approved
from tests.soak.bad_line import BadLine, free_port
from tracker.commands.opened import house_of
from tracker.config import read_settings
from tracker.store.engine import owner_engine


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
