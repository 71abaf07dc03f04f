"""How are the figures told: to people at the terminal, to machines, and to the documentation?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from benchmarks.figure import Figure
from benchmarks.goals import GOALS
from benchmarks.machine import Machine
from benchmarks.sizes import Sizes

_DIGITS = 2


def number(value: float) -> str:
    """Ratios with two digits after the point, counts without."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.{_DIGITS}f}"


def line(figure: Figure, judged: bool = True) -> str:
    """Name, figure, spread, bound, and whether it holds."""
    goal, found = figure.goal, figure.spread
    silent = goal.bound is None or not judged
    verdict = "        " if silent else "holds   " if figure.holds else "MISSED  "
    value = f"{number(found.middle)} ({number(found.low)} … {number(found.high)}) {goal.unit}"
    first = f"{verdict}{goal.name:<22}{value.strip():<28} {goal.asks:<10} {figure.against}"
    return "\n".join([first.rstrip(), *(f"          {note}" for note in figure.notes)])


def as_json(machine: Machine, sizes: Sizes, figures: Sequence[Figure]) -> dict[str, Any]:
    """Stable keys, one object a goal."""
    return {
        "machine": machine.rows(),
        "batteries": sizes.batteries,
        "goals": [
            {
                "name": figure.goal.name,
                "what": figure.goal.what,
                "comparison": figure.goal.comparison,
                "bound": figure.goal.bound,
                "figure": figure.spread.middle,
                "low": figure.spread.low,
                "high": figure.spread.high,
                "against": figure.against,
                "notes": list(figure.notes),
                "holds": figure.holds,
            }
            for figure in figures
        ],
    }


_PAGE = """\
# Performance: what is promised, and what was measured

Every figure is a ratio of two ways that were measured turn by turn in one run on one machine, so
that it means the same elsewhere; each is the median of {rounds} rounds, with the least and the
greatest. The bare side is SQL that writes or reads the same rows, in `benchmarks/baselines/`, sent
through bare psycopg. What is posted goes over real HTTP to `plumbline serve` with two workers; the
database is the embedded server with its usual, durable settings. {batteries} batteries were in
the books.

| Goal | What | Figure | Bound | Holds | Measured |
|---|---|---|---|---|---|
{rows}
{notes}
## The machine

| | |
|---|---|
{machine}

## Measuring again

`make bench` takes half an hour and ends with an error when a goal is missed; `make bench-large`
does the same with a million batteries, and with works of ten million; these take some 25 GB of
disk, which are given back at the end. `python -m benchmarks --only one_client` measures one figure,
`--json FILE` writes the figures for machines, and `--markdown docs/performance.md` this page (with
`--large`: `docs/performance-large.md`): figures that were not measured stay as they were. A goal
is a row of `benchmarks/goals.py`; each file that it names measures one figure.
"""


def as_markdown(machine: Machine, sizes: Sizes, figures: Sequence[Figure], before: str = "") -> str:
    """The page docs/performance.md; what the page said ``before`` of other goals stays."""
    rows, notes = _kept(before)
    others = {*rows} - {figure.goal.name for figure in figures}
    batteries = re.search(r"(\d[\d,]*) batteries were in\b", before) if others else None
    for figure in figures:
        rows[figure.goal.name] = _row(figure)
        notes.pop(figure.goal.name, None)
        if figure.notes:
            notes[figure.goal.name] = "\n".join(f"- {note}" for note in figure.notes)
    names = [goal.name for goal in GOALS if goal.name in rows]
    return _PAGE.format(
        rounds=sizes.rounds,
        batteries=batteries[1] if batteries else f"{sizes.batteries:,}",
        rows="\n".join(rows[name] for name in names),
        notes="\n".join(f"\n{name}:\n\n{notes[name]}\n" for name in names if name in notes),
        machine="\n".join(f"| {name} | {value} |" for name, value in machine.rows().items()),
    )


def _kept(before: str) -> tuple[dict[str, str], dict[str, str]]:
    """The rows and the notes of a page by their goals; none of goals that are no more."""
    names = "|".join(goal.name for goal in GOALS)
    rows = re.findall(rf"^(\| ({names}) \|.*)$", before, re.MULTILINE)
    notes = re.findall(rf"^({names}):\n\n((?:- .*\n?)+)", before, re.MULTILINE)
    return {name: row for row, name in rows}, {name: text.strip() for name, text in notes}


def _row(figure: Figure) -> str:
    goal, found = figure.goal, figure.spread
    value = f"**{number(found.middle)}** ({number(found.low)} … {number(found.high)}) {goal.unit}"
    verdict = "–" if goal.bound is None else "yes" if figure.holds else "**no**"
    cells = (goal.name, goal.what, value.strip(), goal.asks, verdict, figure.against)
    return f"| {' | '.join(cells)} |"
