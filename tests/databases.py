"""On which databases do the tests run? One server, one template, one copy for each worker.

The server is ours, below a folder that every account may pass through (pytest's own folders are
closed to the server's account), or the one that PLUMBLINE_DATABASE_URL names. The process that
leads the run makes the folder and clears up; the workers of pytest-xdist share what is there.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.engine import make_url

from tracker.store.embedded import EmbeddedPostgres
from tracker.store.engine import owner_engine
from tracker.store.migrate import migrate
from tracker.store.partitions import ensure_partitions

#: Tests record between these months; other ids go to the partition for all others.
FIRST_MONTH = datetime(2022, 1, 1, tzinfo=UTC)
LAST_MONTH = datetime(2027, 3, 1, tzinfo=UTC)

#: Nothing here must survive a power cut.
QUICK = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "shared_buffers": "64MB",
}


@dataclass(frozen=True, slots=True)
class Ground:
    """What all workers of one run share: a folder, and the beginning of their databases' names."""

    folder: Path
    prefix: str

    @property
    def template(self) -> str:
        return f"{self.prefix}_template"


def break_ground() -> Ground:
    """A folder in a short place, so that the socket's path is short enough, too."""
    place = "/tmp" if os.name == "posix" else None  # noqa: S108  mkdtemp makes it ours alone
    folder = Path(tempfile.mkdtemp(prefix="plumbline-run-", dir=place))
    folder.chmod(0o711)
    return Ground(folder, f"plumbline_test_{secrets.token_hex(4)}")


def clear_ground(ground: Ground) -> None:
    """Drop what the run made, end the server if a killed worker left it, remove the folder."""
    if (ground.folder / "template").exists() and os.environ.get("PLUMBLINE_DATABASE_URL"):
        Server(ground).drop_all()
    ours = EmbeddedPostgres(ground.folder / "pg", settings=QUICK)
    if ours.running():
        ours.acquire()
        ours.release()
    shutil.rmtree(ground.folder)


class Server:
    """The database server of this run; the owner's URLs."""

    def __init__(self, ground: Ground) -> None:
        self._ground = ground
        self._given = os.environ.get("PLUMBLINE_DATABASE_URL")
        self._ours = None if self._given else EmbeddedPostgres(ground.folder / "pg", settings=QUICK)
        if self._ours is not None:
            self._ours.acquire()

    def url(self, database: str) -> str:
        if self._ours is not None:
            return self._ours.url(database)
        given = make_url(self._given or "").set(database=database)
        return given.render_as_string(hide_password=False)

    def close(self) -> None:
        if self._ours is not None:
            self._ours.release()

    def make_template(self) -> None:
        """An empty database with all tables and months, made by the first worker to come."""
        made = self._ground.folder / "template"
        with _alone(self._ground.folder / "template.lock"):
            if made.exists():
                return
            self._say(f"CREATE DATABASE {self._ground.template}")
            engine = owner_engine(self.url(self._ground.template))
            migrate(engine)
            with engine.begin() as connection:
                ensure_partitions(connection, FIRST_MONTH, LAST_MONTH)
            made.touch()

    def create(self, *, empty: bool = False) -> str:
        """A fresh database, from the template or without any table; answers its name."""
        name = f"{self._ground.prefix}_{secrets.token_hex(4)}"
        template = "template0" if empty else self._ground.template
        # copying the files takes half the time of writing every block to the log
        self._say(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        return name

    def drop(self, name: str) -> None:
        self._say(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def drop_all(self) -> None:
        for name in self._ask("SELECT datname FROM pg_database"):
            if name.startswith(self._ground.prefix):
                self.drop(name)

    def _say(self, statement: str) -> None:
        with owner_engine(self._home()).connect() as connection:
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(text(statement))

    def _ask(self, query: str) -> list[str]:
        with owner_engine(self._home()).connect() as connection:
            return list(connection.scalars(text(query)))

    def _home(self) -> str:
        return self._given or self.url("postgres")


@contextmanager
def _alone(file: Path) -> Iterator[None]:
    """One worker at a time; the kernel frees the lock of one that died."""
    with open(file, "a") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
