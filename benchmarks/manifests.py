"""How quick are manifests: created and read by eight clients, and the first page of ten thousand?

Rates go against a bare Flask handler with the same statements (``bare_manifests``); the processor's
time of a request counts the API's processes and the database's together.
"""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import orjson
import psutil
import psycopg
from psycopg.rows import namedtuple_row
from sqlalchemy.orm import Session

from benchmarks.bare import statements
from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import Goal, goals_of
from benchmarks.ground import _free_port, _wait_until_ready
from benchmarks.people import PROVINCE, Firm
from benchmarks.rounds import Spread, interleaved, ratios, spread
from tracker.api.manifest_words import listed_in_words
from tracker.domain.sight import Sight
from tracker.store.engine import app_engine
from tracker.store.queries.manifests import WantedManifests, listed_manifests

CLIENTS = 8
#: A list as long as the one that a comparable open-source system was measured with.
LISTED = 10_000
PAGE = 100


@dataclass(frozen=True, slots=True)
class Run:
    """Requests a second, and milliseconds of processor time a request."""

    rate: float
    cpu_ms: float


def measure(bench: Bench) -> list[Figure]:
    """Create, read, and list."""
    goals = {goal.name: goal for goal in goals_of("manifests")}
    count = max(2, bench.sizes.small_posts)
    with bare_served(bench) as bare:
        lanes: dict[str, Callable[[], Run]] = {
            "create": lambda: _together(bench, bench.address, count, _creates(bench, count)),
            "bare create": lambda: _together(bench, bare, count, _creates(bench, count)),
        }
        created = interleaved(lanes, bench.sizes.rounds)
        number = _one_number(bench)
        reads = [[("GET", f"/api/v1/manifests/{number}", None)] * count for _ in range(CLIENTS)]
        read = interleaved(
            {
                "read": lambda: _together(bench, bench.address, count, reads),
                "bare read": lambda: _together(bench, bare, count, reads),
            },
            bench.sizes.rounds,
        )
    found = created | read
    figures = [
        _rate(goals["manifest_create"], found["create"], found["bare create"]),
        _cpu(goals["manifest_create_cpu"], found["create"], found["bare create"]),
        _rate(goals["manifest_read"], found["read"], found["bare read"]),
        _cpu(goals["manifest_read_cpu"], found["read"], found["bare read"]),
    ]
    return [*figures, _first_page(bench, goals["manifest_list"])]


def _rate(goal: Goal, ours: Sequence[Run], bare: Sequence[Run]) -> Figure:
    a, b = ([run.rate for run in side] for side in (ours, bare))
    said = f"{spread(a).middle:,.0f} against {spread(b).middle:,.0f} requests/s"
    return Figure(goal, ratios(a, b), said)


def _cpu(goal: Goal, ours: Sequence[Run], bare: Sequence[Run]) -> Figure:
    a, b = ([run.cpu_ms for run in side] for side in (ours, bare))
    said = f"{spread(a).middle:.2f} ms against {spread(b).middle:.2f} ms"
    return Figure(goal, _above_zero(spread(a)), said)


def _above_zero(found: Spread) -> Spread:
    """A tiny run may take less time than the system counts in."""
    return Spread(max(found.middle, 0.01), found.low, found.high)


Request = tuple[str, str, bytes | None]


def _creates(bench: Bench, count: int) -> list[list[Request]]:
    """Each client fills in manifests of its own station."""
    to, carrier = bench.people.smelter, bench.people.carrier
    return [
        [("POST", "/api/v1/manifests", _draft(firm, to, carrier)) for _ in range(count)]
        for firm in bench.people.stations[:CLIENTS]
    ]


def _draft(firm: Firm, to: Firm, carrier: Firm) -> bytes:
    return orjson.dumps(
        {
            "client_id": str(uuid.uuid4()),
            "sender": firm.name,
            "receiver": to.name,
            "carriers": [{"organisation": carrier.code, "vehicle": "鄂A12345"}],
            "rows": [{"pieces": 40, "mass_kg": "600"}],
        }
    )


def _one_number(bench: Bench) -> str:
    """A manifest that the first station made, by its number."""
    connection = http.client.HTTPConnection(*bench.address, timeout=60)
    ((method, path, body),) = _creates(bench, 1)[0]
    connection.request(method, path, body, _headers(bench.people.stations[0]))
    number = orjson.loads(connection.getresponse().read())["number"]
    connection.close()
    return str(number)


def _headers(firm: Firm) -> dict[str, str]:
    return {"Authorization": f"Bearer {firm.token}", "Content-Type": "application/json"}


def _together(
    bench: Bench, address: tuple[str, int], count: int, work: Sequence[Sequence[Request]]
) -> Run:
    """All clients send their requests at the same time."""
    firms = bench.people.stations[:CLIENTS]
    reading = work[0][0][0] == "GET"
    bare = address != bench.address
    ready = threading.Barrier(len(firms) + 1)
    failures: list[BaseException] = []

    def send(firm: Firm, mine: Sequence[Request]) -> None:
        try:
            who = bench.people.stations[0] if reading else firm
            connection = http.client.HTTPConnection(*address, timeout=60)
            connection.connect()
            bodies = [_with_ids(bench, firm, body) if bare else body for _, _, body in mine]
            ready.wait()
            for (method, path, _), body in zip(mine, bodies, strict=True):
                connection.request(method, path, body, _headers(who))
                answer = connection.getresponse()
                content = answer.read()
                if answer.status not in (200, 201):
                    raise RuntimeError(f"{answer.status}: {content[:500]!r}")
            connection.close()
        except BaseException as error:  # noqa: BLE001  told by the thread that waits
            failures.append(error)
            ready.abort()

    threads = [threading.Thread(target=send, args=pair) for pair in zip(firms, work, strict=True)]
    for thread in threads:
        thread.start()
    before = _cpu_seconds(bench, address)
    ready.wait()
    start = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - start
    if failures:
        raise failures[0]
    spent = _cpu_seconds(bench, address) - before
    sent = count * len(firms)
    return Run(sent / took, 1_000 * spent / sent)


def _with_ids(bench: Bench, firm: Firm, body: bytes | None) -> bytes | None:
    """The bare handler looks no ids up for itself: it is told them."""
    if body is None:
        return None
    to = bench.people.smelter
    ids = {"organisation": firm.organisation, "site": firm.site, "user": firm.user}
    return orjson.dumps(orjson.loads(body) | ids | {"to": to.organisation, "to_site": to.site})


def _cpu_seconds(bench: Bench, address: tuple[str, int]) -> float:
    """Processor time so far of whoever serves this address, and of the database."""
    with psycopg.connect(bench.dsn) as connection:
        pid = connection.info.backend_pid
        database = psutil.Process(pid).parent()
        families = [database, *_servers(address)]
        return sum(_family_seconds(one) for one in families if one is not None)


def _servers(address: tuple[str, int]) -> list[psutil.Process]:
    """The children of this process that serve the address."""
    mark = str(address[1])
    found = []
    for child in psutil.Process().children():
        try:
            said = " ".join(child.cmdline()) + str(child.environ().get("PLUMBLINE_BIND"))
        except psutil.Error:
            continue
        if mark in said:
            found.append(child)
    return found


def _family_seconds(process: psutil.Process) -> float:
    total = 0.0
    for one in (process, *process.children(recursive=True)):
        try:
            times = one.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


@contextmanager
def bare_served(bench: Bench) -> Iterator[tuple[str, int]]:
    """The bare handler under gunicorn, as our own API is served."""
    host, port = "127.0.0.1", _free_port()
    command = [sys.executable, "-m", "gunicorn", "benchmarks.bare_manifests:app"]
    command += ["--bind", f"{host}:{port}", "--workers", str(bench.sizes.workers), "--threads", "4"]
    log = bench.ground.folder / "bare.log"
    environment = os.environ | {"PLUMBLINE_BARE_DSN": bench.dsn}
    with open(log, "wb") as out:
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        _wait_until_ready(process, host, port, log)
        yield host, port
    finally:
        process.terminate()
        process.wait(30)


def _first_page(bench: Bench, goal: Goal) -> Figure:
    """Read, said and written as JSON, against the bare statement."""
    firm = bench.people.stations[0]
    sql = statements("manifest_list")
    given = {
        "sender": firm.organisation,
        "sender_site": firm.site,
        "receiver": bench.people.smelter.organisation,
        "receiver_site": bench.people.smelter.site,
        "province": PROVINCE,
        "count": LISTED,
    }
    with psycopg.connect(bench.dsn, autocommit=True) as connection:
        connection.execute(sql["fill"], given)
        connection.execute("ANALYZE manifest, manifest_party")
    engine = app_engine(bench.url, pool_size=1)
    times = max(3, bench.sizes.traces // 4)
    sight, wanted = Sight(organisation=firm.organisation), WantedManifests(limit=PAGE)
    with psycopg.connect(bench.dsn, row_factory=namedtuple_row) as connection:

        def bare() -> float:
            start = time.perf_counter()
            for _ in range(times):
                connection.execute(sql["page"], {"organisation": firm.organisation}).fetchall()
                connection.commit()
            return (time.perf_counter() - start) / times

        def ours() -> float:
            start = time.perf_counter()
            for _ in range(times):
                with Session(engine) as session:
                    found = listed_manifests(session, sight, wanted)
                orjson.dumps([listed_in_words(row, firm.organisation) for row in found[:PAGE]])
            return (time.perf_counter() - start) / times

        rounds = interleaved({"ours": ours, "bare": bare}, bench.sizes.rounds)
    engine.dispose()
    a, b = (1_000 * spread(rounds[lane]).middle for lane in ("ours", "bare"))
    said = f"{a:.2f} against {b:.2f} ms"
    return Figure(goal, ratios(rounds["ours"], rounds["bare"]), said)
