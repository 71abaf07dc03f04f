"""``plumbline interop status|work|evidence``: how it stands, one round by hand, what proves."""

from __future__ import annotations

import signal
import time
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from interop.cli_manners import opened_station, tell_lines
from interop.errors import ExchangeTrouble
from interop.link import HttpLink
from interop.usecases.ask_partner import NotAnswered
from interop.usecases.follow_log import follow_log
from interop.usecases.gather_evidence import gather_evidence
from interop.usecases.reconcile import last_days, reconcile
from interop.usecases.station import Station
from interop.usecases.watch_exchange import exchange_status
from interop.wired import exchange
from tracker.commands.output import say, speaks_json


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
    with opened_station() as station:
        return {"partners": exchange_status(station)}


def _on_sigterm(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop / 只做一轮")
@click.option("--compare", is_flag=True, help="Compare the last days, too / 同时对账")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Compare from / 起始日")
@click.option("--rest", default=5.0, show_default=True, type=click.FloatRange(0.05, 3600))
@speaks_json(tell_lines)
def work(once: bool, compare: bool, first: datetime | None, rest: float) -> dict[str, Any]:
    """Sequence, send, apply; until told to stop. / 执行交换"""
    signal.signal(signal.SIGTERM, _on_sigterm)
    with opened_station() as station:
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
@speaks_json(tell_lines)
def evidence(record: str, out: Path | None) -> dict[str, Any]:
    """Everything that proves a record, in one zip. / 导出证据包"""
    with opened_station() as station:
        content = gather_evidence(station, record, HttpLink())
    target = out or Path(record.replace("/", "_") + ".zip")
    try:
        target.write_bytes(content)
    except OSError as error:
        raise ExchangeTrouble(problem=str(error)) from error
    return {"file": str(target), "bytes": len(content)}
