"""How does a test get a make-believe province, planned, or played through without a database?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from tracker.demo.act import Act
from tracker.demo.by_scanning import Tally, play
from tracker.demo.catalogue import TYPES
from tracker.demo.faults import Kind, Planted
from tracker.demo.in_memory.books import MemoryBooks, MemoryPlaces
from tracker.demo.registers import Registers
from tracker.demo.world import World
from tracker.demo.written import Ids, Written
from tracker.domain.booking import Booking
from tracker.rules.finding import Finding
from tracker.store.bulk.copy_booking import BookingRows, UnitRecord
from tracker.store.bulk.found_alarms import FoundAlarms
from tracker.store.bulk.rollup_sums import RollupSums
from tracker.store.divisions_file import shipped_divisions

UNTIL = date(2026, 10, 31)


def a_world(
    batteries: int = 1_000, seed: int = 5, until: date = UNTIL, *, faultless: bool = False
) -> World:
    return World(batteries, seed, until, shipped_divisions(), faultless=faultless)


class HeldLines:
    """Lines for COPY that go nowhere: by table."""

    def __init__(self) -> None:
        self.lines: dict[str, list[str]] = {}

    def add(self, table: str, line: str) -> None:
        self.extend(table, [line])

    def extend(self, table: str, lines: Iterable[str]) -> None:
        self.lines.setdefault(table, []).extend(lines)


def numbered(registers: Registers) -> Written:
    """The registers as if a database had given ids to them, each kind from another hundred on."""
    return Written.of(
        registers,
        Ids(
            {one.code: 1_000 + number for number, one in enumerate(registers.organisations)},
            {one.code: 2_000 + number for number, one in enumerate(registers.sites)},
            {one.code: 3_000 + one.number for one in TYPES},
            {one.login: 4_000 + number for number, one in enumerate(registers.accounts)},
        ),
    )


@dataclass(slots=True)
class Seen:
    """A booking, with the mass of its units as the books had it then."""

    booking: Booking
    mass_g: int


class WatchedRows(BookingRows):
    """Rows that remember the bookings they come from."""

    def __init__(self, lines: HeldLines) -> None:
        super().__init__(lines, 42)
        self.seen: list[Seen] = []
        self.units: dict[int, UnitRecord] = {}

    def booked(self, b: Booking) -> None:
        super().booked(b)
        self.seen.append(Seen(b, sum(self.units[unit].mass_g or 0 for unit in b.units)))


class WatchedAlarms(FoundAlarms):
    """Alarms that can be asked for: (rule, subject), and the law of each."""

    def __init__(self) -> None:
        super().__init__()
        self.findings: list[Finding] = []

    def add(self, findings: Iterable[Finding], *_where: object) -> None:
        self.findings += findings


@dataclass(slots=True)
class Played:
    """A province that was booked in memory, and all that can be asked about it."""

    world: World
    written: Written
    acts: list[Act]
    tally: Tally
    lines: dict[str, list[str]]
    seen: list[Seen]
    findings: list[Finding]
    units: dict[int, UnitRecord]
    by_code: dict[str, UnitRecord]
    planted: list[Planted] = field(default_factory=list)

    def codes_of(self, kind: Kind) -> list[str]:
        """All codes in which a kind of fault was planted."""
        return sorted(code for one in self.planted if one.kind is kind for code in one.codes)


@cache
def played(batteries: int = 2_000, seed: int = 7, *, faultless: bool = False) -> Played:
    """Plan and book a province; made once, so leave it as it is."""
    world = a_world(batteries, seed, faultless=faultless)
    written = numbered(world.registers)
    lines, alarms = HeldLines(), WatchedAlarms()
    rows = WatchedRows(lines)
    places = MemoryPlaces(written.places, written.licences, written.models, written.vehicles)
    books = MemoryBooks(places, rows, alarms, RollupSums(lines, 42), 1, 0)
    rows.units = books.units.records
    acts = list(world.acts())
    tally = play(acts, written, lambda: books)
    books.close()
    return Played(
        world,
        written,
        acts,
        tally,
        lines.lines,
        rows.seen,
        alarms.findings,
        books.units.records,
        books.units.by_code,
        world.planted,
    )
