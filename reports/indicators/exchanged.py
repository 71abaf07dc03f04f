"""Which first receipts are there when records come from several systems: each counted once.

The same receipt may be told by our own books, by the other province and by the national system. It
is the same if it names the same battery, or the same batch with the same weighbridge ticket; what
names neither is known by the digest of its record. Our own telling is preferred, then the one of
the place where it was received. The origin decides where it counts, whichever way it came.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from fractions import Fraction

from reports.indicators.collection import UNKNOWN, FirstReceipt
from reports.indicators.flows import Flow
from tracker.domain.mass import GRAMS_PER_TONNE


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


@dataclass(frozen=True, slots=True)
class ToldLoad:
    """A row of waste on a manifest from another province, as one system tells it.

    ``collector`` (id and credit code) sent it from the province ``sent_from``, two digits, or
    ``collection.UNKNOWN``: there it was lawfully received first. ``batch`` is the manifest,
    ``ticket`` the place of the row on it, which every telling numbers alike. Of the ``pieces`` on
    board ``again`` had been received first by our own books: they came back. ``mass_g`` is None
    where the row tells none.
    """

    record: str
    teller: int
    collector: int
    collector_code: str
    at: datetime
    sent_from: str
    mass_g: int | None
    pieces: int
    again: int
    batch: str
    ticket: str

    @property
    def first_g(self) -> Fraction:
        """What of it was received first there, by pieces."""
        if self.mass_g is None:
            return Fraction(0)
        return self.mass_g * (1 - Fraction(self.again, self.pieces) if self.pieces else Fraction(1))

    def receipt(self, share: Fraction) -> ToldReceipt:
        """As a first receipt, of which an enterprise may claim a share."""
        return ToldReceipt(
            record=self.record,
            teller=Teller(self.teller),
            mass_t=self.first_g * share / GRAMS_PER_TONNE,
            origin=self.sent_from,
            received_in=self.sent_from,
            first=self.first_g > 0,
            batch=self.batch,
            ticket=self.ticket,
        )


@dataclass(frozen=True, slots=True)
class Before:
    """Grams of a receipt of ours, of one brand, that another province had received before."""

    receipt: int
    brand: int | None
    mass_g: int


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


def own_receipts(rows: Iterable[Flow], before: Iterable[Before]) -> list[FirstReceipt]:
    """What was first received by our own books, without what others had received before."""
    left: dict[tuple[int, int | None], int] = {}
    for one in before:
        key = (one.receipt, one.brand)
        left[key] = left.get(key, 0) + one.mass_g
    found = []
    for row in rows:
        gathered = row.gathered
        key = (gathered.receipt, gathered.brand)
        taken = min(left.get(key, 0), gathered.mass_g)
        left[key] = left.get(key, 0) - taken
        mass = row.of(gathered.mass_g - taken)
        found.append(FirstReceipt(gathered.origin or UNKNOWN, gathered.collected_in, mass))
    return found


def summed(receipts: Iterable[FirstReceipt]) -> list[FirstReceipt]:
    """By origin and place of collection, in order; places without a mass are left out."""
    sums: dict[tuple[str, str], Fraction] = {}
    for one in receipts:
        key = (one.origin, one.collector)
        sums[key] = sums.get(key, Fraction(0)) + one.mass_t
    return [FirstReceipt(*key, mass) for key, mass in sorted(sums.items()) if mass]


def _rank(one: ToldReceipt) -> tuple[int, str]:
    return one.teller, one.record
