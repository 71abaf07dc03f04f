"""What the sweep for anomalies needs from the store, as promises."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from tracker.graph.anomalies.anomaly import Anomaly
from tracker.graph.anomalies.detectors import Facts
from tracker.graph.anomalies.facts import Ground, Spot
from tracker.usecases.alarm_ports import LawWork


class Window(NamedTuple):
    """Days of recording in China: from the first to before ``until``; ``end`` is that of the whole
    sweep, up to which lives are told."""

    first: date
    until: date
    end: date


@dataclass(frozen=True, slots=True)
class AnomalyRun:
    """One sweep: its days, the month it comes to next, what it counted so far."""

    id: int
    first: date
    until: date
    month: date
    facts: int
    found: int
    begun_at: datetime
    detectors: frozenset[str]

    def come_to(self, month: date, facts: int, found: int) -> AnomalyRun:
        return replace(self, month=month, facts=self.facts + facts, found=self.found + found)


class AnomalyFacts(Protocol):
    def spots(self) -> Mapping[int, Spot]: ...
    def first_day(self) -> date | None:
        """The day on which the first event was recorded; None: there is none."""
        ...

    def of_window(self, facts: Facts, window: Window, ground: Ground) -> Iterator[Sequence[Any]]:
        """The facts of that sort that were recorded in the window; lives that end in it. In pages:
        whoever has done with a page can forget it."""
        ...

    def of_all(self, facts: Facts, window: Window, ground: Ground) -> Iterator[Sequence[Any]]:
        """Facts that no window holds: sums, cohorts, papers, refusals, the graph of lots."""
        ...

    def keep(self, found: Iterable[Anomaly], ground: Ground, run: int, at: datetime) -> None: ...
    def forget(self, rules: Sequence[str], run: AnomalyRun) -> int:
        """Anomalies of the sweep's days that it did not see stand no longer."""
        ...

    def open_run(self, asked: AnomalyRun, not_before: datetime, least: date) -> AnomalyRun | None:
        """The unfinished sweep from the same day for the same detectors, locked: the latest that
        ends from ``least`` to the end that is asked for."""
        ...

    def swept(self, asked: AnomalyRun) -> bool:
        """Whether these days were swept to the end by these detectors."""
        ...

    def begin(self, asked: AnomalyRun) -> AnomalyRun: ...
    def save(self, run: AnomalyRun, finished: datetime | None) -> None: ...


class AnomalyWork(LawWork, Protocol):
    """One transaction of the sweep for anomalies."""

    @property
    def anomalies(self) -> AnomalyFacts: ...
