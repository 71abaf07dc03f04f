"""How do the sums by day and month of a bulk load get in? Added up in memory, copied at the end."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.domain.scan import ReceiptCategory, ScanKind
from tracker.store.bulk.copy_booking import Lines
from tracker.store.codes import CATEGORY, SCAN_KIND
from tracker.store.repositories.rollup_statements import KEPT


class Of(NamedTuple):
    """Whose sums; ``ware`` is a number of ``MATERIAL`` or ``Ware``, ``part`` one of ``Part``."""

    site: int
    kind: ScanKind
    peer_site: int | None
    category: ReceiptCategory | None
    ware: int
    part: int


class Sums(NamedTuple):
    """``unweighed`` are the pieces without a known mass. Grams."""

    events: int
    pieces: int
    unweighed: int
    mass_g: int

    def less(self) -> Sums:
        """The same, to be taken away."""
        return Sums(-self.events, -self.pieces, -self.unweighed, -self.mass_g)


class RollupSums:
    """Sums of one province; the sites of what is written must not be in the tables yet."""

    def __init__(self, tables: Lines, province: int) -> None:
        self._tables = tables
        self._province = province
        self._daily: dict[tuple[date, Of], list[int]] = defaultdict(lambda: [0, 0, 0, 0])

    def add(self, day: date, of: Of, sums: Sums) -> None:
        kept = self._daily[day, of]
        for place, value in enumerate(sums):
            kept[place] += value

    def write(self) -> None:
        """Copy all of them, and forget them."""
        monthly: dict[tuple[date, Of], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (day, of), sums in self._daily.items():
            kept = monthly[day.replace(day=1), of]
            for place, value in enumerate(sums):
                kept[place] += value
        self._tables.extend(KEPT["day"], self._lines(self._daily))
        self._tables.extend(KEPT["month"], self._lines(monthly))
        self._daily.clear()

    def _lines(self, sums: dict[tuple[date, Of], list[int]]) -> Iterator[str]:
        for (when, of), (events, pieces, unweighed, mass_g) in sums.items():
            kind = SCAN_KIND.number[of.kind]
            category = CATEGORY.number[of.category] if of.category else 0
            yield (
                f"{of.site}\t{when}\t{kind}\t{of.peer_site or 0}\t{category}\t{of.ware}"
                f"\t{of.part}\t{self._province}\t{events}\t{pieces}\t{unweighed}\t{mass_g}"
            )
