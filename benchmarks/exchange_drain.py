"""How fast does a backlog reach the other province, and does memory grow with it?

Two whole houses in one process of their own, joined without a network: from the duty of a business
commit to the record in force on the other side, every signature and every commit included.
"""

from __future__ import annotations

import multiprocessing
import time
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter
from urllib3 import HTTPHeaderDict, HTTPResponse

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.ground import plain_dsn
from benchmarks.import_memory import peak_so_far
from benchmarks.rounds import spread
from interop.keys.files import make_key
from interop.keys.fingerprint import fingerprint
from interop.keys.names import KeyName, Use
from interop.link import HttpLink
from interop.wired import exchange, station_of
from tracker.app import create_app
from tracker.commands.opened import house_of
from tracker.config import read_settings
from tracker.http.house import House

_SITES = """
WITH firm AS (INSERT INTO organisation (province, code, name, division, version)
 VALUES (42, 'ORG-' || %(first)s, '甲公司', '420100', 1) RETURNING id),
made AS (INSERT INTO site (province, code, organisation_id, name, division, roles, version)
 SELECT 42, 'S-' || n, (SELECT id FROM firm), '站点', '420100', '{collector}', 1
 FROM generate_series(CAST(%(first)s AS int), CAST(%(last)s AS int)) AS n RETURNING code)
INSERT INTO duty (province, topic, subject, version) SELECT 42, 'site.changed', code, 1 FROM made
"""
_IN_FORCE = "SELECT count(*) FROM exchange_thing WHERE origin = 'CN-42'"


def measure(bench: Bench) -> list[Figure]:
    """Records a second for the whole backlog; the peak after it against that after a quarter."""
    speed, memory = goals_of("exchange_drain")
    count = bench.sizes.backlog
    urls = [bench.ground.database(name) for name in ("drain_42", "drain_36")]
    with multiprocessing.get_context("spawn").Pool(1) as alone:
        rate, quarter, peak = alone.apply(_drain, (urls, bench.ground.folder / "drain", count))
    told = f"{count:,} records in {count / rate:,.0f} s"
    notes = (f"165,000 would take {165_000 / rate / 60:.1f} minutes",)
    against = f"{peak:.0f} against {quarter:.0f} MB"
    return [
        Figure(speed, spread([rate]), told, notes),
        Figure(memory, spread([peak / quarter]), against),
    ]


def _drain(urls: list[str], home: Path, count: int) -> tuple[float, float, float]:
    """Records a second, and megabytes at the peak after a quarter and after all."""
    ours, theirs = (_house(number, url, home) for number, url in zip((42, 36), urls, strict=True))
    _join(ours, theirs)
    app = create_app(theirs)
    station, link = station_of(ours), HttpLink(lambda _: _Straight(app))
    first = max(1, count // 4)
    _fill(urls[0], 1, first)
    _settle(ours, theirs, link, urls[1], first)
    quarter = peak_so_far()
    _fill(urls[0], first + 1, first + count)
    start = time.perf_counter()
    exchange(station, link)
    _settle(ours, theirs, link, urls[1], first + count)
    return count / (time.perf_counter() - start), quarter, peak_so_far()


def _settle(ours: House, theirs: House, link: HttpLink, url: str, wanted: int) -> None:
    """Work until everything is in force there; a partner that asks for patience gets it."""
    with psycopg.connect(plain_dsn(url), autocommit=True) as connection:
        while True:
            exchange(station_of(ours), link)
            exchange(station_of(theirs), link)
            row = connection.execute(_IN_FORCE).fetchone()
            if row is not None and row[0] >= wanted:
                return


def _fill(url: str, first: int, last: int) -> None:
    with psycopg.connect(plain_dsn(url)) as connection:
        connection.execute(_SITES, {"first": first, "last": last})


def _house(number: int, url: str, home: Path) -> House:
    settings = read_settings(
        {
            "PLUMBLINE_HOME": str(home / str(number)),
            "PLUMBLINE_PROVINCE": str(number),
            "PLUMBLINE_PUBLIC_URL": f"https://exchange-{number}.example",
        }
    )
    return house_of(settings, url, 2)


def _join(*houses: House) -> None:
    """Keys of both, approved by two, and each the other's partner."""
    stations = [station_of(house) for house in houses]
    start = datetime.now(UTC).replace(microsecond=0) - timedelta(days=1)
    keys = [
        make_key(
            house.settings.keys_dir,
            str(KeyName(station.authority, use, start.year, "a")),
            "Ed25519",
            start,
            start + timedelta(days=300),
        )
        for house, station in zip(houses, stations, strict=True)
        for use in Use
    ]
    for us, them in (stations, stations[::-1]):
        work = us.new_work()
        with work:
            before = book = work.partners.book()
            for key in keys:
                book = book.enrol(key, "lin", start)
                for person in ("wang", "zhao"):
                    book = book.approve(key.keyid, person, start, fingerprint(key))
            work.partners.keep(before, book)
            work.partners.add(them.authority, f"https://{them.host}", None)
            work.commit()


class _Straight(BaseAdapter):
    """Hands a request to the other application without a network."""

    def __init__(self, app: Flask) -> None:
        super().__init__()
        self._app = app

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        target = "/" + str(request.url).partition("://")[2].partition("/")[2]
        body = request.body if isinstance(request.body, bytes) else b""
        said = self._app.test_client().open(
            target, method=request.method, headers=dict(request.headers), data=body
        )
        response = Response()
        response.status_code = said.status_code
        response.raw = HTTPResponse(
            body=BytesIO(said.get_data()),
            headers=HTTPHeaderDict(list(said.headers.items())),
            status=said.status_code,
            preload_content=False,
        )
        return response

    def close(self) -> None:
        """Nothing is held open."""
