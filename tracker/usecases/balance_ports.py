"""What balances of mass and flows from site to site need from the books, as promises."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple, Protocol

from tracker.domain.scan import ScanKind
from tracker.graph.books import Astray, Moved
from tracker.graph.facts import KnownSite


class Counted(NamedTuple):
    """What the stock takes of a day found together. Grams; ``unweighed`` pieces have no mass."""

    day: date
    mass_g: int
    unweighed: int
    weighed: int = 0


class TreatedMass(NamedTuple):
    """A treatment: grams in and out, and of these the lead; of ``not_assayed_g`` the lead share is
    not known. ``unweighed`` inputs or outputs have no mass, ``weighed`` ones have."""

    event: int
    kind: ScanKind
    happened_at: datetime
    site: int
    in_g: int
    out_g: int
    unweighed: int
    lead_in_g: int
    lead_out_g: int
    not_assayed_g: int
    weighed: int = 0


class Leg(NamedTuple):
    """What was dispatched from a site to another in a month (its first day); ``peer`` 0: nobody
    said to whom. Pieces as scanned: a box is one."""

    month: date
    site: int
    peer: int
    pieces: int
    unweighed: int
    mass_g: int


class Arrival(NamedTuple):
    """What a site sent off in a month, by the ``recycler`` that received it first; None: not
    followed to one, and ``last_seen`` is where it was sent. ``boxes`` and lots were followed one by
    one, ``loose`` batteries to the next site; ``direct``: it was sent there, and not by way of
    others. Grams of what was weighed."""

    month: date
    recycler: int | None
    last_seen: int | None
    direct: bool
    boxes: int
    loose: int
    mass_g: int | None
    unweighed: int


class BalanceBooks(Protocol):
    """Sums and treatments. Days and months are those of China; ``until`` is left out."""

    def site(self, code: str) -> KnownSite | None: ...
    def sites(self, ids_: Collection[int]) -> Sequence[KnownSite]: ...
    def sites_within(self, division: str) -> Sequence[int]:
        """The sites whose division begins with these digits."""
        ...

    def sites_beyond(self, division: str) -> Sequence[int]:
        """All other sites that the books know."""
        ...

    def weight_tolerance(self, province: int, day: date) -> int | None:
        """By which share (parts per million) masses may differ on that day."""
        ...

    def scale_error(self, province: int, day: date) -> int | None:
        """By which share (parts per million) a scale may err on that day."""
        ...

    def moved(self, first: date, until: date, sites: Collection[int]) -> Sequence[Moved]:
        """What was moved in whole months."""
        ...

    def moved_by_day(self, first: date, until: date, sites: Collection[int]) -> Sequence[Moved]: ...
    def astray(self, first: date, until: date, sites: Collection[int]) -> Sequence[Astray]:
        """What was lost or refused at these sites, or refused anywhere and loaded at one of them,
        and stood elsewhere than the sums by kind of scan say."""
        ...

    def counted(self, site: int, first: date, until: date) -> Counted | None:
        """The last day in these on which the site's stock was counted."""
        ...

    def treatments(
        self, sites: Collection[int], first: datetime, until: datetime
    ) -> Sequence[TreatedMass]: ...
    def treatment(self, event: int) -> TreatedMass | None:
        """The treatment that this event is; None if it is none, or void."""
        ...

    def legs(self, first: date, until: date, sites: Collection[int]) -> Sequence[Leg]: ...
    def arrivals(self, site: int, first: datetime, until: datetime) -> Sequence[Arrival]: ...
