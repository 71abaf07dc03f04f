"""``plumbline interop partner|key|status|work|evidence|park``: what is done about partners."""

from __future__ import annotations

import getpass
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from interop.delivery.allowance import BURST, PER_SECOND
from interop.documents.profile import DocumentRefused
from interop.documents.strict_json import read_strictly
from interop.errors import ExchangeTrouble, KeyNotTaken
from interop.keys.documents import read_key
from interop.keys.fingerprint import fingerprint
from interop.keys.refusals import KeyRefused
from interop.link import HttpLink
from interop.usecases.follow_log import follow_log
from interop.usecases.gather_evidence import gather_evidence
from interop.usecases.keep_partners import (
    RETRY,
    WITHDRAW,
    add_partner,
    approve_key,
    compromise_key,
    decide_parked,
    enrol_key,
    limit_partner,
    resume_partner,
    revoke_key,
    take_up_numbers,
)
from interop.usecases.reconcile import NotAnswered, last_days, reconcile
from interop.usecases.station import Station
from interop.usecases.watch_exchange import exchange_status
from interop.wired import exchange, station_of
from tracker.commands.opened import opened
from tracker.commands.output import say, speaks_json
from tracker.domain.moments import CHINA

_BY = click.option(
    "--by", default=getpass.getuser, help="Who says so; your login otherwise / 经办人"
)


@contextmanager
def _station() -> Iterator[Station]:
    with opened() as house:
        yield station_of(house.parts(pool_size=2))


def _told(answer: dict[str, Any]) -> None:
    for name, value in answer.items():
        click.echo(f"{name}: {value}")


@click.group()
def partner() -> None:
    """Authorities with which we exchange. / 交换伙伴"""


@partner.command("add")
@click.argument("authority")
@click.argument("base_url")
@click.option("--networks", help="Private networks in which it may stand / 允许的内网网段")
@speaks_json(_told)
def partner_add(authority: str, base_url: str, networks: str | None) -> dict[str, Any]:
    """Add a partner: CN-36 https://exchange.example. / 增加交换伙伴"""
    with _station() as station:
        add_partner(station, authority, base_url, networks)
    return {"authority": authority, "base_url": base_url}


@partner.command("pause")
@click.argument("authority")
@speaks_json(_told)
def partner_pause(authority: str) -> dict[str, Any]:
    """Send nothing to a partner, take nothing from it. / 暂停"""
    with _station() as station:
        resume_partner(station, authority, active=False)
    return {"authority": authority, "active": False}


@partner.command("resume")
@click.argument("authority")
@speaks_json(_told)
def partner_resume(authority: str) -> dict[str, Any]:
    """Go on with a partner that was paused or halted. / 恢复"""
    with _station() as station:
        if any(one["authority"] == authority and one["halted"] for one in exchange_status(station)):
            take_up_numbers(station, authority, HttpLink())
        resume_partner(station, authority, active=True)
    return {"authority": authority, "active": True}


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
@speaks_json(_told)
def partner_limit(authority: str, per_second: int, burst: int) -> dict[str, Any]:
    """How often a partner may call; beyond that it is told to wait. / 限制请求频率"""
    with _station() as station:
        limit_partner(station, authority, per_second, burst)
    return {"authority": authority, "per_second": per_second, "burst": burst}


@click.group()
def key() -> None:
    """Keys of ours and of partners: two people approve each. / 密钥登记"""


@key.command("enrol")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@_BY
@speaks_json(_told)
def key_enrol(file: Path, by: str) -> dict[str, Any]:
    """Take a ….public.json into the registry; not trusted yet. / 登记公钥"""
    try:
        found = read_key(read_strictly(file.read_bytes()))
    except (OSError, DocumentRefused, KeyRefused) as error:
        problem = error.says if isinstance(error, KeyRefused) else str(error)
        raise KeyNotTaken(name=file.name, problem=problem) from error
    with _station() as station:
        enrol_key(station, found, by)
    return {"keyid": found.keyid, "sha256": fingerprint(found)}


@key.command("approve")
@click.argument("keyid")
@click.option("--fingerprint", "said", required=True, help="As on paper / 书面指纹")
@_BY
@speaks_json(_told)
def key_approve(keyid: str, said: str, by: str) -> dict[str, Any]:
    """One of two people confirms a key by its fingerprint. / 核准密钥"""
    with _station() as station:
        return {"keyid": keyid, "approvals": approve_key(station, keyid, said, by)}


@key.command("revoke")
@click.argument("keyid")
@_BY
@speaks_json(_told)
def key_revoke(keyid: str, by: str) -> dict[str, Any]:
    """From now on the key is worth nothing. / 吊销密钥"""
    with _station() as station:
        revoke_key(station, keyid, by)
    return {"keyid": keyid, "revoked": True}


@key.command("compromised")
@click.argument("keyid")
@click.option(
    "--since",
    required=True,
    type=click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"]),
    help="Since when it is in other hands, Beijing time / 何时起泄露，北京时间",
)
@_BY
@speaks_json(_told)
def key_compromised(keyid: str, since: datetime, by: str) -> dict[str, Any]:
    """Somebody else has the key: what it signed since then proves nothing. / 密钥泄露"""
    with _station() as station:
        records = compromise_key(station, keyid, since.replace(tzinfo=CHINA), by)
    return {"keyid": keyid, "since": since.isoformat(), "records": records}


def _say_status(answer: dict[str, Any]) -> None:
    for one in answer["partners"]:
        click.echo(
            say(
                "{authority}: {records} records wait in {messages} messages, {parked} parked",
                **{name: one[name] for name in ("authority", "records", "messages", "parked")},
            )
        )
        for name in ("halted", "oldest", "last_receipt_at", "reconciled_at", "differing_days"):
            click.echo(f"  {name}: {one[name]}")


@click.command()
@speaks_json(_say_status)
def status() -> dict[str, Any]:
    """Queues, receipts, parked rows, compared days. / 交换状态"""
    with _station() as station:
        return {"partners": exchange_status(station)}


def _on_sigterm(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop / 只做一轮")
@click.option("--compare", is_flag=True, help="Compare the last days, too / 同时对账")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Compare from / 起始日")
@click.option("--rest", default=5.0, show_default=True, type=click.FloatRange(0.05, 3600))
@speaks_json(_told)
def work(once: bool, compare: bool, first: datetime | None, rest: float) -> dict[str, Any]:
    """Sequence, send, apply; until told to stop. / 执行交换"""
    signal.signal(signal.SIGTERM, _on_sigterm)
    with _station() as station:
        while True:
            done: dict[str, Any] = dict(exchange(station))
            if compare or first is not None:
                done["compared"] = _compare(station, first.date() if first else None)
            if once:
                return done
            time.sleep(rest)


def _compare(station: Station, since: date | None) -> dict[str, Any]:
    link, answers = HttpLink(), {}
    for one in exchange_status(station):
        first, last = last_days(station.clock.now())
        try:
            compared = reconcile(station, one["authority"], since or first, last, link)
            grown = follow_log(station, one["authority"], link)
            answers[one["authority"]] = {**compared._asdict(), "log_only_grew": grown}
        except NotAnswered as error:
            answers[one["authority"]] = {"problem": str(error)}
    return answers


@click.command()
@click.argument("record")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Default RECORD.zip / 输出文件"
)
@speaks_json(_told)
def evidence(record: str, out: Path | None) -> dict[str, Any]:
    """Everything that proves a record, in one zip. / 导出证据包"""
    with _station() as station:
        content = gather_evidence(station, record, HttpLink())
    target = out or Path(record.replace("/", "_") + ".zip")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ExchangeTrouble(problem=str(error)) from error
    return {"file": str(target), "bytes": len(content)}


def _say_parked(answer: dict[str, Any]) -> None:
    for one in answer["parked"]:
        _told(one)


@click.group()
def park() -> None:
    """What waits for a person's decision. / 待人工处理"""


@park.command("list")
@speaks_json(_say_parked)
def park_list() -> dict[str, Any]:
    """Rows that nobody has decided yet. / 列出"""
    with _station() as station:
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
@_BY
@speaks_json(_told)
def park_decide(number: int, decision: str, by: str) -> dict[str, Any]:
    """Try it again, or leave it for good. / 处理"""
    with _station() as station:
        row = decide_parked(station, number, decision, by)
    return {"id": row.id, "kind": row.kind, "subject": row.subject, "decision": decision}
