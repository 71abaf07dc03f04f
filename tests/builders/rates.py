"""How does a test get a year of recovery in the town? A producer who sells, a point that collects.

The producer and the collection point have an agreement, sales are declared, and batteries are led
through collection to the smelter and into ingots on days that the test names.
"""

from __future__ import annotations

from datetime import date, datetime
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session, sessionmaker

from reports.queries.rate_books import SqlRateBooks
from reports.usecases.show_rate import ShownRate, show_rate
from tests.builders.province import Firm, TheTown, build_the_town
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tracker.domain.caller import Caller
from tracker.domain.moments import CHINA
from tracker.domain.scan import Output, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.store.engine import app_engine
from tracker.store.models.programme import SalesDeclarationRow, TakeBackAgreementRow
from tracker.store.sessions import sessions_of

TONNE = 1_000_000
_numbers = count(1)


def in_china(text: str) -> datetime:
    """A moment by the clocks of China: '2025-06-01 08:00'."""
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def an_agreement(producer: Firm, collector: Firm, **changes: Any) -> TakeBackAgreementRow:
    """The producer lets the collector take back, in its own network, since 2020."""
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": f"AGREEMENT-{next(_numbers)}",
        "organisation_id": producer.organisation,
        "collector_id": collector.organisation,
        "route": "own",
        "valid_from": date(2020, 1, 1),
    }
    return TakeBackAgreementRow(**row | changes)


def a_declaration(producer: Firm, year: int, tonnes: int, **changes: Any) -> SalesDeclarationRow:
    """What the producer says it sold in a year, all of one class, in the home province."""
    row: dict[str, Any] = {
        "province": HOME_PROVINCE,
        "code": f"DECLARATION-{next(_numbers)}",
        "organisation_id": producer.organisation,
        "year": year,
        "battery_class": "I",
        "sold_in": f"{HOME_PROVINCE}0000",
        "mass_g": tonnes * TONNE,
        "pieces": 1_000,
    }
    return SalesDeclarationRow(**row | changes)


class RecoveryYear:
    """The town, its books, and what a test does with them."""

    def __init__(self, sessions: sessionmaker[Session], town: TheTown) -> None:
        self.sessions = sessions
        self.town = town

    def keep(self, *rows: object) -> None:
        """Write rows of registers."""
        with self.sessions() as session:
            session.add_all(rows)
            session.commit()

    def usual_registers(self) -> None:
        """An agreement with the point, and 10 t sold in each of 2022 to 2024."""
        self.keep(an_agreement(self.town.producer, self.town.point))
        self.keep(*(a_declaration(self.town.producer, year, 10) for year in (2022, 2023, 2024)))

    def collect(self, heap: str, mass_g: int, at: str, firm: Firm | None = None, **f: Any) -> None:
        """A heap of uncoded batteries is brought to the collection point."""
        self.do(
            firm or self.town.point, K.COLLECT, at, uncoded=[Uncoded(40, mass_g, None, heap)], **f
        )

    def deliver(
        self,
        heap: str,
        sent: str,
        arrived: str,
        received_g: int | None = None,
        sender: Firm | None = None,
    ) -> int:
        """The heap goes from the point to the smelter's gate; answers the receipt's event."""
        town, firm = self.town, sender or self.town.point
        self.do(firm, K.DISPATCH, sent, heap, peer_site=town.recycler.site)
        self.do(town.carrier, K.LOAD, sent, heap, site=firm.site)
        return self.do(town.recycler, K.RECEIVE, arrived, heap, mass_g=received_g)

    def treat(self, heap: str, at: str, paste_g: int, ingot_g: int) -> None:
        """The heap is taken apart and smelted: paste of 80 % lead, an ingot of pure lead."""
        paste = Output(f"PASTE-{heap}", Material.PASTE, paste_g, lead_share=800_000)
        ingot = Output(f"INGOT-{heap}", Material.INGOT, ingot_g, lead_share=1_000_000)
        self.do(self.town.recycler, K.DISMANTLE, at, heap, outputs=[paste])
        self.do(self.town.recycler, K.SMELT, at, paste.code, outputs=[ingot])

    def show(
        self, year: int = 2025, definition: str | None = None, caller: Caller | None = None
    ) -> ShownRate:
        """The rate of the producer, as the bureau sees it."""
        books = SqlRateBooks(self.sessions, HOME_PROVINCE)
        return show_rate(
            self.town.producer.code, year, caller or self.town.bureau, books, definition
        )

    def do(self, firm: Firm, kind: K, at: str, *codes: str, **fields: Any) -> int:
        """A scan at that moment that must book everything; answers its event."""
        self.town.clock.moment = max(self.town.clock.moment, in_china(at))
        answer = self.town.scan(firm, kind, *codes, at=in_china(at), **fields)
        assert answer.event is not None, answer.refused
        assert not answer.refused, answer.refused
        return answer.event


def a_year_in_its_own_house(url: str, home: Path) -> dict[str, str]:
    """Settings of a house in which a heap was collected, delivered and treated in 2025; and the
    credit code of the ``producer``."""
    engine = app_engine(url)
    sessions = sessions_of(engine)
    year = RecoveryYear(sessions, build_the_town(sessions, FixedClock(in_china("2025-01-02"))))
    year.usual_registers()
    year.collect("HEAP", TONNE, "2025-03-01 08:00")
    year.deliver("HEAP", "2025-03-02 08:00", "2025-03-02 16:00", TONNE)
    year.treat("HEAP", "2025-03-03 08:00", 500_000, 390_000)
    engine.dispose()
    return {
        "PLUMBLINE_DATABASE_URL": url,
        "PLUMBLINE_HOME": str(home),
        "PLUMBLINE_PROVINCE": str(HOME_PROVINCE),
        "producer": year.town.producer.code,
    }
