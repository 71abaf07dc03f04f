"""Are two ways compared turn by turn, and is the figure their middle?"""

from __future__ import annotations

from benchmarks.rounds import Spread, interleaved, percentile, ratios


def test_lanes_take_turns_and_the_first_turn_only_warms_up() -> None:
    turns: list[str] = []

    def lane(name: str) -> int:
        turns.append(name)
        return len(turns)

    found = interleaved({"a": lambda: lane("a"), "b": lambda: lane("b")}, rounds=2)
    assert turns == ["a", "b", "a", "b", "a", "b"]
    assert found == {"a": [3, 5], "b": [4, 6]}


def test_the_figure_is_the_middle_of_the_ratios_within_rounds() -> None:
    assert ratios([1.0, 9.0, 2.0], [2.0, 3.0, 2.0]) == Spread(1.0, 0.5, 3.0)


def test_a_percentile_is_one_of_the_values() -> None:
    values = [float(n) for n in range(100, 0, -1)]
    assert percentile(values, 0.5) == 50.0
    assert percentile(values, 0.99) == 99.0
    assert percentile([7.0], 0.99) == 7.0
