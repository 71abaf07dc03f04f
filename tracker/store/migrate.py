"""Bringing a database's tables to the newest form, and saying where it stands."""

from __future__ import annotations

import datetime as dt
from importlib.resources import as_file, files

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError, ProgrammingError

from tracker.store.fitting import TablesDoNotFit, lacking
from tracker.store.partitions import ensure_partitions

#: Partitions are made this far ahead; the worker repeats it every night.
AHEAD = dt.timedelta(days=100)


def _config() -> Config:
    config = Config()
    with as_file(files("migrations")) as folder:
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
    return config


def _history() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def newest_revision() -> str:
    """The revision this code is written for."""
    head = _history().get_current_head()
    assert head is not None, "there is at least one migration"  # noqa: S101
    return head


def current_revision(engine: Engine) -> str | None:
    """The revision the database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def is_known(revision: str) -> bool:
    """Does the history of this version hold that revision?"""
    return revision in {script.revision for script in _history().walk_revisions()}


def bring_up(engine: Engine) -> None:
    """Upgrade whatever stands there to the newest form; raises TablesDoNotFit, with nothing
    changed, when another state of Plumbline made the tables."""
    before = current_revision(engine)
    if before is not None and not is_known(before):
        raise TablesDoNotFit(before)
    try:
        migrate(engine)
    except (ProgrammingError, IntegrityError) as error:
        raise TablesDoNotFit(before, str(error.orig).strip().partition("\n")[0]) from error
    missing = lacking(engine)
    if missing:
        raise TablesDoNotFit(before, missing=missing)


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade to ``revision`` in one transaction; needs the owner."""
    config = _config()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def make_partitions(engine: Engine, first: dt.datetime, now: dt.datetime) -> list[str]:
    """Monthly partitions from ``first`` to well after ``now``; needs the owner."""
    with engine.begin() as connection:
        return ensure_partitions(connection, first, now + AHEAD)
