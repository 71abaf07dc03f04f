"""Does the page of figures keep what was not measured this time?"""

from __future__ import annotations

from datetime import date

from benchmarks.figure import Figure
from benchmarks.goals import GOALS
from benchmarks.machine import Machine
from benchmarks.report import as_markdown
from benchmarks.rounds import Spread
from benchmarks.sizes import LARGE, USUAL

MACHINE = Machine("8086", 1, 1.0, "DOS", "3.11", "15", "fsync on", date(2026, 1, 1).isoformat())
ONE, OTHER = GOALS[0], GOALS[1]


def figure(goal: int, value: float, *notes: str) -> Figure:
    return Figure(GOALS[goal], Spread(value, value, value), f"{value} of it", notes)


def test_a_goal_that_was_not_measured_keeps_its_row_and_notes() -> None:
    before = as_markdown(MACHINE, USUAL, [figure(0, 3.0, "slow", "big"), figure(1, 4.0)])
    after = as_markdown(MACHINE, LARGE, [figure(1, 5.0, "new")], before)
    assert f"| {ONE.name} | {ONE.what} | **3.00**" in after
    assert f"\n{ONE.name}:\n\n- slow\n- big\n" in after
    assert f"\n{OTHER.name}:\n\n- new\n" in after
    assert "4.0 of it" not in after
    assert "100,000 batteries were in" in after


def test_a_page_is_the_same_when_the_same_is_measured_again() -> None:
    figures = [figure(1, 4.0, "a note"), figure(0, 3.0)]
    page = as_markdown(MACHINE, USUAL, figures)
    assert as_markdown(MACHINE, USUAL, figures, page) == page
    assert page.index(f"| {ONE.name} |") < page.index(f"| {OTHER.name} |")
