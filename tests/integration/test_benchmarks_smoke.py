"""Do the benchmarks still run? Tiny, and without a word about how fast: other tests are at work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import orjson
import pytest

from benchmarks.goals import GOALS

HOUSE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path, Path]:
    """What a tiny run says, and the files it writes."""
    folder = tmp_path_factory.mktemp("bench")
    figures, page = folder / "figures.json", folder / "performance.md"
    command = [sys.executable, "-m", "benchmarks", "--smoke"]
    command += ["--json", str(figures), "--markdown", str(page)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PLUMBLINE_")}
    done = subprocess.run(
        command, cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=240
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, figures, page


def test_every_goal_gets_its_figure(run: tuple[str, Path, Path]) -> None:
    said, figures, _ = run
    found = {goal["name"]: goal["figure"] for goal in orjson.loads(figures.read_bytes())["goals"]}
    assert set(found) == {goal.name for goal in GOALS}
    assert all(figure > 0 for figure in found.values())
    assert all(f" {goal.name} " in said for goal in GOALS)


def test_the_page_has_every_goal_and_the_machine(run: tuple[str, Path, Path]) -> None:
    page = run[2].read_text(encoding="utf-8")
    assert all(f"| {goal.name} | {goal.what} |" in page for goal in GOALS)
    assert "| PostgreSQL | " in page
