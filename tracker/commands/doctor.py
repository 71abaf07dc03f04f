"""``plumbline doctor``: what ails this installation, and how to mend it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import fields
from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import FINDINGS, OK, other_tables, say, speaks_json, trouble
from tracker.config import Settings, SettingsError, read_settings
from tracker.store.diagnosis import DatabaseFacts, database_facts
from tracker.store.embedded import EmbeddedDatabaseError
from tracker.store.fitting import TablesDoNotFit
from tracker.store.migrate import is_known, newest_revision
from tracker.store.refusals import DatabaseError

#: Less free disk than this is worth a word.
LEAST_FREE_BYTES = 2 * 1024**3
#: A database clock further off than this makes times in the records doubtful.
MOST_DRIFT_SECONDS = 5


def _check(name: str, ok: bool, detail: str, mend: str = "") -> dict[str, Any]:
    return {"name": name, "ok": ok, "detail": detail, "mend": "" if ok else mend}


def _shown(settings: Settings) -> dict[str, str | None]:
    """Every setting as it is in force; passwords in URLs are never shown."""
    shown: dict[str, str | None] = {}
    for field in fields(settings):
        value = getattr(settings, field.name)
        text = None if value is None else str(value)
        if text and "@" in text and "://" in text:
            scheme, rest = text.split("://", 1)
            text = f"{scheme}://***@{rest.rpartition('@')[2]}"
        shown[f"PLUMBLINE_{field.name.upper()}"] = text
    return shown


def _machine_checks(settings: Settings) -> list[dict[str, Any]]:
    home = settings.home
    while not home.exists():
        home = home.parent
    free = shutil.disk_usage(home).free
    return [
        _check("settings", True, say("All settings can be used.")),
        _check(
            "home",
            os.access(home, os.W_OK),
            str(settings.home),
            say("Make {folder} writable for this user.", folder=home),
        ),
        _check(
            "disk",
            free >= LEAST_FREE_BYTES,
            say("{gib} GiB are free.", gib=f"{free / 1024**3:.1f}"),
            say(
                "Free space on the disk of {folder}, or set PLUMBLINE_HOME to another one.",
                folder=settings.home,
            ),
        ),
    ]


def _database_checks(settings: Settings) -> list[dict[str, Any]]:
    try:
        with opened(settings) as house:
            facts = database_facts(house.owner_url)
    except (EmbeddedDatabaseError, DatabaseError) as error:
        mend = say(
            "See that the server runs and that PLUMBLINE_DATABASE_URL is right;"
            " then call plumbline init."
        )
        return [_check("database", False, trouble(error), mend)]
    tables = _tables(facts)
    more = _application(facts) if tables["ok"] else ()
    return [_server(facts), tables, _clock(facts), *more]


def _server(facts: DatabaseFacts) -> dict[str, Any]:
    version = facts.version // 10_000
    mend = say("Use a PostgreSQL server 15 to 18.")
    return _check("database", 15 <= version <= 18, f"PostgreSQL {version}", mend)


def _tables(facts: DatabaseFacts) -> dict[str, Any]:
    """Older tables are brought up; those of another state of Plumbline cannot be."""
    newest = newest_revision()
    if facts.lacking or (facts.revision is not None and not is_known(facts.revision)):
        strange = TablesDoNotFit(facts.revision, missing=facts.lacking)
        return _check("migrations", False, *other_tables(strange))
    return _check(
        "migrations",
        facts.revision == newest,
        say(
            "The tables are at {revision}, the newest are {newest}.",
            revision=facts.revision,
            newest=newest,
        ),
        say("Call plumbline init."),
    )


def _clock(facts: DatabaseFacts) -> dict[str, Any]:
    drift = abs(facts.clock_drift_seconds)
    return _check(
        "clock",
        drift <= MOST_DRIFT_SECONDS,
        say("{drift} s lie between this machine and the database.", drift=f"{drift:.1f}"),
        say("Let both follow the same time server (NTP)."),
    )


def _application(facts: DatabaseFacts) -> Iterator[dict[str, Any]]:
    yield _check(
        "append_only",
        not facts.facts_changeable,
        say(
            "The application may change these facts: {tables}.",
            tables=", ".join(facts.facts_changeable),
        )
        if facts.facts_changeable
        else say("The application can change no fact."),
        say("Revoke UPDATE and DELETE on these tables from plumbline_app."),
    )
    yield _check(
        "partitions",
        facts.months_ahead >= 1,
        say("Ready for {months} months ahead.", months=facts.months_ahead),
        say("Call plumbline init; the worker does it every night."),
    )


def _say_doctor(answer: dict[str, Any]) -> None:
    for check in answer["checks"]:
        mark = say("ok") if check["ok"] else say("WRONG")
        click.echo(f"{mark:<5} {check['name']}: {check['detail']}")
        if check["mend"]:
            click.echo(f"     → {check['mend']}")
    for name, value in answer["settings"].items():
        click.echo(f"     {name}={value if value is not None else say('(not set)')}")


@click.command()
@speaks_json(_say_doctor)
def doctor() -> dict[str, Any]:
    """Look at database, migrations, disk, clock and settings; say how to mend.
    / 体检：数据库、数据表、磁盘、时钟、设置，并说明如何修复"""
    try:
        settings = read_settings()
    except SettingsError as error:
        checks = [_check("settings", False, trouble(error), say("Correct what is named there."))]
        return {"healthy": False, "checks": checks, "settings": {}, "exit_code": FINDINGS}
    checks = _machine_checks(settings)
    if all(check["ok"] for check in checks if check["name"] == "home"):
        checks += _database_checks(settings)
    healthy = all(check["ok"] for check in checks)
    return {
        "healthy": healthy,
        "checks": checks,
        "settings": _shown(settings),
        "exit_code": OK if healthy else FINDINGS,
    }
