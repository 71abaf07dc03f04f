"""What is a definition of a rate? Id, version, formula, symbols, parameters, source, standing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Standing(StrEnum):
    """Whether the project has confirmed that its rate is this one."""

    AWAITS_CONFIRMATION = "awaits_confirmation"
    CONFIRMED = "confirmed"


class Grounds(StrEnum):
    """What the formula rests on: a law, a draft of one, usual practice, or only our proposal."""

    LAW = "law"
    DRAFT = "draft"
    PRACTICE = "practice"
    PROPOSAL = "proposal"


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of one method, in one variant.

    ``parameters`` are what the formula fixes by number; they are part of the definition, so another
    number is another version. ``from_records``: can be computed from the records of the house.
    ``uses`` are the ids of the definitions that this one is built on.
    """

    method: str
    version: int
    title_zh: str
    title_en: str
    formula: str
    symbols: Mapping[str, str]
    source: str
    grounds: Grounds
    valid_from: date
    variant: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    caution: str | None = None
    from_records: bool = False
    standing: Standing = Standing.AWAITS_CONFIRMATION

    @property
    def id(self) -> str:
        """'CRR-S-1', 'R_EPR/EU-2023'."""
        return f"{self.method}/{self.variant}" if self.variant else self.method
