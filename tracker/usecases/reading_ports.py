"""What questions need from the books, as promises. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol, Self

from tracker.graph.facts import (
    Acted,
    FoundUnit,
    HeldBattery,
    KnownSite,
    Leaf,
    Lived,
    OriginPart,
    Stay,
)
from tracker.graph.life import Window
from tracker.graph.lineage import Flows
from tracker.usecases.ports import PastEvent


class Lineage(Flows, Protocol):
    """Units, their lives and what flows between them. Voided events are never told."""

    def unit(self, code: str) -> FoundUnit | None:
        """The unit that carries this normalised code."""
        ...

    def stays(self, units: Sequence[int], as_of: datetime) -> Sequence[Stay]:
        """In which boxes these units were, directly; what began after ``as_of`` is left out."""
        ...

    def lived(
        self, windows: Sequence[Window], crossings: Sequence[tuple[int, int]]
    ) -> Sequence[Lived]:
        """The events in these windows, in the order they happened.

        ``crossings`` are events that the unit of a window lived without a row of its own.
        """
        ...

    def sites(self, ids: Collection[int]) -> dict[int, KnownSite]: ...
    def batteries(self, leaves: Sequence[Leaf], after: int, limit: int) -> Sequence[HeldBattery]:
        """The first batteries of these leaves by leaf and id; of the first leaf, those after the
        battery with the id ``after``."""
        ...

    def origins(self, leaves: Sequence[Leaf], as_of: datetime) -> Sequence[OriginPart]:
        """Which sites first collected the batteries of these leaves, coded or not."""
        ...

    def acted(self, units: Sequence[int], as_of: datetime) -> Sequence[Acted]:
        """Who recorded events with these units, and where."""
        ...

    def history(self, units: Sequence[int]) -> dict[int, list[PastEvent]]:
        """All events of each unit, as corrections see them."""
        ...


class Reading(Protocol):
    """One transaction in which questions are answered from one state of the books."""

    @property
    def lineage(self) -> Lineage: ...

    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None: ...
