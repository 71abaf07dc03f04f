"""What freezing, sampling and recognising need from outside, as promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol, Self

from reports.usecases.frozen_rates import Frozen
from tracker.usecases.ports import Audit


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample as it was drawn. ``hits`` are keys of records with the grams that were claimed, a
    record once for every hit; ``claimed_g`` is the mass it was drawn from."""

    id: int
    snapshot: int
    plan: str
    factor: str
    seed: str
    size: int
    claimed_g: int
    hits: Sequence[tuple[str, int]]
    drawn_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """What the evidence of one drawn record bears out, in grams."""

    record: str
    found_g: int
    note: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Assessment:
    """The recognition of a rate as it stands. ``state`` and steps: ``assessment_steps``."""

    id: int
    organisation: int
    enterprise: str
    name: str
    division: str
    province: int
    year: int
    definition: str
    state: str
    version: int
    snapshot: int | None = None
    sample: int | None = None
    number: str | None = None
    signer: str | None = None
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepTaken:
    """One line of its history."""

    number: int
    at: datetime
    actor: str | None
    step: str
    state: str
    said: Mapping[str, object]


class Assessments(Protocol):
    """Frozen figures, samples and recognitions. Only assessments change; the rest is added."""

    def add_snapshot(self, frozen: Frozen, actor: int) -> int | None:
        """Its id; None when another has taken this version."""
        ...

    def snapshot(self, id_: int) -> Frozen | None: ...
    def latest(self, organisation: int, year: int, definition: str) -> Frozen | None:
        """The last version, without its records."""
        ...

    def add_sample(self, sample: Sample, actor: int) -> int: ...
    def sample(self, id_: int) -> Sample | None: ...
    def add_findings(self, sample: int, found: Sequence[Finding], actor: int) -> None: ...
    def findings(self, sample: int) -> dict[str, Finding]:
        """The last finding of each record."""
        ...

    def add(self, assessment: Assessment) -> int | None:
        """Its id; None when one is under way or recognised."""
        ...

    def locked(self, id_: int) -> Assessment | None: ...
    def save(self, assessment: Assessment) -> bool:
        """Writes it down; False when another recognition has its number."""
        ...

    def add_step(
        self, assessment: int, number: int, actor: int, step: str, state: str,
        said: Mapping[str, object], at: datetime,
    ) -> None: ...  # fmt: skip


class AssessmentWork(Protocol):
    """One transaction. Leaving without commit() undoes everything."""

    @property
    def assessments(self) -> Assessments: ...
    @property
    def audit(self) -> Audit: ...
    def __enter__(self) -> Self: ...
    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: object, /
    ) -> None: ...
    def commit(self) -> None: ...
