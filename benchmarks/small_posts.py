"""Do eight scanners with posts of 100 keep pace, and does nobody wait much longer than others?"""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.loose import Load, loose_rounds, rate_figure
from benchmarks.rounds import percentile, ratios

CLIENTS = 8


def measure(bench: Bench) -> list[Figure]:
    """Eight stations; the tail is taken over all posts of a round."""
    rate, tail = goals_of("small_posts")
    sizes = bench.sizes
    rounds = loose_rounds(bench, Load(CLIENTS, sizes.small_posts, sizes.small_codes))
    middles = [percentile(one.posts, 0.5) for one in rounds["ours"]]
    slowest = [percentile(one.posts, 0.99) for one in rounds["ours"]]
    waits = f"{1_000 * max(slowest):.1f} ms at worst against {1_000 * min(middles):.1f} ms at best"
    return [
        rate_figure(rate, rounds),
        Figure(tail, ratios(slowest, middles), waits),
    ]
