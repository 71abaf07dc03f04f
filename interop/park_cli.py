"""``plumbline interop park``: what waits for a person, and what the person decides."""

from __future__ import annotations

from typing import Any

import click

from interop.cli_manners import BY, opened_station, tell_lines
from interop.usecases.keep_partners import RETRY, WITHDRAW, decide_parked
from tracker.commands.output import speaks_json


def _say_parked(answer: dict[str, Any]) -> None:
    for one in answer["parked"]:
        tell_lines(one)


@click.group()
def park() -> None:
    """What waits for a person's decision. / 待人工处理"""


@park.command("list")
@speaks_json(_say_parked)
def park_list() -> dict[str, Any]:
    """Rows that nobody has decided yet. / 列出"""
    with opened_station() as station:
        found = station.new_work()
        with found:
            rows = found.watch.parked()
    return {
        "parked": [
            {**row._asdict(), "parked_at": row.parked_at.isoformat(timespec="seconds")}
            for row in rows
        ]
    }


@park.command("decide")
@click.argument("number", type=int)
@click.argument("decision", type=click.Choice([RETRY, WITHDRAW]))
@BY
@speaks_json(tell_lines)
def park_decide(number: int, decision: str, by: str) -> dict[str, Any]:
    """Try it again, or leave it for good. / 处理"""
    with opened_station() as station:
        row = decide_parked(station, number, decision, by)
    return {"id": row.id, "kind": row.kind, "subject": row.subject, "decision": decision}
