"""What use cases about approvals need from the store, as promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from tracker.domain.approval import Approval, ApprovalStep, EntryKind, Firm, StepTaken


class Approvals(Protocol):
    """Applications, what became of them, and what manifests draw on them, in grams."""

    @property
    def province(self) -> int:
        """Whose approvals these are: two digits of GB/T 2260."""
        ...

    def new_id(self) -> int: ...
    def firms(self, codes: Collection[str]) -> dict[str, Firm]: ...
    def add(self, approval: Approval, taken: StepTaken) -> None: ...
    def find(self, name: str) -> Approval | None:
        """By our code or by the number of the deciding authority."""
        ...

    def locked(self, name: str) -> Approval | None:
        """The same, locked until the end."""
        ...

    def with_id(self, id_: int) -> Approval | None: ...
    def open_page(self, after: int, size: int) -> Sequence[Approval]:
        """Those that are not over, by rising id."""
        ...

    def save(self, approval: Approval) -> None:
        """Write a locked one anew, without what was drawn; SomeoneWasFaster if its number was just
        given to another."""
        ...

    def take(self, taken: StepTaken) -> None: ...
    def has_step(self, approval: int, step: ApprovalStep) -> bool:
        """Whether such a step was ever taken."""
        ...

    def draw(
        self, approval: int, manifest: int, delta_g: int, kind: EntryKind, at: datetime
    ) -> bool:
        """Take so much off; False, and nothing is taken, when it is not in force on that day or too
        little is left."""
        ...

    def adjust(
        self, approval: int, manifest: int, delta_g: int, kind: EntryKind, at: datetime
    ) -> None:
        """Book what is a fact already, whatever is left."""
        ...

    def drawn_by(self, manifest: int) -> Sequence[tuple[int, int]]:
        """What a manifest has drawn: (approval, grams)."""
        ...
