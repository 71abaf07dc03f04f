"""``plumbline interop partner``: with whom we exchange, and how often they may call."""

from __future__ import annotations

from typing import Any

import click

from interop.cli_manners import opened_station, tell_lines
from interop.delivery.allowance import BURST, PER_SECOND
from interop.link import HttpLink
from interop.usecases.keep_partners import (
    add_partner,
    limit_partner,
    pull_partner,
    resume_partner,
    take_up_numbers,
)
from interop.usecases.watch_exchange import exchange_status
from tracker.commands.output import speaks_json


@click.group()
def partner() -> None:
    """Authorities with which we exchange. / 交换伙伴"""


@partner.command("add")
@click.argument("authority")
@click.argument("base_url")
@click.option("--networks", help="Private networks in which it may stand / 允许的内网网段")
@speaks_json(tell_lines)
def partner_add(authority: str, base_url: str, networks: str | None) -> dict[str, Any]:
    """Add a partner: CN-36 https://exchange.example. / 增加交换伙伴"""
    with opened_station() as station:
        add_partner(station, authority, base_url, networks)
    return {"authority": authority, "base_url": base_url}


@partner.command("pause")
@click.argument("authority")
@speaks_json(tell_lines)
def partner_pause(authority: str) -> dict[str, Any]:
    """Send nothing to a partner, take nothing from it. / 暂停"""
    with opened_station() as station:
        resume_partner(station, authority, active=False)
    return {"authority": authority, "active": False}


@partner.command("resume")
@click.argument("authority")
@speaks_json(tell_lines)
def partner_resume(authority: str) -> dict[str, Any]:
    """Go on with a partner that was paused or halted. / 恢复"""
    with opened_station() as station:
        if any(one["authority"] == authority and one["halted"] for one in exchange_status(station)):
            take_up_numbers(station, authority, HttpLink())
        resume_partner(station, authority, active=True)
    return {"authority": authority, "active": True}


@partner.command("pull")
@click.argument("authority")
@click.option("--off", is_flag=True, help="It calls us again / 恢复由对方推送")
@speaks_json(tell_lines)
def partner_pull(authority: str, off: bool) -> dict[str, Any]:
    """Fetch its messages ourselves, for it cannot call us. / 改由本方拉取"""
    with opened_station() as station:
        pull_partner(station, authority, pulled=not off)
    return {"authority": authority, "pulled": not off}


@partner.command("limit")
@click.argument("authority")
@click.option(
    "--per-second",
    default=PER_SECOND,
    show_default=True,
    type=click.IntRange(1, 1_000),
    help="Requests a second / 每秒请求数",
)
@click.option(
    "--burst",
    default=BURST,
    show_default=True,
    type=click.IntRange(1, 10_000),
    help="Requests at once / 一次可连续的请求数",
)
@speaks_json(tell_lines)
def partner_limit(authority: str, per_second: int, burst: int) -> dict[str, Any]:
    """How often a partner may call; beyond that it is told to wait. / 限制请求频率"""
    with opened_station() as station:
        limit_partner(station, authority, per_second, burst)
    return {"authority": authority, "per_second": per_second, "burst": burst}
