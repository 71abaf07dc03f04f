"""Which first receipts are there when records come from several systems: each counted once.

The same receipt may be told by our own books, by the other province and by the national system. It
is the same if it names the same battery, or the same batch with the same weighbridge ticket; what
names neither is known by the digest of its record. Our own telling is preferred, then the one of
the place where it was received. The origin decides where it counts, whichever way it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from fractions import Fraction

from reports.indicators.collection import UNKNOWN, FirstReceipt


class Teller(IntEnum):
    """Who told it; the first is believed before the others."""

    OURS = 0
    PROVINCE = 1
    NATIONAL = 2


@dataclass(frozen=True, slots=True)
class ToldReceipt:
    """A receipt as one system tells it; tonnes, provinces by two digits.

    ``first``: nobody had lawfully received it before; a later transfer is none.
    """

    record: str
    teller: Teller
    mass_t: Fraction
    origin: str | None
    received_in: str
    first: bool = True
    battery: str | None = None
    batch: str | None = None
    ticket: str | None = None

    @property
    def identity(self) -> tuple[str, ...]:
        if self.battery is not None:
            return ("battery", self.battery)
        if self.batch is not None and self.ticket is not None:
            return ("batch", self.batch, self.ticket)
        return ("record", self.record)


def first_receipts(told: Iterable[ToldReceipt]) -> list[FirstReceipt]:
    """Each receipt once, in the order of what it is; later transfers are left out."""
    chosen: dict[tuple[str, ...], ToldReceipt] = {}
    for one in told:
        if one.first:
            known = chosen.get(one.identity)
            if known is None or _rank(one) < _rank(known):
                chosen[one.identity] = one
    return [
        FirstReceipt(one.origin or UNKNOWN, one.received_in, one.mass_t)
        for _, one in sorted(chosen.items())
    ]


def _rank(one: ToldReceipt) -> tuple[int, str]:
    return one.teller, one.record
