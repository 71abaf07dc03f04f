"""How the database is reached: as the application, which may not rewrite facts, or as the owner."""

from __future__ import annotations

import time
from typing import Any

import orjson
import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.pool import NullPool

from tracker.store.driver import as_toolkits
from tracker.store.sent import give_up, settle

#: A connection that stood idle for longer is asked whether it still lives before it is used. While
#: the house is busy, that would be two questions too many for every request.
IDLE_SECONDS = 1.0

#: Role of the application: no UPDATE or DELETE on events, audit and receipts (see migrations).
APP_ROLE = "plumbline_app"


def database_url(url: str) -> URL:
    """Any spelling of a PostgreSQL URL, with the driver that we use."""
    parsed = make_url(url.replace("postgres://", "postgresql://", 1))
    return parsed.set(drivername="postgresql+psycopg")


def _settle(connection: Connection) -> None:
    try:
        settle(connection.info)
    except psycopg.Error as error:
        raise as_toolkits("", error) from error


def _dumps(value: object) -> str:
    return orjson.dumps(value).decode()


def owner_engine(url: str | URL) -> Engine:
    """For migrations and partitions; one connection at a time, none kept."""
    return create_engine(
        database_url(str(url)) if isinstance(url, str) else url,
        poolclass=NullPool,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
    )


def app_engine(url: str | URL, pool_size: int = 5) -> Engine:
    """For everything else: each connection takes the application's role before its first statement.

    The time zone is UTC, so that moments come back as they went in; a statement that runs for a
    minute, or a lock that is not given for ten seconds, is ended.
    """
    engine = create_engine(
        database_url(url) if isinstance(url, str) else url,
        pool_size=pool_size,
        max_overflow=pool_size,
        json_serializer=_dumps,
        json_deserializer=orjson.loads,
        connect_args={"connect_timeout": 10},
    )

    @event.listens_for(engine, "connect")
    def take_the_role(connection: Any, _record: object) -> None:
        connection.execute(f"SET SESSION ROLE {APP_ROLE}")
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SET statement_timeout = '60s'")
        connection.execute("SET lock_timeout = '10s'")
        connection.commit()

    # The toolkit's own statements, and the commit, come after all that was sent past it.
    @event.listens_for(engine, "before_cursor_execute")
    def wait_for_what_was_sent(connection: Connection, *_: object) -> None:
        _settle(connection)

    @event.listens_for(engine, "commit")
    def wait_before_the_commit(connection: Connection) -> None:
        _settle(connection)

    @event.listens_for(engine, "rollback")
    def forget_what_was_sent(connection: Connection) -> None:
        if not connection.invalidated:
            give_up(connection.info)

    @event.listens_for(engine, "checkin")
    def note_the_time(_connection: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def ask_after_idleness(connection: Any, record: Any, _proxy: object) -> None:
        since = record.info.get("idle_since")
        if since is None or time.monotonic() - since < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error  # the toolkit makes a new one

    return engine
