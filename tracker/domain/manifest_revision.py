"""What is a revision: other values for sealed fields, which count once the counterpart consents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple


class RevisionState(StrEnum):
    """Whether the counterpart has answered."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RevisableField(StrEnum):
    """What of a sealed manifest may change with the other side's consent."""

    PURPOSE = "purpose"
    PRECAUTIONS = "precautions"
    NAME = "name"
    PIECES = "pieces"
    MASS_KG = "mass_kg"
    FORM = "form"
    HAZARDS = "hazards"
    PACKING = "packing"
    PACKAGES = "packages"
    VEHICLE = "vehicle"
    PERMIT = "permit"
    ACCEPTED_PIECES = "accepted_pieces"
    ACCEPTED_KG = "accepted_kg"
    METHOD = "method"


class Change(NamedTuple):
    """``place`` is the row or the leg that the field stands in, None for the whole manifest.

    Values are texts and numbers as they travel: masses in kilograms as text.
    """

    field: str
    place: int | None
    old: str | int | None
    new: str | int | None


@dataclass(frozen=True, slots=True)
class Revision:
    """``proposed_by`` and ``consent_of`` are organisations; one is open at a time."""

    manifest: int
    number: int
    state: RevisionState
    proposed_by: int
    consent_of: int
    reason: str
    changes: Sequence[Change]
    proposed_at: datetime
    decided_at: datetime | None = None
    answer: str | None = None
