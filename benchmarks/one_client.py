"""How much of bare SQL's rate does one scanner get that posts trucks of 1,000 loose batteries?"""

from __future__ import annotations

from benchmarks.bench import Bench
from benchmarks.figure import Figure
from benchmarks.goals import goals_of
from benchmarks.loose import Load, loose_rounds, rate_figure


def measure(bench: Bench) -> list[Figure]:
    """One station, ``posts`` trucks a round."""
    (goal,) = goals_of("one_client")
    rounds = loose_rounds(bench, Load(1, bench.sizes.posts, bench.sizes.codes))
    return [rate_figure(goal, rounds)]
