"""Which part of a request goes into reading and checking its body?

The checking is measured here and the request over HTTP, with the same bodies.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime

import marshmallow as ma
import orjson

from benchmarks.bench import Bench
from benchmarks.clients import Scanner
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.rounds import interleaved, ratios, spread
from tracker.api.schemas.scan import ScanSchema
from tracker.http.moment import NOW


def measure(bench: Bench) -> list[Figure]:
    """Seconds of checking over seconds of posting."""
    (goal,) = goals_of("validation")
    sizes = bench.sizes
    schema = ScanSchema(unknown=ma.RAISE)
    scanner = Scanner(bench.address, bench.people.stations[0], bench.stock.ours[0], sizes.codes)
    bodies: list[bytes] = []

    def posting() -> float:
        bodies[:] = scanner.bodies(sizes.posts)
        scanner.client.connect()
        return sum(scanner.client.post(body) for body in bodies)

    def checking() -> float:
        NOW.set(datetime.now(UTC))
        start = time.perf_counter()
        for body in bodies:
            schema.load(orjson.loads(body))
        return time.perf_counter() - start

    rounds = interleaved({"request": posting, "checking": checking}, sizes.rounds)
    scanner.client.close()
    a, b = (spread(rounds[lane]).middle / sizes.posts * 1_000 for lane in ("checking", "request"))
    said = f"{a:.2f} of {b:.2f} ms"
    return [Figure(goal, ratios(rounds["checking"], rounds["request"]), said)]
