"""Is the library of graphs kept to the floor whose graphs are of batches, and never of batteries?

A graph of twenty thousand batteries takes it a hundred times as long as the database takes to find
them. What ``tracker.graph`` walks holds batteries as heaps (``tests/unit/graph/``).
"""

from __future__ import annotations

from tests.architecture.sources import HOUSE, files, imported

GRAPHS = "networkx"
AT_HOME = "tracker/graph/"


def users() -> list[str]:
    return [
        file
        for file in files(*HOUSE)
        if any(module.partition(".")[0] == GRAPHS for module in imported(file))
    ]


def test_only_the_floor_of_flows_may_use_a_library_of_graphs() -> None:
    assert [file for file in users() if not file.startswith(AT_HOME)] == []


def test_a_walk_knows_no_single_battery() -> None:
    """Batteries come page by page, from the books, when the walk is over."""
    walks = [file for file in files(AT_HOME) if "/walk_" in file]
    assert walks
    asked = {name for file in walks for name in imported(file)}
    assert "tracker.graph.battery_pages" not in asked
