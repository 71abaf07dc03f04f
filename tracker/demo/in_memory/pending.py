"""What is to be done at the commit, and only then?"""

from __future__ import annotations

from collections.abc import Callable


class Pending:
    """Things to do, in order; forgotten when the unit of work ends without a commit.

    ``undoing`` are the events that this unit of work declares void, by the event that says so: its
    own questions leave them out at once.
    """

    def __init__(self) -> None:
        self._doings: list[Callable[[], None]] = []
        self.undoing: dict[int, int] = {}

    def add(self, doing: Callable[[], None]) -> None:
        self._doings.append(doing)

    def do(self) -> None:
        for doing in self._doings:
            doing()
        self.forget()

    def forget(self) -> None:
        self._doings.clear()
        self.undoing.clear()
