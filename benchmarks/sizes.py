"""How much is measured: usually, at large, and just enough to see that everything runs?"""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Sizes:
    """``batteries`` in the books that are written to, and in the ``province`` that is read; codes
    in a large and a small POST; rounds, and what each does.

    ``posts`` and ``small_posts`` are per client and round, ``trucks`` and ``traces`` per round;
    ``events`` are those of the year that is scanned as a whole;
    ``backlog`` is what waits for a partner of the exchange.

    ``other_province`` is a second one, of another size. ``ingot`` batteries make an ingot of the
    works, of which there are some small (``heaps`` such heaps) and grown (``grown``).
    ``swept_days`` are swept for anomalies. ``workers`` serve the API; ``alone``: memory is measured
    in a process of its own. ``shared_buffers``: a server of ten million is given a sixth of the
    machine's memory; "": as always.
    """

    batteries: int
    province: int
    codes: int
    small_codes: int
    rounds: int
    posts: int
    small_posts: int
    trucks: int
    traces: int
    backlog: int
    events: int
    other_province: int
    ingot: int
    heaps: int
    grown: int
    swept_days: int
    workers: int = 2
    alone: bool = True
    shared_buffers: str = ""


USUAL = Sizes(
    100_000,
    100_000,
    1_000,
    100,
    rounds=5,
    posts=10,
    small_posts=40,
    trucks=3,
    traces=200,
    backlog=10_000,
    events=6_000_000,
    other_province=200_000,
    ingot=20_000,
    heaps=5,
    grown=50,
    swept_days=5 * 365,
)
LARGE = replace(
    USUAL,
    batteries=1_000_000,
    province=1_000_000,
    backlog=165_000,
    events=60_000_000,
    other_province=100_000,
    grown=500,
    shared_buffers="4GB",
)
SMOKE = Sizes(
    1_000,
    300,
    24,
    12,
    rounds=1,
    posts=1,
    small_posts=1,
    trucks=1,
    traces=2,
    backlog=20,
    events=20_000,
    other_province=300,
    ingot=200,
    heaps=3,
    grown=3,
    swept_days=10,
    workers=1,
    alone=False,
)
