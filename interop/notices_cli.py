"""``plumbline notices``: who is told of alarms, a test, and everything that is owed, now."""

from __future__ import annotations

from typing import Any

import click

from interop.notices_wired import post_of, tell, work_of
from interop.usecases.keep_targets import list_targets, try_target
from tracker.commands.opened import opened
from tracker.commands.output import FINDINGS, OK, speaks_json
from tracker.ledgers.jobs import officer


@click.group()
def notices() -> None:
    """Notices of alarms. / 预警通知"""


def _say_targets(answer: dict[str, Any]) -> None:
    for one in answer["items"]:
        click.echo(f"{one['id']:>6}  {one['kind']:<8} {one['least']:<8} {one['address']}")


@notices.command("list")
@speaks_json(_say_targets)
def list_() -> dict[str, Any]:
    """The bureau's targets. / 通知对象"""
    with opened() as house:
        parts = house.parts()
        rows = list_targets(officer(house.settings.province), work_of(parts))
    return {
        "items": [
            {"id": row.id, "kind": row.kind, "least": row.least, "address": row.address}
            for row in rows
        ]
    }


@notices.command("test")
@click.argument("target", type=click.IntRange(1, 2**63 - 1))
@speaks_json(lambda answer: click.echo(f"{answer['outcome']}  {answer['detail']}".rstrip()))
def test(target: int) -> dict[str, Any]:
    """Send a test notice to a target. / 发送测试"""
    with opened() as house:
        parts = house.parts()
        outcome = try_target(
            target, officer(house.settings.province), work_of(parts), post_of(parts), parts.clock
        )
    return {**outcome._asdict(), "exit_code": OK if outcome.told else FINDINGS}


@notices.command("tell")
@speaks_json(lambda answer: click.echo(f"{answer['duties']}  {answer['told']}  {answer['failed']}"))
def tell_now() -> dict[str, Any]:
    """Send everything that is due now; the worker does it by itself. / 立即发送"""
    with opened() as house:
        return dict(tell(house.parts()))
