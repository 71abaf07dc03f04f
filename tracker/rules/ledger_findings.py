"""Does the ledger add up, do its entries hang together, are codes well made (V8 to V11)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.identifiers import container_label, uscc
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.rules.finding import Finding
from tracker.rules.rulebook import finding, speaks


class Balance(NamedTuple):
    """A site's month of one class of waste, in grams."""

    site: str
    waste: str
    period: str
    last_day: date
    opening_g: int
    in_g: int
    out_g: int
    used_g: int
    closing_g: int

    @property
    def unexplained_g(self) -> int:
        """What the closing stock has too much (or, negative, too little)."""
        return self.closing_g - (self.opening_g + self.in_g - self.out_g - self.used_g)


def balance_findings(balance: Balance) -> Iterator[Finding]:
    """opening + in − out − used = closing (V10)."""
    if balance.unexplained_g and speaks("stock_unbalanced", balance.last_day):
        said = {
            "waste": balance.waste,
            "period": balance.period,
            "unexplained_g": balance.unexplained_g,
        }
        yield finding("stock_unbalanced", balance.site, balance.last_day, said)


class LedgerEntry(NamedTuple):
    """An entry of the ledger with the batch it cites: into store a receipt, out of it an entry."""

    batch: str
    day: date
    cites: str | None
    cited_exists: bool


def chain_findings(entry: LedgerEntry) -> Iterator[Finding]:
    """An entry that hangs in the air (V11)."""
    if not (entry.cites and entry.cited_exists) and speaks("batch_unlinked", entry.day):
        yield finding("batch_unlinked", entry.batch, entry.day, {"cites": entry.cites})


def label_findings(label: str, day: date) -> Iterator[Finding]:
    """37 characters in four parts (V8)."""
    if isinstance(container_label.parse(label), CodeFault) and speaks("label_wrong", day):
        yield finding("label_wrong", label, day)


def credit_code_findings(code: str, day: date) -> Iterator[Finding]:
    """The check character, softly: early codes of some places are legal and fail it (V9)."""
    read = uscc.parse(code)
    if isinstance(read, CodeFault) or read.warnings:
        yield finding("credit_code_check", code, day)
