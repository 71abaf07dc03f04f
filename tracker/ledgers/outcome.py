"""What became of the rows of a ledger: counted, and the wrong cells one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.domain.errors import Fault


class Mark(NamedTuple):
    """One wrong cell: the row as the spreadsheet counts, the column's key (empty: the whole row),
    and what is wrong."""

    row: int
    key: str
    fault: Fault


@dataclass(slots=True)
class Outcome:
    """``known`` rows were in the books already; every row is booked, known or refused."""

    rows: int = 0
    done: int = 0
    booked: int = 0
    known: int = 0
    refused: int = 0
    marks: list[Mark] = field(default_factory=list)

    def refuse(self, row: int, *faults: tuple[str, Fault]) -> None:
        self.refused += 1
        self.marks += [Mark(row, key, fault) for key, fault in faults]

    def add(self, length: int, chunk: Outcome) -> None:
        """Count what became of a chunk of so many rows."""
        self.done += length
        self.rows = max(self.rows, self.done)
        self.booked += chunk.booked
        self.known += chunk.known
        self.refused += chunk.refused
        self.marks += chunk.marks

    def counts(self) -> dict[str, int]:
        """For the journal of the job."""
        return {
            "rows": self.rows,
            "done": self.done,
            "booked": self.booked,
            "known": self.known,
            "refused": self.refused,
        }
