"""Which rows does the refusal of a scan speak of, and which of their cells?"""

from __future__ import annotations

from collections.abc import Sequence

from tracker.domain.errors import DomainError, Fault
from tracker.ledgers.form import Row, Wish
from tracker.ledgers.outcome import Outcome

#: Where a refusal points, and the columns of the forms that may have said it.
_KEYS = {
    "site": ("site",),
    "peer_site": ("peer", "receiver", "buyer", "source", "licence"),
    "model": ("model",),
    "container": ("container",),
    "manifest": ("manifest",),
    "new_code": ("batch",),
    "outputs": ("output", "output_mass"),
}


def without_blamed(error: DomainError, rows: Sequence[Row], outcome: Outcome) -> list[Row]:
    """The rows that a refusal does not speak of; none when it is about what they share."""
    heaps = [row for row in rows if row.wishes[0].uncoded is not None]
    lots = [row for row in rows for _ in row.wishes[0].outputs]
    blamed: dict[int, list[tuple[str, Fault]]] = {}
    shared: list[Fault] = []
    for fault in error.faults or (Fault("invalid", params={"problem": error.message()}),):
        parts = fault.pointer.split("/")
        among = {"uncoded": heaps, "outputs": lots}.get(parts[1] if len(parts) > 2 else "")
        if among is not None and parts[2].isdecimal() and int(parts[2]) < len(among):
            row = among[int(parts[2])]
            key = "output" if among is lots else row.wishes[0].blame
            blamed.setdefault(row.number, []).append((key, fault))
        else:
            shared.append(fault)
    left = []
    for row in rows:
        faults = blamed.get(row.number, [])
        faults += [(_key(fault, row, row.wishes[0]), fault) for fault in shared]
        if faults:
            outcome.refuse(row.number, *faults)
        else:
            left.append(row)
    return left


def _key(fault: Fault, row: Row, wish: Wish) -> str:
    """The column of the form that said what the fault points at."""
    word = fault.pointer.lstrip("/").split("/")[0]
    return next((key for key in _KEYS.get(word, ()) if key in row.values), wish.blame)
