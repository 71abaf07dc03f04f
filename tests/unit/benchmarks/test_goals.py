"""Does a goal hold on the right side of its bound, and does every figure have a file?"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from benchmarks import bare
from benchmarks.bare import statements
from benchmarks.goals import GOALS, Comparison, Goal

BASELINES = [file.stem for file in (Path(bare.__file__).parent / "baselines").glob("*.sql")]


def test_a_bound_itself_still_holds() -> None:
    least = Goal("rate", "rate", "", Comparison.AT_LEAST, 0.5)
    most = Goal("bytes", "bytes", "", Comparison.AT_MOST, 900)
    assert least.holds(0.5)
    assert not least.holds(0.49)
    assert most.holds(900)
    assert not most.holds(901)


def test_a_goal_without_a_bound_is_only_told() -> None:
    goal = Goal("total", "bytes", "")
    assert goal.holds(1e9)
    assert goal.asks == "told only"


def test_every_goal_names_a_file_that_measures_it() -> None:
    for goal in GOALS:
        assert find_spec(f"benchmarks.{goal.figure}") is not None, goal


def test_every_baseline_has_statements_with_names() -> None:
    for baseline in BASELINES:
        assert statements(baseline)
