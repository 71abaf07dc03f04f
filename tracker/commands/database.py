"""``plumbline init``: the house made ready for work."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import click

from tracker.commands.opened import DATABASE, Opened, opened, secret_of
from tracker.commands.output import say, speaks_json
from tracker.store.create_database import create_database
from tracker.store.engine import owner_engine
from tracker.store.migrate import bring_up, current_revision, make_partitions
from tracker.store.seed import seed_reference


def make_ready(house: Opened, now: datetime) -> dict[str, Any]:
    """Database, newest tables, partitions, reference data, secret; repeatable at any time."""
    created = False
    if house.embedded is not None:
        created = create_database(house.embedded.url("postgres"), DATABASE)
    engine = owner_engine(house.owner_url)
    before = current_revision(engine)
    bring_up(engine)
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
    """Make the database ready: create, migrate, partitions, divisions.
    / 准备数据库：建库、升级、分区、行政区划"""
    with opened() as house:
        return make_ready(house, datetime.now(UTC))
