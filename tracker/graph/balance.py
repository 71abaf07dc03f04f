"""Does mass add up? Every scan moves grams from one account to another, as in double-entry books.

What one account gives another takes, so the sum over all accounts is nought to the gram, whatever
was scanned. What does not add up in the world stays on an account where everybody sees it: in a
treatment (more in than out), on the road (more sent than came), at a site (the books say more than
was counted). It is never spread over others.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import isqrt
from typing import NamedTuple

from tracker.domain.scan import ScanKind as K
from tracker.graph.facts import Part

#: Parts per million.
PPM = 1_000_000


class Account(StrEnum):
    """Where mass is. A site, and what a plant has in hand, are accounts of each site."""

    OUTSIDE = "outside"
    SITE = "site"
    ROAD = "road"
    TURNED_BACK = "turned_back"
    PROCESS = "process"
    BUYERS = "buyers"
    DISPOSED = "disposed"
    LOST = "lost"


#: Of these there is one for each site.
_OF_SITES = frozenset({Account.SITE, Account.PROCESS})


class Place(NamedTuple):
    """An account, and whose; ``site`` 0: it belongs to no site."""

    account: Account
    site: int = 0


class Moved(NamedTuple):
    """What scans of one kind at a site moved: grams, pieces whose mass nobody knows (``unweighed``)
    and pieces whose mass is known (``weighed``).

    ``peer`` is the other site, 0 if none was said; ``material``: lots that a treatment yielded.
    """

    site: int
    kind: K
    part: Part
    peer: int
    material: bool
    mass_g: int
    unweighed: int = 0
    weighed: int = 0


# fmt: off
#: From which account to which. Kinds that are not here move no waste: they look, sort or pack.
_MOVES: Mapping[tuple[K, Part], tuple[Account, Account]] = {
    (K.COLLECT,   Part.TOUCHED): (Account.OUTSIDE, Account.SITE),
    (K.TAKE_BACK, Part.TOUCHED): (Account.OUTSIDE, Account.SITE),
    (K.LOAD,      Part.TOUCHED): (Account.SITE,    Account.ROAD),
    (K.RECEIVE,   Part.TOUCHED): (Account.ROAD,    Account.SITE),
    (K.REJECT,    Part.TOUCHED): (Account.ROAD,    Account.TURNED_BACK),
    (K.DISMANTLE, Part.INPUT):   (Account.SITE,    Account.PROCESS),
    (K.SMELT,     Part.INPUT):   (Account.SITE,    Account.PROCESS),
    (K.DISMANTLE, Part.OUTPUT):  (Account.PROCESS, Account.SITE),
    (K.SMELT,     Part.OUTPUT):  (Account.PROCESS, Account.SITE),
    (K.DISPOSE,   Part.TOUCHED): (Account.SITE,    Account.DISPOSED),
    (K.LOSE,      Part.TOUCHED): (Account.SITE,    Account.LOST),
    (K.FIND,      Part.TOUCHED): (Account.LOST,    Account.SITE),
}
# fmt: on
_SOLD = (Account.SITE, Account.BUYERS)
#: Where it goes when an account gives, by kind of scan.
_TO: Mapping[tuple[Account, K], Account] = {
    (source, kind): target
    for (kind, _), (source, target) in (*_MOVES.items(), ((K.SELL, Part.TOUCHED), _SOLD))
}


class Turnover(NamedTuple):
    """What came to an account and what went, in grams, by kind of scan."""

    came: Mapping[K, int]
    went: Mapping[K, int]

    @property
    def in_g(self) -> int:
        return sum(self.came.values())

    @property
    def out_g(self) -> int:
        return sum(self.went.values())

    @property
    def change_g(self) -> int:
        return self.in_g - self.out_g


@dataclass(slots=True)
class Books:
    """Accounts with what was posted to them; ``unweighed`` pieces moved without a known mass, and
    ``weighed`` with one."""

    came: dict[Place, dict[K, int]] = field(default_factory=dict)
    went: dict[Place, dict[K, int]] = field(default_factory=dict)
    unweighed: dict[Place, int] = field(default_factory=dict)
    weighed: dict[Place, int] = field(default_factory=dict)

    def post(self, moved: Moved) -> None:
        """From one account to the other; a kind that moves nothing posts nothing."""
        move = _MOVES.get((moved.kind, moved.part))
        if moved.kind is K.SELL and moved.part is Part.TOUCHED and moved.material:
            move = _SOLD
        if move is None:
            return
        for book, account in zip((self.went, self.came), move, strict=True):
            place = Place(account, moved.site if account in _OF_SITES else 0)
            kinds = book.setdefault(place, {})
            kinds[moved.kind] = kinds.get(moved.kind, 0) + moved.mass_g
            self.unweighed[place] = self.unweighed.get(place, 0) + moved.unweighed
            self.weighed[place] = self.weighed.get(place, 0) + moved.weighed

    def of(self, place: Place) -> Turnover:
        """What moved on this account."""
        return Turnover(self.came.get(place, {}), self.went.get(place, {}))

    @property
    def places(self) -> set[Place]:
        return self.came.keys() | self.went.keys()

    def between(self) -> dict[tuple[Account, Account], int]:
        """How many grams went from all accounts of a name to all of another."""
        found: dict[tuple[Account, Account], int] = {}
        for place, kinds in self.went.items():
            for kind, mass_g in kinds.items():
                pair = place.account, _TO[place.account, kind]
                found[pair] = found.get(pair, 0) + mass_g
        return found

    def change_of(self, account: Account) -> int:
        """By how many grams all accounts of this name grew together."""
        return sum(self.of(place).change_g for place in self.places if place.account is account)


def books_of(moved: Iterable[Moved]) -> Books:
    """All that was moved, posted."""
    books = Books()
    for one in moved:
        books.post(one)
    return books


class Balance(NamedTuple):
    """Of whatever has an in and an out, in grams: ``stock_g`` is by how much its stock grew (None:
    nobody counted it), ``tolerance_g`` how much may differ before anybody asks. ``unweighed``
    pieces went in or out without a known mass; then the unexplained is not certain.
    ``uncertainty_g``: by how much the unexplained may be off because scales err and pieces were not
    weighed; None: that cannot be said."""

    in_g: int
    out_g: int
    stock_g: int | None
    tolerance_g: int | None
    unweighed: int = 0
    uncertainty_g: int | None = None

    @property
    def unexplained_g(self) -> int | None:
        """In less out less what the stock grew by; below nought, mass came from nowhere."""
        return None if self.stock_g is None else self.in_g - self.out_g - self.stock_g

    @property
    def within(self) -> bool | None:
        """Whether the unexplained is within the tolerance; None: that cannot be said."""
        if self.unexplained_g is None or self.tolerance_g is None:
            return None
        return abs(self.unexplained_g) <= self.tolerance_g

    @property
    def certain(self) -> bool:
        return not self.unweighed


def tolerated(in_g: int, out_g: int, share_ppm: int | None) -> int | None:
    """The greater of both masses times the tolerance, in whole grams (rounded down)."""
    return None if share_ppm is None else max(in_g, out_g) * share_ppm // PPM


def uncertainty(
    masses: Iterable[int], error_ppm: int | None, unweighed: int, weighed: int
) -> int | None:
    """By how many grams a sum or difference of these masses may be off.

    Each mass may be off by the error of scales, one independently of the other: these add up in
    squares (GUM 5.1.2), rounded up. Pieces that were not weighed count with the mean of those that
    were, in full, because they all err the same way. None: no error is given, or none was weighed.
    """
    known = [abs(mass) for mass in masses]
    if error_ppm is None or (unweighed and not weighed):
        return None
    squares = sum((mass * error_ppm) ** 2 for mass in known)
    root = isqrt(squares)
    scales = -(-(root + (root * root < squares)) // PPM)
    return scales + (-(-sum(known) * unweighed // weighed) if unweighed else 0)
