"""Does every kind of scan, told as EPCIS and booked in another house, say the same there?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.province import TheTown, build_the_town
from tests.databases import Server
from tests.fakes.clock import FixedClock
from tracker.domain.identifiers import platform_label
from tracker.domain.scan import Detail, Output, ReceiptCategory, ScanKind, Uncoded
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import BatteryClass, Material
from tracker.exports.epcis.book_events import Outcome
from tracker.exports.epcis.capture import Office, capture
from tracker.exports.epcis.document import document_of
from tracker.exports.epcis.restore import restorer
from tracker.store.engine import app_engine
from tracker.store.queries.told_events import told_events
from tracker.store.queries.told_pages import Asked, page_of_ids
from tracker.store.sessions import sessions_of

LINK = "https://id.gs1.org/01/09521141012345/21/A1"


class Houses(NamedTuple):
    """Two houses with the same registers, and what came of telling the one about the other."""

    here: sessionmaker[Session]
    there: sessionmaker[Session]
    content: bytes
    outcome: Outcome

    @property
    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = json.loads(self.content)["epcisBody"]["eventList"]
        return found


def told(sessions: sessionmaker[Session]) -> bytes:
    return b"".join(document_of(sessions, FixedClock().now()))


def live(town: TheTown) -> None:
    """Every kind of scan, with everything that it can say."""
    clock = town.clock
    assert isinstance(clock, FixedClock)

    def scan(firm: Any, kind: ScanKind, *codes: str, **fields: Any) -> int:
        clock.pass_by(minutes=7)
        answer = town.scan(firm, kind, *codes, **fields)
        assert answer.event is not None, answer.refused
        return answer.event

    seen = {"B1": Detail(14_700), "B2": Detail(battery_class=BatteryClass.II, damaged=True)}
    scan(town.producer, K.REGISTER, "B1", "B2", "B3", "B4", "B5", model=town.model, details=seen)
    scan(town.producer, K.REGISTER, "H1", model=town.heavy_model)
    scan(town.producer, K.SELL, "B1", "B2", "B3", "B4", "B5", peer_site=town.shop.site)
    first_stock = clock.now()
    scan(town.producer, K.EXPORT, "H1", country="VN")
    scan(town.shop, K.SELL, "B1", "B2", "B3", "B4")
    scan(town.shop, K.TAKE_BACK, "B5", category=ReceiptCategory.UNSOLD_STOCK)
    scan(town.point, K.COLLECT, "B1", "B2", LINK, model=town.heavy_model,
         details={LINK: Detail(21_000)}, category=ReceiptCategory.WASTE)  # fmt: skip
    heaps = [
        Uncoded(1, 15_250, BatteryClass.I, platform_label.build("42", 7_000_001)),
        Uncoded(4, 61_001, None, platform_label.build("42", 7_000_002)),
    ]
    scan(town.point, K.COLLECT, uncoded=heaps, category=ReceiptCategory.WASTE)
    scan(town.point, K.TAKE_BACK, "B3", "B4")
    scan(town.point, K.RELABEL, "B2", new_code="A-NEW-LABEL")
    scan(town.point, K.WEIGH, "B1", mass_g=14_650)
    scan(town.point, K.WEIGH, "B3", "B4", details={"B3": Detail(15_001), "B4": Detail(15_003)})
    scan(town.point, K.GRADE, "B3", details={"B3": Detail(None, True, BatteryClass.II)})
    scan(town.point, K.STORE, "B1", "B2", "B3", "B4", LINK)
    scan(town.point, K.STOCK_TAKE, "B1", "B2")
    box = town.box()
    scan(town.point, K.PACK, "B1", "B2", container=box, mass_g=29_900)
    scan(town.point, K.PACK, "B3", container=box)
    scan(town.point, K.UNPACK, "B3", container=box)
    lost = scan(town.point, K.LOSE, "B4", reason="盘点短少")
    scan(town.point, K.FIND, "B4")
    scan(town.point, K.LOSE, "B4", reason="stolen", stolen=True)
    trip = {"manifest": "20264200000001", "vehicle": "鄂A12345"}
    scan(town.point, K.DISPATCH, box, "B3", LINK, peer_site=town.recycler.site, **trip)
    scan(town.carrier, K.LOAD, box, "B3", LINK, site=town.point.site, **trip)
    scan(town.carrier, K.HAND_OVER, box, "B3", LINK, site=town.point.site, **trip)
    delivered = scan(town.carrier, K.DELIVER, box, "B3", LINK, site=town.recycler.site, **trip)
    scan(town.recycler, K.REJECT, "B3", reason="damaged on the road", **trip)
    received = scan(town.recycler, K.RECEIVE, box, LINK, mass_g=50_000, **trip)
    outputs = [
        Output("PASTE-1", Material.PASTE, 20_005, 730_000),
        Output("ACID-1", Material.ACID, 5_000),
    ]
    scan(town.recycler, K.DISMANTLE, box, LINK, outputs=outputs, mass_g=49_990)
    ingot = Output("INGOT-1", Material.INGOT, 14_000, 999_940, 2)
    scan(town.recycler, K.SMELT, "PASTE-1", outputs=[ingot])
    scan(town.recycler, K.SELL, "INGOT-1")
    scan(town.recycler, K.DISPOSE, "ACID-1", reason="neutralised")
    scan(town.recycler, K.CORRECT, event=received, mass_g=50_100, reason="read again")
    scan(town.carrier, K.CORRECT, event=delivered, vehicle="鄂A54321", reason="typed wrong",
         site=town.recycler.site)  # fmt: skip
    twice = scan(town.point, K.COLLECT, "TWICE-1")
    scan(town.point, K.VOID, event=twice, reason="twice")
    scan(town.point, K.COLLECT, "TWICE-1", details={"TWICE-1": Detail(9_000)})
    scan(town.shop, K.STOCK_TAKE, "B5", at=first_stock + timedelta(minutes=1))
    assert lost


@pytest.fixture(scope="module")
def houses(server: Server) -> Iterator[Houses]:
    with ExitStack() as closing:
        bound = []
        for _ in range(2):
            name = server.create()
            closing.callback(server.drop, name)
            engine = app_engine(server.url(name))
            closing.callback(engine.dispose)
            bound.append(sessions_of(engine))
        here, there = bound
        clock = FixedClock()
        live(build_the_town(here, clock))
        build_the_town(there, FixedClock())
        content = told(here)
        outcome = capture(content, False, Office(there, 42, clock), restorer(there))
        yield Houses(here, there, content, outcome)


def test_every_kind_of_scan_is_among_them(houses: Houses) -> None:
    with houses.here() as session:
        page = page_of_ids(session, Asked.of_a_province(), 1_000)
        kinds = {event.kind for event in told_events(session, page.ids)}
    assert kinds == set(ScanKind)


def test_every_kind_comes_back_the_same(houses: Houses) -> None:
    assert houses.outcome.faults == []
    assert houses.outcome.booked == len(houses.events)
    again = json.loads(told(houses.there))["epcisBody"]["eventList"]
    for before, after in zip(houses.events, again, strict=True):
        assert after == before


def test_units_stand_where_they_stood(houses: Houses) -> None:
    query = text(
        "SELECT c.value, u.kind, u.state, s.code, u.mass_g, u.pieces, u.damaged, u.battery_class,"
        " u.material, u.lead_share FROM unit u JOIN unit_code c ON c.unit_id = u.id"
        " LEFT JOIN site s ON s.id = u.site_id ORDER BY c.value"
    )
    rows = []
    for sessions in (houses.here, houses.there):
        with sessions() as session:
            rows.append([tuple(row) for row in session.execute(query)])
    assert rows[0] == rows[1]
