"""What is a transfer manifest 转移联单: states, steps, parties, rows of waste, carriers in order?

危险废物转移管理办法（令23）: one sender each (article 16), carriers in their order (17), the
receiver's opinion (18), paper first when the system is away (20). Masses are whole grams.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

#: A truck holds about 1,000 batteries; five of them is the most one manifest may bind.
MOST_BOUND = 5_000
MOST_ROWS = 50
MOST_CARRIERS = 5


class ManifestState(StrEnum):
    """Where a manifest stands."""

    DRAFT = "draft"
    PAPER = "paper"  # went on paper, is filled in afterwards
    ISSUED = "issued"
    LOADED = "loaded"
    IN_TRANSIT = "in_transit"
    HANDED_OVER = "handed_over"  # one carrier gave it up, the next has not confirmed yet
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    PARTLY_ACCEPTED = "partly_accepted"
    REJECTED = "rejected"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ManifestStep(StrEnum):
    """What people do with a manifest. A click is a confirmation 确认, no electronic signature."""

    EDIT = "edit"
    ISSUE = "issue"
    CANCEL = "cancel"
    LOAD = "load"
    DEPART = "depart"
    HAND_OVER = "hand_over"
    TAKE_OVER = "take_over"
    DELIVER = "deliver"
    ACCEPT = "accept"
    ACCEPT_PARTLY = "accept_partly"
    REJECT = "reject"
    TAKE_RETURN = "take_return"
    CLOSE = "close"
    BACK_FILL = "back_fill"
    NUMBER = "number"
    REVISE = "revise"  # sealed fields, with the counterpart's consent


class Party(StrEnum):
    """As what an organisation stands on a manifest."""

    SENDER = "sender"  # 移出人
    CARRIER = "carrier"  # 承运人 who has the load, or is to load it
    NEXT_CARRIER = "next_carrier"
    RECEIVER = "receiver"  # 接受人


class NumberKind(StrEnum):
    """Where a manifest's number comes from."""

    OFFICIAL = "official"  # given by the issuing system
    RESERVED = "reserved"  # out of a block that the issuing system granted for outages
    PROVISIONAL = "provisional"  # ours, until the issuing system gives one
    EXTERNAL = "external"  # another system's, of another length


class LoadDifference(StrEnum):
    """How a load can differ from its manifest."""

    MISSING = "missing"
    EXTRA = "extra"
    ELSEWHERE = "elsewhere"  # by the books it is in another place or on another manifest
    DAMAGED = "damaged"
    # the five of article 18
    NAME = "name"
    QUANTITY = "quantity"
    PROPERTY = "property"
    FORM = "form"
    PACKING = "packing"


@dataclass(frozen=True, slots=True)
class WasteRow:
    """One row of waste, in tonnes and pieces. ``measured``: from a weighbridge ticket, not guessed.

    ``units`` are the batteries and boxes bound to it (ids), ``aboard`` those on the vehicle now.
    """

    position: int
    waste: str
    name: str
    pieces: int
    mass_g: int
    measured: bool = False
    ticket: str | None = None
    form: str | None = None
    hazards: str | None = None
    packing: str | None = None
    packages: int | None = None
    units: Sequence[int] = ()
    aboard: Sequence[int] = ()
    accepted_pieces: int | None = None
    accepted_g: int | None = None
    accepted_measured: bool = False
    accepted_ticket: str | None = None
    method: str | None = None


@dataclass(frozen=True, slots=True)
class Carrier:
    """One carrier of a manifest; legs count from 1. Moments are those of taking and giving up."""

    leg: int
    organisation: int
    code: str
    name: str
    vehicle: str | None = None
    permit: str | None = None
    start: str | None = None
    end: str | None = None
    taken_at: datetime | None = None
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class End:
    """Sender or receiver with the site, as they stood when the manifest was issued."""

    site: int
    site_code: str
    organisation: int
    code: str
    name: str
    division: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """A manifest as it stands. ``leg`` is that of the carrier whose turn it is; ``moments`` says
    when it was issued, loaded, departed, delivered, decided, returned, closed, filled (in
    afterwards)."""

    id: int
    number: str
    kind: NumberKind
    provisional: str
    state: ManifestState
    version: int
    sender: End
    receiver: End
    carriers: Sequence[Carrier]
    leg: int
    rows: Sequence[WasteRow]
    recorded_at: datetime
    warning: str | None = None
    approval: str | None = None
    purpose: str | None = None
    precautions: str | None = None
    note: str | None = None
    paper: str | None = None
    copy_of: int | None = None
    open_revision: int | None = None
    moments: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def pieces(self) -> int:
        return sum(row.pieces for row in self.rows)

    @property
    def mass_g(self) -> int:
        return sum(row.mass_g for row in self.rows)

    @property
    def accepted_g(self) -> int | None:
        """None until the receiver has decided."""
        known = [row.accepted_g for row in self.rows]
        return None if None in known else sum(mass or 0 for mass in known)

    @property
    def bound(self) -> frozenset[int]:
        """The units bound to its rows."""
        return frozenset(unit for row in self.rows for unit in row.units)

    @property
    def aboard(self) -> frozenset[int]:
        """The units on the vehicle now."""
        return frozenset(unit for row in self.rows for unit in row.aboard)

    @property
    def crosses_provinces(self) -> bool:
        return self.sender.division[:2] != self.receiver.division[:2]

    def parties_of(self, organisation: int | None) -> frozenset[Party]:
        """As what this organisation stands here now."""
        found = set()
        if organisation is not None:
            if organisation == self.sender.organisation:
                found.add(Party.SENDER)
            if organisation == self.receiver.organisation:
                found.add(Party.RECEIVER)
            for carrier in self.carriers:
                if carrier.organisation == organisation and carrier.leg == self.leg:
                    found.add(Party.CARRIER)
                if carrier.organisation == organisation and carrier.leg == self.leg + 1:
                    found.add(Party.NEXT_CARRIER)
        return frozenset(found)

    def concerns(self, organisation: int | None) -> bool:
        """Whether this organisation stands on it at all."""
        everyone = {self.sender.organisation, self.receiver.organisation}
        return organisation in everyone | {carrier.organisation for carrier in self.carriers}


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference between load and manifest, with the reason that was given for it."""

    kind: LoadDifference
    reason: str
    code: str | None = None
    unit: int | None = None
    row: int | None = None
