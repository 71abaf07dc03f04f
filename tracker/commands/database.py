"""``plumbline init`` and ``plumbline doctor``: the house made ready, and what ails it."""

from __future__ import annotations

import os
import shutil
from dataclasses import fields
from datetime import UTC, datetime
from typing import Any

import click

from tracker.commands.opened import DATABASE, Opened, opened, secret_of
from tracker.commands.output import FINDINGS, OK, say, speaks_json, trouble
from tracker.config import Settings, SettingsError, read_settings
from tracker.store.create_database import create_database
from tracker.store.diagnosis import database_facts
from tracker.store.embedded import EmbeddedDatabaseError
from tracker.store.engine import owner_engine
from tracker.store.migrate import current_revision, make_partitions, migrate, newest_revision
from tracker.store.refusals import DatabaseError
from tracker.store.seed import seed_reference

#: Less free disk than this is worth a word.
LEAST_FREE_BYTES = 2 * 1024**3
#: A database clock further off than this makes times in the records doubtful.
MOST_DRIFT_SECONDS = 5


def make_ready(house: Opened, now: datetime) -> dict[str, Any]:
    """Database, newest tables, partitions, reference data, secret; repeatable at any time."""
    created = False
    if house.embedded is not None:
        created = create_database(house.embedded.url("postgres"), DATABASE)
    engine = owner_engine(house.owner_url)
    before = current_revision(engine)
    migrate(engine)
    made = make_partitions(engine, now.replace(day=1), now)
    divisions = seed_reference(engine)
    secret_of(house.settings)
    return {
        "database_created": created,
        "revision_before": before,
        "revision": current_revision(engine),
        "partitions_made": made,
        "divisions": divisions,
        "home": str(house.settings.home),
    }


def _say_init(answer: dict[str, Any]) -> None:
    words = {"home": answer["home"], "revision": answer["revision"]}
    click.echo(say("Ready: {home}, tables {revision}.", **words))


@click.command()
@speaks_json(_say_init)
def init() -> dict[str, Any]:
    """Make the database ready: create, migrate, partitions, divisions. / 初始化数据库"""
    with opened() as house:
        return make_ready(house, datetime.now(UTC))


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


def _database_checks(settings: Settings) -> list[dict[str, Any]]:
    checks = []
    try:
        with opened(settings) as house:
            facts = database_facts(house.owner_url)
    except (EmbeddedDatabaseError, DatabaseError) as error:
        mend = say(
            "See that the server runs and that PLUMBLINE_DATABASE_URL is right;"
            " then call plumbline init."
        )
        return [_check("database", False, trouble(error), mend)]
    version = facts.version // 10_000
    known = 15 <= version <= 18
    checks.append(
        _check("database", known, f"PostgreSQL {version}", say("Use a PostgreSQL server 15 to 18."))
    )
    newest = newest_revision()
    checks.append(
        _check(
            "migrations",
            facts.revision == newest,
            say(
                "The tables are at {revision}, the newest are {newest}.",
                revision=facts.revision,
                newest=newest,
            ),
            say("Call plumbline init."),
        )
    )
    drift = abs(facts.clock_drift_seconds)
    checks.append(
        _check(
            "clock",
            drift <= MOST_DRIFT_SECONDS,
            say("{drift} s lie between this machine and the database.", drift=f"{drift:.1f}"),
            say("Let both follow the same time server (NTP)."),
        )
    )
    if facts.revision == newest:
        checks.append(
            _check(
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
        )
        checks.append(
            _check(
                "partitions",
                facts.months_ahead >= 1,
                say("Ready for {months} months ahead.", months=facts.months_ahead),
                say("Call plumbline init; the worker does it every night."),
            )
        )
    return checks


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
    """Look at database, migrations, disk, clock and settings; say how to mend. / 体检"""
    try:
        settings = read_settings()
    except SettingsError as error:
        checks = [_check("settings", False, trouble(error), say("Correct what is named there."))]
        return {"healthy": False, "checks": checks, "settings": {}, "exit_code": FINDINGS}
    home = settings.home
    while not home.exists():
        home = home.parent
    free = shutil.disk_usage(home).free
    writable = os.access(home, os.W_OK)
    checks = [
        _check("settings", True, say("All settings can be used.")),
        _check(
            "home",
            writable,
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
    if writable:
        checks += _database_checks(settings)
    healthy = all(check["ok"] for check in checks)
    return {
        "healthy": healthy,
        "checks": checks,
        "settings": _shown(settings),
        "exit_code": OK if healthy else FINDINGS,
    }
