"""``plumbline sweep``: the nightly look, now."""

from __future__ import annotations

from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import FINDINGS, OK, progress_of, say, speaks_json
from tracker.store.queries.rollups import differing_rollups
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.mend_rollups import mend_rollups
from tracker.usecases.sweep_alarms import sweep_alarms
from tracker.usecases.sweep_anomalies import sweep_anomalies


def _say_sweep(answer: dict[str, Any]) -> None:
    click.echo(say("{count} facts are wrong.", count=answer["wrong"]))
    click.echo(say("{count} flows cannot be true.", count=answer["anomalies"]))
    if answer["mended"]:
        click.echo(say("{count} sums by day or month were mended.", count=answer["mended"]))
    elif answer["differing"]:
        click.echo(
            say(
                "{count} sums by day or month are not what the events say;"
                " plumbline sweep --mend mends them.",
                count=answer["differing"],
            )
        )


@click.command()
@click.option("--mend", is_flag=True, help="Make the sums what the events say. / 修正汇总")
@speaks_json(_say_sweep)
def sweep(*, mend: bool) -> dict[str, Any]:
    """Look over all open facts, raise alarms, recompute the sums.
    / 巡检未结事项，发出预警，重新计算汇总"""
    with opened() as house:
        parts = house.parts()
        with progress_of(say("open facts")) as grow:
            wrong = sweep_alarms(parts.new_uow(), parts.clock, hear=grow)
        uow = SqlUnitOfWork(parts.sessions, house.settings.province)
        with progress_of(say("flows that cannot be true")) as grow:
            anomalies = sweep_anomalies(uow, parts.clock, hear=grow)
        differing = sum(differing_rollups(parts.sessions))
        mended = mend_rollups(parts.new_uow()) if mend and differing else 0
    return {
        "wrong": wrong,
        "anomalies": anomalies.found,
        "differing": differing,
        "mended": mended,
        "exit_code": FINDINGS if differing and not mended else OK,
    }
