"""What use cases about alarms, figures and calendars need from the store, as promises."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from tracker.domain.parameters import Parameter, Parameters
from tracker.domain.programme import AlarmState
from tracker.domain.workdays import CalendarYear, Workdays
from tracker.rules.finding import Finding, Severity
from tracker.usecases.incoming_ports import IncomingBook
from tracker.usecases.manifest_ports import TransferWork


@dataclass(frozen=True, slots=True)
class Raised:
    """A finding with the ids of where it is and whom it concerns."""

    finding: Finding
    site: int | None
    organisation: int | None


@dataclass(frozen=True, slots=True)
class KnownAlarm:
    """An alarm as steps need it; ``division`` is that of its site, else of its organisation."""

    id: int
    rule: str
    subject: str
    state: AlarmState
    version: int
    site: int | None
    organisation: int | None
    division: str | None
    province: int


class AlarmBook(Protocol):
    def raise_for(
        self, findings: Sequence[Finding], site: int | None, event: int | None, at: datetime
    ) -> None: ...
    def raise_all(self, found: Iterable[Raised], run: int, at: datetime) -> int:
        """Raise what is new or has come back, and note of all that the look saw them."""
        ...

    def clear(self, rules: Sequence[str], run: int, begun: datetime, at: datetime) -> int:
        """Resolve open alarms of these rules, raised before the look, that it did not see."""
        ...

    def escalate(self, severity: Severity, days: int, at: datetime) -> int: ...
    def locked(self, alarm: int) -> KnownAlarm | None: ...
    def take(
        self,
        alarm: KnownAlarm,
        step: str,
        after: AlarmState,
        actor: int,
        reason: str | None,
        at: datetime,
    ) -> None: ...


class Figures(Protocol):
    def parameters(self) -> Parameters:
        """All figures of the province: what is shipped, and what the bureau entered."""
        ...

    def add_parameter(self, row: Parameter, actor: int) -> int:
        """The id of the new row."""
        ...

    def calendar(self) -> Workdays: ...
    def years(self) -> Sequence[CalendarYear]:
        """Every year that is known."""
        ...

    def year(self, year: int) -> CalendarYear | None:
        """The year as it stands, shipped or entered."""
        ...

    def changed_at(self) -> datetime | None:
        """When a figure or a year was last entered; None: never."""
        ...

    def keep_year(self, year: CalendarYear, source: str, actor: int) -> None: ...


class LawWork(TransferWork, Protocol):
    """One transaction over alarms, figures and calendars, and all else that the house keeps."""

    @property
    def alarms(self) -> AlarmBook: ...
    @property
    def figures(self) -> Figures: ...
    @property
    def incoming(self) -> IncomingBook: ...
