"""Do the benchmarks still run? Tiny, and without a word about how fast: other tests are at work.

In this process and on the server of the tests, so that neither is begun anew.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import orjson
import pytest

from benchmarks.__main__ import main
from benchmarks.goals import GOALS
from benchmarks.ground import Ground
from tests.databases import Server


class Shared(Ground):
    """Copies of the template of all tests."""

    def __init__(self, folder: Path, server: Server) -> None:
        super().__init__(folder, server)
        self._made = server
        self.names: list[str] = []

    def database(self, name: str) -> str:
        self.names.append(self._made.create())
        return self._made.url(self.names[-1])


@pytest.fixture(scope="module")
def run(
    server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Path, Path]]:
    """What a tiny run says, and the files it writes."""
    folder = tmp_path_factory.mktemp("bench")
    figures, page = folder / "figures.json", folder / "performance.md"
    ground = Shared(folder, server)
    with redirect_stdout(io.StringIO()) as said:
        assert main(["--smoke", "--json", str(figures), "--markdown", str(page)], ground) == 0
    yield said.getvalue(), figures, page
    for name in ground.names:
        server.drop(name)


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
