"""Does the ledger add up, do its entries hang together, are codes well made (V8 to V11)?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.identifiers import container_label, uscc
from tracker.domain.identifiers.code_notes import CodeFault
from tracker.domain.parameters import Parameters
from tracker.domain.register_kinds import PPM
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


def balances(balance: Balance, figures: Parameters, *, ever_g: int = 0) -> bool:
    """opening + in − out − used = closing, but for what scales may differ over all that they
    weighed; ``ever_g``: what came in since the books begin, where the stock is their outcome."""
    share = figures.value("weight_tolerance", balance.last_day) or 0
    weighed_g = max(ever_g, max(balance.opening_g, 0) + balance.in_g)
    return abs(balance.unexplained_g) * PPM <= weighed_g * share


def balance_findings(
    balance: Balance, figures: Parameters, *, ever_g: int = 0
) -> Iterator[Finding]:
    """A stock that does not follow from what is entered (V10)."""
    agrees = balances(balance, figures, ever_g=ever_g)
    if not agrees and speaks("stock_unbalanced", balance.last_day):
        said = {
            "waste": balance.waste,
            "period": balance.period,
            "unexplained_g": balance.unexplained_g,
        }
        yield finding("stock_unbalanced", balance.site, balance.last_day, said)


class LedgerEntry(NamedTuple):
    """An entry of the ledger with the batch it cites: into store a receipt, out of it an entry;
    ``pieces`` hang in the air."""

    batch: str
    day: date
    cites: str | None
    cited_exists: bool
    pieces: int | None = None


def chain_findings(entry: LedgerEntry) -> Iterator[Finding]:
    """An entry that hangs in the air (V11)."""
    if not (entry.cites and entry.cited_exists) and speaks("batch_unlinked", entry.day):
        said = {"cites": entry.cites, "pieces": entry.pieces}
        yield finding("batch_unlinked", entry.batch, entry.day, said)


def label_findings(label: str, day: date) -> Iterator[Finding]:
    """37 characters in four parts, of which the first is a credit code (V8)."""
    read = container_label.parse(label)
    if (isinstance(read, CodeFault) or read.warnings) and speaks("label_wrong", day):
        yield finding("label_wrong", label, day)


def credit_code_findings(code: str, day: date) -> Iterator[Finding]:
    """The check character, softly: early codes of some places are legal and fail it (V9)."""
    read = uscc.parse(code)
    if isinstance(read, CodeFault) or read.warnings:
        yield finding("credit_code_check", code, day)
