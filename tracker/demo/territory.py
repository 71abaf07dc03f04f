"""Who and what is in one territory: its sites, its counters, its dice, its diary, its faults.

A small province is one territory. A large one is made of several that share makers and recyclers
but no site, so that each can be planned, booked and loaded without knowing of the others.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field

from tracker.demo.catalogue import TYPES
from tracker.demo.diary import Diary
from tracker.demo.faults import Faults
from tracker.demo.leaking import Leak
from tracker.demo.occasions import Occasions
from tracker.demo.places import Fleet, Item, MakerSpot, Plant, Point, Shop, Spot, Station
from tracker.demo.seasons import bringing, cumulated, shopping
from tracker.demo.unusual import Unusual
from tracker.domain.identifiers import container_label, platform_label
from tracker.domain.identifiers.waste_code import WASTE_LEAD_BATTERIES

#: Our own label printer gives low serials; those of the demonstration come from a roll far above.
_LABELS_FROM = 9_000_000_000
_LABELS_EACH = 1_000_000
_MANIFESTS_EACH = 10_000
#: Shares of all batteries of a territory.
LABELLED_SHARE = 0.08
LOT_PIECES_SHARE = 0.10
PIECES_OF_A_LOT = (4, 12)


@dataclass(slots=True)
class Pack:
    """Batteries that were sold together and come back together."""

    codes: list[str]
    type: int
    shop: Shop
    at_point: bool = False  # only a collection point will do


@dataclass(slots=True, eq=False)
class Territory:
    """``coded``, ``labelled`` and ``lots`` say how many of each come into the books in all.

    ``returns`` holds packs by the day on which they come back; ``consumed`` some batteries that
    were dismantled lately; ``doubtful`` collections that may be voided, by their first code;
    ``declared`` sums the makers' sales; ``hole`` is the shop from which nothing comes
    back, ``leak`` tells the cohort that hardly does.
    """

    number: int
    batteries: int
    rng: random.Random
    diary: Diary
    faults: Faults
    unusual: Occasions
    makers: list[MakerSpot]
    shops: list[Shop]
    points: list[Point]
    stations: list[Station]
    plants: list[Plant]
    fleets: list[Fleet]
    lapsed: Spot | None = None
    hole: Shop | None = None
    leak: Leak | None = None
    coded: int = 0
    labelled: int = 0
    lots: int = 0
    made: int = 0
    made_of: list[int] = field(default_factory=lambda: [0] * len(TYPES))
    sold: int = 0
    last_lapse: int = -1
    labels_seen: int = 0
    lots_seen: int = 0
    returns: dict[int, list[Pack]] = field(default_factory=dict)
    consumed: list[Item] = field(default_factory=list)
    doubtful: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    declared: Counter[tuple[str, int, str, str]] = field(default_factory=Counter)
    shopping: list[float] = field(default_factory=list)
    bringing: list[float] = field(default_factory=list)
    _numbers: Counter[tuple[object, ...]] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        days = [self.diary.span.day(number) for number in range(self.diary.span.days)]
        self.shopping = cumulated([shopping(day) for day in days])
        self.bringing = cumulated([bringing(day) for day in days])

    @property
    def day(self) -> int:
        return self.diary.today

    @property
    def last_day(self) -> int:
        return self.diary.span.days - 1

    @property
    def watched(self) -> set[str]:
        """Codes of which more is to be told: nothing else may happen to them."""
        return {code for _, codes in self.doubtful.values() for code in codes}

    def scaled(self, per_2000: float, least: int, most: int) -> int:
        """A size that grows with the territory, within limits."""
        return max(least, min(most, int(per_2000 * self.batteries / 2_000)))

    def happens(self, kind: Unusual) -> bool:
        """Whether this unusual thing happens at this occasion: then it is told, here and now."""
        due = self.unusual.due(kind, self.day)
        if due:
            self.unusual.take(kind)
        return due

    def every_other(self, kind: Unusual) -> bool:
        """No, yes, no, yes …"""
        return self.next(kind) % 2 == 0

    def chance(self, share: float) -> bool:
        return self.rng.random() < share

    def next(self, *what: object) -> int:
        """1, 2, 3 … for each thing counted."""
        self._numbers[what] += 1
        return self._numbers[what]

    def label(self) -> str:
        """A label of ours for a battery or a lot without a readable code."""
        serial = _LABELS_FROM + self.number * _LABELS_EACH + self.next("label")
        return platform_label.build("42", serial)

    def box_label(self, spot: Spot) -> str:
        """A 37-character label for a box that is packed at ``spot`` today."""
        serial = self.next("box", spot.owner, self.day)
        return container_label.build(spot.owner, WASTE_LEAD_BATTERIES, self.diary.date, serial)

    def manifest(self) -> str:
        """The number of a manifest on paper, which nobody can look up here: the national system's
        are never invented, and one of our own would have to be in the books."""
        year = self.diary.date.year
        serial = self.number * _MANIFESTS_EACH + self.next("manifest", year)
        return f"PAPER-42-{year}-{serial:08d}"

    def forget_yesterday(self) -> None:
        """Counters that begin anew each day."""
        for what in [what for what in self._numbers if what[0] in ("box", "serial")]:
            del self._numbers[what]
