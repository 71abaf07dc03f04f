"""How much is measured: usually, at large, and just enough to see that everything runs?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """``batteries`` in the books that are written to, and in the ``province`` that is read; codes
    in a large and a small POST; rounds, and what each does.

    ``posts`` and ``small_posts`` are per client and round, ``trucks`` and ``traces`` per round;
    ``events`` are those of the year that is scanned as a whole;
    ``backlog`` is what waits for a partner of the exchange.
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
)
LARGE = Sizes(
    1_000_000,
    1_000_000,
    1_000,
    100,
    rounds=5,
    posts=10,
    small_posts=40,
    trucks=3,
    traces=200,
    backlog=165_000,
    events=60_000_000,
)
SMOKE = Sizes(
    2_000,
    600,
    24,
    12,
    rounds=2,
    posts=1,
    small_posts=2,
    trucks=1,
    traces=3,
    backlog=20,
    events=20_000,
)
