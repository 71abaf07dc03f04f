"""``plumbline sweep``: the nightly look, now."""

from __future__ import annotations

from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import say, speaks_json
from tracker.usecases.sweep_alarms import sweep_alarms


@click.command()
@speaks_json(lambda answer: click.echo(say("{count} facts are wrong.", count=answer["wrong"])))
def sweep() -> dict[str, Any]:
    """Look over all open facts and raise alarms. / 夜间巡检"""
    with opened() as house:
        parts = house.parts()
        return {"wrong": sweep_alarms(parts.new_uow(), parts.clock)}
