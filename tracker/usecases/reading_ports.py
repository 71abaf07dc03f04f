"""What questions need from the books, as promises. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol, Self

from tracker.graph.abroad import AnswersAbroad
from tracker.graph.facts import (
    Filling,
    FoundUnit,
    Happened,
    Held,
    HeldBattery,
    Intake,
    KnownSite,
    Leaf,
    Member,
    Moment,
    OriginPart,
    Stay,
    Yielded,
)
from tracker.usecases.balance_ports import BalanceBooks
from tracker.usecases.ports import PastEvent


class Lineage(Protocol):
    """Units, their events, and what flows between them. Each method is one question to the books
    about a whole set."""

    def unit(self, code: str) -> FoundUnit | None:
        """The unit that carries this normalised code."""
        ...

    def stays(self, units: Collection[int]) -> Sequence[Stay]:
        """In which boxes these units ever were, directly."""
        ...

    def members(self, units: Collection[int]) -> Sequence[Member]:
        """The rows that these units have in events, voided ones included."""
        ...

    def events(self, ids: Collection[int]) -> Sequence[Happened]: ...
    def moments(self, ids: Collection[int]) -> Sequence[Moment]:
        """When these events happened: less than ``events`` tells, for many."""
        ...

    def sites(self, ids: Collection[int]) -> Sequence[KnownSite]: ...
    def inputs(self, treatments: Collection[int]) -> Sequence[Intake]:
        """What went into these treatments."""
        ...

    def outputs(self, treatments: Collection[int]) -> Sequence[Yielded]:
        """What came out of these treatments."""
        ...

    def held(self, boxes: Collection[int]) -> Sequence[Held]:
        """All that these boxes ever held, directly."""
        ...

    def weights(self, contents: Sequence[tuple[Filling, ...]]) -> Sequence[int | None]:
        """The mass of each of these contents; None: some of it was never weighed."""
        ...

    def batteries(self, leaves: Sequence[Leaf], after: int, limit: int) -> Sequence[HeldBattery]:
        """The first batteries of these leaves by leaf and id; of the first leaf, those after the
        battery with the id ``after``."""
        ...

    def origins(self, leaves: Sequence[Leaf], as_of: datetime) -> Sequence[OriginPart]:
        """Which sites first collected the batteries of these leaves, coded or not."""
        ...

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        """All events of each unit, as corrections see them."""
        ...


class Reading(Protocol):
    """One transaction in which questions are answered from one state of the books."""

    @property
    def lineage(self) -> Lineage: ...

    @property
    def balances(self) -> BalanceBooks: ...

    @property
    def abroad(self) -> AnswersAbroad: ...

    def as_known_at(self, moment: datetime) -> Lineage:
        """The same books with what had been recorded by this moment (aware), and nothing that was
        recorded, voided or corrected since."""
        ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None: ...
