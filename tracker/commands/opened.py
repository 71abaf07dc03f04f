"""Opening the house for a command: settings, database, application parts."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tracker.accounts.callers import caller_for_token
from tracker.config import Settings, read_settings
from tracker.http.house import House
from tracker.store.clock import SystemClock
from tracker.store.embedded import EmbeddedPostgres
from tracker.store.engine import app_engine
from tracker.store.queries.reading import SqlReading
from tracker.store.sessions import sessions_of
from tracker.store.unit_of_work import Sessions, SqlUnitOfWork

#: Name of our database on the embedded server.
DATABASE = "plumbline"


@dataclass(frozen=True, slots=True)
class Opened:
    """``owner_url`` reaches the database as its owner, for migrations and partitions; ``closing``
    is what is closed when the command is done."""

    settings: Settings
    owner_url: str
    embedded: EmbeddedPostgres | None
    closing: ExitStack

    def parts(self, pool_size: int = 1) -> House:
        """The application's parts for this command; its connections are closed at its end."""
        engine = app_engine(self.owner_url, pool_size)
        self.closing.callback(engine.dispose)
        return _house(self.settings, sessions_of(engine))


@contextmanager
def opened(settings: Settings | None = None) -> Iterator[Opened]:
    """The database, started if it is ours; released at the end."""
    settings = settings or read_settings()
    with ExitStack() as closing:
        if settings.database_url:
            yield Opened(settings, settings.database_url, None, closing)
            return
        embedded = EmbeddedPostgres(settings.home / "postgres", bin_dir=settings.pg_bin)
        embedded.acquire()
        closing.callback(embedded.release)
        yield Opened(settings, embedded.url(DATABASE), embedded, closing)


def house_of(settings: Settings, owner_url: str, pool_size: int = 5) -> House:
    """The parts for a server process, which keeps its connections until it ends."""
    return _house(settings, sessions_of(app_engine(owner_url, pool_size)))


def _house(settings: Settings, sessions: Sessions) -> House:
    clock = SystemClock()
    return House(
        settings=settings,
        clock=clock,
        sessions=sessions,
        new_uow=lambda: SqlUnitOfWork(sessions, settings.province),
        reading=lambda: SqlReading(sessions),
        identify=lambda token, address: caller_for_token(sessions, token, clock, address),
        secret=secret_of(settings),
    )


def secret_of(settings: Settings) -> bytes:
    """The installation's secret; made at first start, readable by nobody else."""
    path: Path = settings.secret_file
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        draft.touch(mode=0o600, exist_ok=False)
        draft.write_bytes(secrets.token_bytes(32))
        try:
            path.hardlink_to(draft)  # fails if somebody was faster: then theirs counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_bytes()
