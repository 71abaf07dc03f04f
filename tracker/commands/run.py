"""``plumbline serve``, ``worker`` and ``demo``: the house at work."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import click

from tracker.accounts.passwords import hash_password
from tracker.app import create_app, jobs_of_wings
from tracker.commands.database import make_ready
from tracker.commands.opened import Opened, house_of, opened
from tracker.commands.output import language, progress, say, speaks_json
from tracker.config import Settings, SettingsError, read_settings
from tracker.demo.load import DEMO_PASSWORD, demo_load, demo_logins, is_empty
from tracker.i18n.catalogue import word
from tracker.jobs.worker import run_worker


def _on_sigterm(_signal: int, _frame: object) -> None:
    raise SystemExit(0)


def taken(host: str, port: int) -> str | None:
    """Why we cannot listen there, in the system's words; None when we can."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host.strip("[]"), port))
        except OSError as error:
            return error.strerror or str(error)
    return None


def _refuse_taken(settings: Settings) -> None:
    why = taken(settings.host, settings.port)
    if why is not None:
        words = {"address": f"{settings.host}:{settings.port}", "problem": why}
        raise SettingsError(("taken", words))


def _spare_the_collector() -> None:
    """What the application is made of stays until the process ends. To walk through it again after
    every few hundred new objects took 5 of the 35 ms of a truck of a thousand codes."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def serve_forever(
    house: Opened, workers: int, certificate: Path | None = None, key: Path | None = None
) -> None:
    """gunicorn around our application; the database is held by the master, the workers fork."""
    from gunicorn.app.base import BaseApplication

    class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is untyped
        def load_config(self) -> None:
            for name, value in {
                "bind": house.settings.bind,
                "workers": workers,
                "threads": 4,
                "worker_class": "gthread",
                "timeout": 120,
                "graceful_timeout": 30,
                "proc_name": "plumbline",
                "certfile": str(certificate) if certificate else None,
                "keyfile": str(key) if key else None,
                "control_socket_disable": True,
            }.items():
                if name in self.cfg.settings and value is not None:
                    self.cfg.set(name, value)

        def load(self) -> Any:
            app = create_app(house_of(house.settings, house.owner_url))
            _spare_the_collector()
            return app

    Server().run()


@click.command()
@click.option("--workers", default=lambda: os.cpu_count() or 2, type=click.IntRange(1, 64))
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@speaks_json(lambda _answer: None)
def serve(workers: int, tls_cert: Path | None, tls_key: Path | None) -> None:
    """Serve the API. Phones need HTTPS: --tls-cert, --tls-key.
    / 启动服务。手机访问需要 HTTPS：--tls-cert、--tls-key"""
    if (tls_cert is None) != (tls_key is None):
        raise click.UsageError(say("--tls-cert and --tls-key go together."))
    settings = read_settings()
    _refuse_taken(settings)
    with opened(settings) as house:
        make_ready(house, datetime.now(UTC))
        serve_forever(house, workers, tls_cert, tls_key)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due now, then stop / 只做一轮")
@speaks_json(lambda answer: click.echo(say("Done: {jobs}", jobs=answer)))
def worker(once: bool) -> dict[str, Any]:
    """Do what is due: partitions ahead, the nightly sweep.
    / 执行到期的后台任务：分区、夜间巡检等"""
    signal.signal(signal.SIGTERM, _on_sigterm)
    with opened() as house:
        parts = house.parts(pool_size=2)
        return run_worker(parts, house.owner_url, once=once, more=jobs_of_wings(parts))


@click.group()
def demo() -> None:
    """A make-believe province to try things in. / 演示省：用于试用的虚构数据"""


@demo.command("load")
@click.option("--batteries", default=2_000, type=click.IntRange(1, 50_000_000))
@click.option("--seed", default=1, type=click.IntRange(0, 2**31))
@click.option("--until", default="2026-10-31", type=click.DateTime(["%Y-%m-%d"]))
@speaks_json(
    lambda answer: click.echo(say("Loaded: {count} batteries.", count=answer["batteries"]))
)
def load(batteries: int, seed: int, until: datetime) -> dict[str, Any]:
    """Fill an empty database with the demonstration province. / 向空数据库载入演示数据"""
    with opened() as house:
        make_ready(house, datetime.now(UTC))
        return load_demo(house, batteries, seed, until.date())


def load_demo(house: Opened, batteries: int, seed: int, until: date) -> dict[str, Any]:
    """The demonstration province into a database that holds none yet."""
    with progress(say("demonstration data"), batteries) as step:
        return demo_load(
            house.owner_url, batteries, seed, until, hash_password=hash_password, progress=step
        )


@contextlib.contextmanager
def _worker_beside() -> Iterator[None]:
    beside = subprocess.Popen([sys.executable, "-m", "tracker.cli", "worker"])
    try:
        yield
    finally:
        beside.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            beside.wait(20)


@demo.command("run")
@speaks_json(lambda _answer: None)
def run() -> None:
    """Everything for a first look: ready, data, server and worker.
    / 一键演示：准备数据库、载入数据、启动服务与后台任务"""
    settings = read_settings()
    _refuse_taken(settings)
    started = time.monotonic()
    with opened(settings) as house:
        make_ready(house, datetime.now(UTC))
        if is_empty(house.owner_url):
            load_demo(house, 2_000, 1, date(2026, 10, 31))
        _greet(settings, time.monotonic() - started)
        with _worker_beside():
            serve_forever(house, workers=2)


def _greet(settings: Settings, seconds: float) -> None:
    url = settings.public_url
    ready = say("ready in {seconds} s", seconds=f"{seconds:.0f}")
    click.echo(f"\nPlumbline 铅蓄电池溯源  {url}   ({ready})")
    click.echo(say("API: {url}/api/openapi.json   health: {url}/readyz", url=url))
    click.echo(say("Demonstration logins, password {password}:", password=DEMO_PASSWORD))
    for login, role in demo_logins():
        click.echo(f"  {login:<18} {word('role', role, language())}")
    click.echo(say("Stop with Ctrl-C.") + "\n")
