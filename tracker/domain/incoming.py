"""What does another province lay before ours for an answer (来件)? Its 商请函, its loads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class IncomingKind(StrEnum):
    """Who answers: the provincial bureau a consultation (article 25), the receiver a load."""

    CONSULTATION = "consultation"
    LOAD = "load"


@dataclass(frozen=True, slots=True)
class Source:
    """Which version of which record of the other authority (``CN-42``) it stands in."""

    authority: str
    record: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """One matter as it was told last. ``code`` is the other province's, ``organisation`` the id of
    who must answer here (None: the bureau). Time limits run from ``received_at``. ``answer`` is
    what was said here, None as long as nothing was; ``version`` counts what became of it here."""

    kind: IncomingKind
    code: str
    source: Source
    state: str
    body: Mapping[str, object]
    organisation: int | None
    received_at: datetime
    version: int = 1
    answer: Mapping[str, object] | None = None
    answered_on: date | None = None
    answered_by: int | None = None
    id: int = field(default=0)
