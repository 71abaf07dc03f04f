"""What is a definition of a rate? Id, version, formula, symbols, parameters, source, standing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple


class Text(NamedTuple):
    """The same in Chinese and in English. Part of the definition, so it is frozen with it."""

    zh: str
    en: str


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


class Certainty(StrEnum):
    """How well the source is known: its text was read; second-hand; from memory; derived; ours."""

    READ = "T"
    SECOND_HAND = "S"
    MEMORY = "M"
    DERIVED = "D"
    PROPOSED = "P"


#: What the marks mean, for readers.
MARKS: dict[Certainty, Text] = {
    Certainty.READ: Text("读过原文", "the source itself was read"),
    Certainty.SECOND_HAND: Text("二手（转载、报道）", "second-hand: copies, press, summaries"),
    Certainty.MEMORY: Text("凭记忆，未核实", "from memory, not verified"),
    Certainty.DERIVED: Text("由此推算", "derived"),
    Certainty.PROPOSED: Text("本系统建议", "proposal of this system"),
}


#: Methods that the records of the house can answer for one enterprise, and what is given beside.
FROM_RECORDS = frozenset(
    {
        "R_EPR",
        "CONSORTIUM",
        "V0",
        "V",
        "LEGAL-FLOW",
        "PLANT",
        "R_E",
        "ARISING",
        "COLLECTION",
        "WEIGHTS",
        *(f"CRR-{form}" for form in ("S-1", "S-2", "A-1", "M-1", "R-1", "F-1")),
    }
)


@dataclass(frozen=True, slots=True)
class Definition:
    """One version of one method, in one variant.

    ``formula`` is symbols only, the same in both languages; ``rule`` says in words what it cannot.
    ``parameters`` are what the formula fixes by number; they are part of the definition, so another
    number is another version.
    ``uses`` are the ids of the definitions that this one is built on.
    """

    method: str
    version: int
    title: Text
    formula: str
    symbols: Mapping[str, Text]
    source: Text
    grounds: Grounds
    certainty: Certainty
    valid_from: date
    variant: str | None = None
    parameters: Mapping[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    rule: Text | None = None
    caution: Text | None = None
    standing: Standing = Standing.AWAITS_CONFIRMATION

    @property
    def id(self) -> str:
        """'CRR-S-1', 'R_EPR/EU-2023'."""
        return f"{self.method}/{self.variant}" if self.variant else self.method

    @property
    def name(self) -> str:
        """'COLLECTION@1': one version of it, for ever."""
        return f"{self.id}@{self.version}"

    @property
    def from_records(self) -> bool:
        """Whether it can be computed from the records of the house, for one enterprise."""
        return self.method in FROM_RECORDS

    @property
    def digest(self) -> str:
        """SHA-256 of what decides the figure: id, version, formula, rule, parameters, uses.

        Words for people and the standing are left out: a confirmation changes no figure.
        """
        deciding = {
            "id": self.id,
            "version": self.version,
            "formula": self.formula,
            "rule": self.rule.en if self.rule else None,
            "parameters": dict(self.parameters),
            "uses": list(self.uses),
        }
        written = json.dumps(deciding, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(written.encode()).hexdigest()
