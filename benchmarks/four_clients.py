"""Do four scanners together reach what one bare connection does?"""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.loose import Load, loose_rounds, rate_figure

CLIENTS = 4


def measure(bench: Bench) -> list[Figure]:
    """Four stations with batteries of their own, ``posts`` trucks each a round."""
    (goal,) = goals_of("four_clients")
    rounds = loose_rounds(bench, Load(CLIENTS, bench.sizes.posts, bench.sizes.codes))
    return [rate_figure(goal, rounds)]
