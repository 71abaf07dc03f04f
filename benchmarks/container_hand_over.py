"""What does it cost to move 1,000 batteries on pallets, against finding their ids alone?

Trucks go from a station to a smelter and back, and at every gate the pallets are scanned:
dispatched, loaded, delivered, received.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from benchmarks.bare import BareResolve
from benchmarks.bench import Bench
from benchmarks.clients import Client, body_of
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.people import Firm, People
from benchmarks.rounds import interleaved, ratios, spread
from benchmarks.stock import Truck

Gate = tuple[Firm, str, Firm, Firm | None]


def measure(bench: Bench) -> list[Figure]:
    """Each truck makes a whole trip a round; as many times the codes of a truck are looked up."""
    (goal,) = goals_of("container_hand_over")
    sizes, people, trucks = bench.sizes, bench.people, bench.stock.trucks
    firms = (people.stations[0], people.carrier, people.smelter)
    clients = {firm.name: Client(bench.address, firm) for firm in firms}
    trips = _trips(people)
    bare = BareResolve(bench.dsn)
    scans = 4 * len(trucks)

    def scanning() -> float:
        for client in clients.values():
            client.connect()
        return sum(_travel(clients, trucks, next(trips)))

    def resolving() -> float:
        start = time.perf_counter()
        for truck in islice(cycle(trucks), scans):
            if len(bare.ids(truck.codes)) != len(truck.codes):
                raise RuntimeError("a code of a truck is not in the books")
        return time.perf_counter() - start

    rounds = interleaved({"scans": scanning, "codes": resolving}, sizes.rounds)
    for client in clients.values():
        client.close()
    bare.close()
    a, b = (spread(rounds[lane]).middle / scans * 1_000 for lane in ("scans", "codes"))
    said = f"{a:.2f} against {b:.2f} ms"
    return [Figure(goal, ratios(rounds["scans"], rounds["codes"]), said)]


def _trips(people: People) -> Iterator[tuple[Gate, ...]]:
    """Who scans what, where, and whom it is meant for: there, back, there …"""
    carrier = people.carrier
    for sender, taker in cycle(
        ((people.stations[0], people.smelter), (people.smelter, people.stations[0]))
    ):
        yield (
            (sender, "dispatch", sender, taker),
            (sender, "load", sender, None),
            (carrier, "deliver", taker, None),
            (taker, "receive", taker, None),
        )


def _travel(
    clients: dict[str, Client], trucks: Sequence[Truck], gates: tuple[Gate, ...]
) -> Iterator[float]:
    """The seconds of each scan."""
    for firm, kind, site, peer in gates:
        for truck in trucks:
            more = {"peer_site": peer.name} if peer else {}
            body = body_of(kind, site.name, truck.pallets, **more)
            yield clients[firm.name].post(body)
