"""Does the page about the demonstration say what is planted?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tracker.demo.faults import PLANTED, FaultRow
from tracker.demo.unusual import UNUSUAL, UnusualRow

PAGE = (Path(__file__).parents[3] / "docs/reference/demonstration.md").read_text("utf-8")
LINES = frozenset(PAGE.splitlines())


@pytest.mark.parametrize("row", PLANTED, ids=lambda row: row.kind.value)
def test_every_fault_has_its_line(row: FaultRow) -> None:
    count = "–" if row.per_2000 is None else row.per_2000
    rule = row.finding or "–"
    assert f"| {row.kind} | {count} | {rule} | {row.codes} | {row.seen_by} |" in LINES


@pytest.mark.parametrize("row", UNUSUAL, ids=lambda row: row.kind.value)
def test_every_unusual_thing_has_its_line(row: UnusualRow) -> None:
    assert f"| {row.kind} | {row.per_2000} | {row.what} |" in LINES
