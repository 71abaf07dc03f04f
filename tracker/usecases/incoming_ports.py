"""What use cases about matters of other provinces need from the store, as promises."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from tracker.domain.incoming import Incoming, IncomingKind


class IncomingBook(Protocol):
    """Consultations and loads that other provinces lay before ours."""

    def told(self, kind: IncomingKind, code: str, authority: str) -> Incoming | None:
        """As it is kept, locked until the end."""
        ...

    def locked(self, id_: int) -> Incoming | None: ...
    def add(self, one: Incoming) -> int:
        """Its id; SomeoneWasFaster when it was just added."""
        ...

    def save(self, one: Incoming) -> None: ...
    def unanswered_page(self, kind: IncomingKind, after: int, size: int) -> Sequence[Incoming]:
        """Those that wait for an answer, by rising id."""
        ...
