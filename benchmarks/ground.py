"""On what is measured? A database server and an API server of our own, made for one run.

Both run as they do for everybody: the embedded server with its usual, durable settings, and
``plumbline serve`` with two workers.
"""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy.engine import make_url

from tracker.config import read_settings
from tracker.store.create_database import create_database
from tracker.store.embedded import EmbeddedPostgres
from tracker.store.engine import owner_engine
from tracker.store.migrate import make_partitions, migrate

#: Everything that is loaded before measuring is recorded after this moment.
FIRST_MOMENT = datetime(2022, 1, 1, tzinfo=UTC)
#: So long may the API server take to start.
PATIENCE_SECONDS = 60


class Server(Protocol):
    """A database server that stands."""

    def url(self, database: str) -> str: ...


class Ground:
    """A folder that is gone afterwards, with a database server in it."""

    def __init__(self, folder: Path, server: Server) -> None:
        self.folder = folder
        self._server = server
        self._template = ""

    @property
    def home(self) -> str:
        """The owner's URL of the database that every server has."""
        return self._server.url("postgres")

    def database(self, name: str) -> str:
        """The owner's URL of a new, migrated database: all are copies of one."""
        if not self._template:
            self._template = self._migrated("template")
        with psycopg.connect(plain_dsn(self.home), autocommit=True) as server:
            server.execute(f"CREATE DATABASE {name} TEMPLATE {self._template} STRATEGY file_copy")
        return self._server.url(name)

    def _migrated(self, name: str) -> str:
        url = self._server.url(name)
        create_database(self.home, name)
        engine = owner_engine(url)
        migrate(engine)
        make_partitions(engine, FIRST_MOMENT, datetime.now(UTC))
        engine.dispose()
        return name


@contextmanager
def broken_ground(shared_buffers: str) -> Iterator[Ground]:
    """The server's account must pass through the folder, and its socket's path must be short.

    ``shared_buffers`` "" are those of every embedded server.
    """
    place = "/tmp" if os.name == "posix" else None  # noqa: S108  mkdtemp makes it ours alone
    folder = Path(tempfile.mkdtemp(prefix="plumbline-bench-", dir=place))
    folder.chmod(0o711)
    try:
        settings = {"shared_buffers": shared_buffers} if shared_buffers else {}
        pg_bin = read_settings().pg_bin
        with EmbeddedPostgres(folder / "pg", bin_dir=pg_bin, settings=settings) as server:
            yield Ground(folder, server)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def plain_dsn(url: str) -> str:
    """The same database as bare psycopg names it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


@contextmanager
def served(ground: Ground, url: str, workers: int = 2) -> Iterator[tuple[str, int]]:
    """``plumbline serve`` on this database; its host and port."""
    host, port = "127.0.0.1", _free_port()
    environment = os.environ | {
        "PLUMBLINE_HOME": str(ground.folder / "home"),
        "PLUMBLINE_DATABASE_URL": url,
        "PLUMBLINE_BIND": f"{host}:{port}",
    }
    command = [sys.executable, "-m", "tracker.cli", "serve", "--workers", str(workers)]
    log = ground.folder / "serve.log"
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        _wait_until_ready(process, host, port, log)
        yield host, port
    finally:
        process.terminate()
        process.wait(30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _wait_until_ready(process: subprocess.Popen[bytes], host: str, port: int, log: Path) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        connection = http.client.HTTPConnection(host, port, timeout=PATIENCE_SECONDS)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
    raise RuntimeError(f"plumbline serve did not start: {log.read_text(errors='replace')[-2_000:]}")
