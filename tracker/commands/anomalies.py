"""``plumbline anomalies``: sweep for flows that cannot be true, and list what stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import click

from tracker.commands.opened import opened
from tracker.commands.output import language, progress_of, say, speaks_json
from tracker.domain.sight import Sight
from tracker.graph.anomalies.detectors import DETECTORS
from tracker.http.anomaly_words import anomaly_in_words
from tracker.store.queries.anomalies import WantedAnomalies, listed_anomalies
from tracker.store.unit_of_work import SqlUnitOfWork
from tracker.usecases.sweep_anomalies import sweep_anomalies

_DAY = click.DateTime(["%Y-%m-%d"])


def _say_anomalies(answer: dict[str, Any]) -> None:
    for one in answer["items"]:
        click.echo(f"{one['detector']:<4} {one['due']}  {one['subject']}  {one['says']}")
        shown = "  ".join(f"{said['label']} {said['value']}" for said in one["evidence"])
        if shown:
            click.echo(f"     {shown}")
    click.echo(say("{count} anomalies stand.", count=answer["count"]))
    if answer["more"]:
        click.echo(say("There are more; ask for fewer days or for one detector."))


@click.command()
@click.option(
    "--detector", type=click.Choice(tuple(DETECTORS)), multiple=True, help="A1 … A18 / 检测项"
)
@click.option("--from", "first", type=_DAY, help="First day of recording. / 首日")
@click.option("--to", "last", type=_DAY, help="Last day of recording. / 末日")
@click.option("--known", is_flag=True, help="List only what was found before. / 只列出已发现的")
@click.option("--limit", type=click.IntRange(1, 100_000), default=1_000, show_default=True)
@speaks_json(_say_anomalies)
def anomalies(
    *, detector: tuple[str, ...], first: Any, last: Any, known: bool, limit: int
) -> dict[str, Any]:
    """Look for flows that cannot be true; ended in the middle, it goes on there.
    / 查找不可能成立的流向；中断后从原处继续"""
    days = [None if day is None else day.date() for day in (first, last)]
    with opened() as house:
        parts = house.parts()
        run = None
        if not known:
            until = None if days[1] is None else days[1] + timedelta(days=1)
            uow = SqlUnitOfWork(parts.sessions, house.settings.province)
            with progress_of(say("flows that cannot be true")) as grow:
                run = sweep_anomalies(
                    uow, parts.clock, first=days[0], until=until, detectors=detector, hear=grow
                )
        whole = Sight(None, f"{house.settings.province:02d}")
        wanted = WantedAnomalies(limit, detector or None, *(days if known else (None, None)))
        with parts.sessions() as session:
            found = listed_anomalies(session, whole, wanted)
    items = [anomaly_in_words(one, language()) for one in found[:limit]]
    return {
        "facts": run.facts if run else None,
        "count": len(items),
        "more": len(found) > limit,
        "items": items,
    }
