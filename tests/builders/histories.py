"""How does a test live a history of heaps, of which it knows what must come out?

All of it happens in one town, on one connection: whoever opens a savepoint before may undo it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy import Connection
from sqlalchemy.orm import sessionmaker

from reports.queries.rate_books import SqlRateBooks
from reports.usecases.given import given_of
from reports.usecases.show_rate import ShownRate, show_rate
from tests.builders.province import Firm, TheTown, build_the_town
from tests.builders.rates import RecoveryYear, a_declaration, an_agreement, in_china
from tests.builders.registers import HOME_PROVINCE, a_licence, a_site
from tests.builders.scans import a_caller
from tests.fakes.clock import FixedClock
from tracker.domain.roles import Role
from tracker.domain.scan import ScanKind as K
from tracker.store.models.organisation import OrganisationRow

KG = 1_000
BEGIN = in_china("2024-01-02 08:00")
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class Heap:
    """Uncoded batteries: how heavy, since when, with whom, where they went; ``off_g`` is what the
    smelter's scale said beyond what was dispatched."""

    mass_g: int
    last_year: bool
    theirs: bool
    fate: str
    off_g: int = 0

    @property
    def credited_g(self) -> int:
        """Within 50 kg the smelter's mass counts; beyond it the lower of the two."""
        arrived = self.mass_g + self.off_g
        return arrived if self.verified else min(arrived, self.mass_g)

    @property
    def verified(self) -> bool:
        return abs(self.off_g) <= 50 * KG


@dataclass(frozen=True, slots=True)
class Place:
    """A town in which a history can be lived and undone."""

    connection: Connection
    town: TheTown
    year: RecoveryYear
    second_smelter: Firm


def a_place(connection: Connection) -> Place:
    """A town whose producer has agreements with two collectors; there are two smelters."""
    sessions = sessionmaker(bind=connection, join_transaction_mode="create_savepoint")
    town = build_the_town(sessions, FixedClock(BEGIN))
    year = RecoveryYear(sessions, town)
    year.usual_registers()
    year.keep(an_agreement(town.producer, town.other_point, route="cooperative"))
    year.keep(*(a_declaration(town.other_shop, sold, 20) for sold in (2022, 2023, 2024)))
    with sessions() as session:
        other = session.get_one(OrganisationRow, town.station.organisation)
        session.add(a_site(other, code="SMELTER-2", roles=[Role.RECYCLER.value]))
        session.add(a_licence(other))
        session.commit()
    gate = a_caller(Role.RECYCLER, organisation=town.station.organisation)
    second = Firm(town.station.organisation, town.station.code, gate, {"SMELTER-2": 0})
    return Place(connection, town, year, second)


class Lived:
    """A history in the books, by the names of its heaps; receipts by heap."""

    def __init__(self, place: Place, heaps: Sequence[Heap], shared: bool = False) -> None:
        self.place, self.town, self.year = place, place.town, place.year
        self.town.clock.moment = BEGIN
        run = next(_numbers)
        self.heaps = {f"HEAP-{run}-{n}": heap for n, heap in enumerate(heaps)}
        self.receipts: dict[str, int] = {}
        self._asked: dict[tuple[str, ...], ShownRate] = {}
        if shared:
            self.year.keep(an_agreement(self.town.other_shop, self.town.point))
        for old in (True, False):
            day = "2024-12-20 08:00" if old else "2025-03-01 08:00"
            for name, heap in self.heaps.items():
                if heap.last_year is old:
                    self.year.collect(name, heap.mass_g, day, self._firm(heap))
        for fate, act in (("delivered", self._deliver), ("lost", self._lose), ("road", self._send)):
            for name, heap in self.heaps.items():
                if heap.fate == fate:
                    act(name, heap)

    def _firm(self, heap: Heap) -> Firm:
        return self.town.other_point if heap.theirs else self.town.point

    def _deliver(self, name: str, heap: Heap) -> None:
        arrived = heap.mass_g + heap.off_g
        day = ("2025-04-02 08:00", "2025-04-02 16:00")
        self.receipts[name] = self.year.deliver(name, *day, arrived, self._firm(heap))

    def _lose(self, name: str, heap: Heap) -> None:
        self.year.do(self._firm(heap), K.LOSE, "2025-06-01 08:00", name)

    def _send(self, name: str, heap: Heap) -> None:
        smelter = self.town.recycler.site
        self.year.do(self._firm(heap), K.DISPATCH, "2025-12-31 20:00", name, peer_site=smelter)

    def ask(self, definition: str, firm: Firm | None = None, **given: object) -> ShownRate:
        """The rate as the books tell it, asked once until ``moved`` says that something moved."""
        code = (firm or self.town.producer).code
        question = (definition, code, *given)
        if question not in self._asked:
            books = SqlRateBooks(self.year.sessions, HOME_PROVINCE)
            self._asked[question] = show_rate(
                code, 2025, self.town.bureau, books, definition, given_of(given)
            )
        return self._asked[question]

    def moved(self) -> None:
        self._asked.clear()
