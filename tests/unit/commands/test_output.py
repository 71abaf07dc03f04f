"""Does long work show a bar to people and nothing to pipes?"""

from __future__ import annotations

import io

import pytest

from tracker.commands.output import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("screen", [Terminal(), io.StringIO()], ids=["terminal", "pipe"])
def test_a_bar_is_shown_on_a_terminal_and_nothing_in_a_pipe(
    monkeypatch: pytest.MonkeyPatch, screen: io.StringIO
) -> None:
    monkeypatch.setattr("sys.stderr", screen)

    with progress("work", 10) as step:
        step(5)

    assert ("50%" in screen.getvalue()) == screen.isatty()
    assert screen.isatty() or screen.getvalue() == ""
