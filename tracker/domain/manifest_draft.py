"""What do people fill in: a new manifest, and what they say when they confirm a step?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from tracker.domain.manifest import LoadDifference, ManifestStep

#: Waste lead-acid batteries in the national list, 国家危险废物名录; hazards toxic and corrosive.
WASTE_BATTERIES = "900-052-31"
WASTE_BATTERIES_NAME = "废铅蓄电池"
WASTE_BATTERIES_HAZARDS = "T,C"


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A row as filled in. Its mass in grams is an estimate, unless a ticket of the sender says it;
    ``codes`` are the batteries and boxes that it is about."""

    pieces: int
    mass_g: int | None = None
    ticket: str | None = None
    waste: str = WASTE_BATTERIES
    name: str = WASTE_BATTERIES_NAME
    form: str | None = None
    hazards: str | None = WASTE_BATTERIES_HAZARDS
    packing: str | None = None
    packages: int | None = None
    codes: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class DraftCarrier:
    """A carrier as filled in; ``organisation`` is its code."""

    organisation: str
    vehicle: str | None = None
    permit: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A transfer that went on paper (article 20): the paper's own number, and when it began."""

    started_at: datetime
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A manifest as filled in; sites by their codes."""

    sender: str
    receiver: str
    carriers: Sequence[DraftCarrier]
    rows: Sequence[DraftRow]
    approval: str | None = None
    purpose: str | None = None
    precautions: str | None = None
    note: str | None = None
    paper: Paper | None = None


@dataclass(frozen=True, slots=True)
class RowSaid:
    """What is said of one row at a hand-over: its mass by a ticket, or what was accepted of it."""

    row: int
    mass_g: int | None = None
    ticket: str | None = None
    accepted_g: int | None = None
    accepted_pieces: int | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class DifferenceSaid:
    """A difference of article 18 that is no matter of codes; ``row`` None: of the whole load."""

    kind: LoadDifference
    reason: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Filled:
    """A confirmation as it comes in. ``version`` is that of the manifest which was looked at."""

    step: ManifestStep
    version: int
    at: datetime | None = None
    client_id: str | None = None
    number: str | None = None
    from_block: bool = False
    scanned: Sequence[str] | None = None
    reasons: Mapping[str, str] = field(default_factory=dict)
    reason_for: Mapping[str, str] = field(default_factory=dict)
    damaged: Sequence[str] = ()
    refused: Sequence[str] = ()
    vehicle: str | None = None
    permit: str | None = None
    rows: Sequence[RowSaid] = ()
    differences: Sequence[DifferenceSaid] = ()
    reason: str | None = None
    place: str | None = None
    site: str | None = None
    result: str | None = None
    delivered_at: datetime | None = None
    note: str | None = None
