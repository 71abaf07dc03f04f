"""From which account to which does each scan move grams? As in double-entry books.

What one account gives another takes, so the sum over all accounts is nought to the gram, whatever
was scanned. What does not add up in the world stays on an account where everybody sees it: in a
treatment (more in than out), on the road (more sent than came), at a site (the books say more than
was counted). It is never spread over others.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from tracker.domain.scan import ScanKind as K
from tracker.graph.facts import Part


class Account(StrEnum):
    """Where mass is. A site, and what a plant has in hand, are accounts of each site. ``beyond``
    are sites of others than those whose books these are."""

    OUTSIDE = "outside"
    SITE = "site"
    ROAD = "road"
    TURNED_BACK = "turned_back"
    PROCESS = "process"
    BUYERS = "buyers"
    DISPOSED = "disposed"
    LOST = "lost"
    BEYOND = "beyond"


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


class Astray(NamedTuple):
    """What a loss or a refusal at ``site`` moved otherwise than the sums by kind of scan can tell,
    because the same kind moves things that stood elsewhere before.

    Lost on the road, or new goods lost that never were waste: taken from ``source`` instead of the
    site. Refused: back to the site ``home`` that had loaded it. Grams; pieces as in ``Moved``.
    """

    site: int
    kind: K
    source: Account
    home: int
    mass_g: int
    unweighed: int
    weighed: int


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
    moved: dict[tuple[Account, Account], int] = field(default_factory=dict)

    def post(self, moved: Moved) -> None:
        """From one account to the other; a kind that moves nothing posts nothing."""
        move = _MOVES.get((moved.kind, moved.part))
        if moved.kind is K.SELL and moved.part is Part.TOUCHED and moved.material:
            move = _SOLD
        if move is None:
            return
        source, target = move
        pieces = moved.unweighed, moved.weighed
        self._move(_place(source, moved.site), _place(target, moved.site), moved, *pieces)

    def put_right(self, astray: Astray, sites: Container[int]) -> None:
        """Take back what the sums say of it, if it was scanned at one of these sites, and post what
        it was; what went home to none of them is left as the sums have it."""
        source, target = _MOVES[astray.kind, Part.TOUCHED]
        here, home = astray.site, astray.home
        if astray.kind is K.REJECT and home not in sites:
            return
        if here in sites:
            back = astray._replace(mass_g=-astray.mass_g)
            pieces = -astray.unweighed, -astray.weighed
            said = _place(source, here), _place(target, here)
            self._move(*said, back, *pieces)
            self._forget(*said, astray.kind)
        to = Place(Account.SITE, home) if astray.kind is K.REJECT else _place(target, here)
        self._move(_place(astray.source, here), to, astray, astray.unweighed, astray.weighed)

    def cross(self, sent: Moved, sites: Container[int]) -> None:
        """What was sent from one of these sites to one that is none of them leaves the road for
        beyond; what was sent to one of them from elsewhere comes from there."""
        leaves, comes = sent.site in sites, sent.peer in sites
        if sent.kind is K.DISPATCH and sent.peer and leaves is not comes:
            road, beyond = Place(Account.ROAD), Place(Account.BEYOND)
            way = (road, beyond) if leaves else (beyond, road)
            self._move(*way, sent, sent.unweighed, sent.weighed)

    def _forget(self, source: Place, target: Place, kind: K) -> None:
        """Say nothing of a kind of which nothing is left."""
        for book, place in ((self.went, source), (self.came, target)):
            if not book[place][kind]:
                del book[place][kind]
        if not self.moved[source.account, target.account]:
            del self.moved[source.account, target.account]

    def _move(
        self, source: Place, target: Place, moved: Moved | Astray, unweighed: int, weighed: int
    ) -> None:
        for book, place in ((self.went, source), (self.came, target)):
            kinds = book.setdefault(place, {})
            kinds[moved.kind] = kinds.get(moved.kind, 0) + moved.mass_g
            self.unweighed[place] = self.unweighed.get(place, 0) + unweighed
            self.weighed[place] = self.weighed.get(place, 0) + weighed
        pair = source.account, target.account
        self.moved[pair] = self.moved.get(pair, 0) + moved.mass_g

    def of(self, place: Place) -> Turnover:
        """What moved on this account."""
        return Turnover(self.came.get(place, {}), self.went.get(place, {}))

    @property
    def places(self) -> set[Place]:
        return self.came.keys() | self.went.keys()

    def between(self) -> dict[tuple[Account, Account], int]:
        """How many grams went from all accounts of a name to all of another."""
        return self.moved

    def change_of(self, account: Account) -> int:
        """By how many grams all accounts of this name grew together."""
        return sum(self.of(place).change_g for place in self.places if place.account is account)


def _place(account: Account, site: int) -> Place:
    return Place(account, site if account in _OF_SITES else 0)


def books_of(
    moved: Iterable[Moved], astray: Iterable[Astray] = (), sites: Container[int] = ()
) -> Books:
    """All that was moved, posted; what the sums of these ``sites`` cannot tell is put right."""
    books = Books()
    for one in moved:
        books.post(one)
    for other in astray:
        books.put_right(other, sites)
    return books
