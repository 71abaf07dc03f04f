"""Do books in memory keep the promises of a unit of work?"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from tests.builders.make_believe import HeldLines, WatchedAlarms, a_world, numbered
from tracker.demo.by_scanning import ActClock
from tracker.demo.in_memory.books import MemoryBooks, MemoryPlaces
from tracker.demo.written import Written
from tracker.domain.answer import ScanAnswer
from tracker.domain.errors import AlreadyExists, ClientIdReused, DomainError, Malformed
from tracker.domain.scan import Scan, ScanKind
from tracker.domain.unit import UnitState
from tracker.store.bulk.copy_booking import BookingRows
from tracker.store.bulk.rollup_sums import RollupSums
from tracker.usecases.record_scan import record_scan

NOON = datetime(2026, 3, 2, 4, tzinfo=UTC)
MODEL = "CT-6-QW-60"


class Stage:
    """A province whose registers are written and in which nothing has happened yet."""

    def __init__(self) -> None:
        self.written: Written = numbered(a_world(50).registers)
        self.lines = HeldLines()
        places = MemoryPlaces(
            self.written.places, self.written.licences, self.written.models, self.written.vehicles
        )
        rows, sums = BookingRows(self.lines, 42), RollupSums(self.lines, 42)
        self.books = MemoryBooks(places, rows, WatchedAlarms(), sums, 1, 0)
        self.count = 0

    def scan(self, kind: ScanKind, site: str, *codes: str, **fields: Any) -> ScanAnswer:
        self.count += 1
        client_id = fields.pop("client_id", f"request-{self.count}")
        place = self.written.places[site]
        scan = Scan(client_id, kind, site, fields.pop("at", NOON), codes, **fields)
        caller = self.written.callers[place.organisation_code]
        digest = repr((kind, site, codes)).encode()
        return record_scan(scan, digest, caller, self.books, ActClock(NOON))

    def state(self, code: str) -> UnitState:
        with self.books as books:
            return books.units.locked([code])[code].state

    def count_of(self, table: str) -> int:
        return len(self.lines.lines.get(table, ()))


@pytest.fixture
def stage() -> Stage:
    return Stage()


def test_what_was_committed_is_found_again(stage: Stage) -> None:
    stage.scan(ScanKind.REGISTER, "MK00-1", "B1", "B2", model=MODEL)
    assert stage.state("B1") is UnitState.REGISTERED
    assert stage.count_of("event") == stage.count_of("receipt") == stage.count_of("audit") == 1
    assert stage.count_of("event_unit") == 2


def test_what_was_not_committed_never_happened(stage: Stage) -> None:
    stage.scan(ScanKind.REGISTER, "MK00-1", "B1", model=MODEL)
    stage.scan(ScanKind.RELABEL, "MK00-1", "B1", new_code="B1-NEW", dry_run=True)
    stage.scan(ScanKind.SELL, "MK00-1", "B1", peer_site="SH00-01", dry_run=True)
    assert stage.state("B1") is UnitState.REGISTERED
    with stage.books as books:
        assert "B1-NEW" not in books.units.locked(["B1-NEW"])
    assert stage.count_of("event") == 1


def test_a_refused_request_leaves_nothing(stage: Stage) -> None:
    with pytest.raises(Malformed):
        stage.scan(ScanKind.SELL, "MK00-1", "B1", peer_site="NOWHERE")
    assert stage.lines.lines == {}


def test_the_same_request_gets_the_same_answer(stage: Stage) -> None:
    first = stage.scan(ScanKind.REGISTER, "MK00-1", "B1", model=MODEL, client_id="once")
    again = stage.scan(ScanKind.REGISTER, "MK00-1", "B1", model=MODEL, client_id="once")
    assert again.replayed
    assert again.event == first.event
    with pytest.raises(ClientIdReused):
        stage.scan(ScanKind.REGISTER, "MK00-1", "B2", model=MODEL, client_id="once")
    assert stage.count_of("event") == 1


def test_a_code_that_is_taken_is_not_given_twice(stage: Stage) -> None:
    stage.scan(ScanKind.REGISTER, "MK00-1", "B1", "B2", model=MODEL)
    with pytest.raises(AlreadyExists) as refused:
        stage.scan(ScanKind.RELABEL, "MK00-1", "B1", new_code="B2")
    assert isinstance(refused.value, DomainError)
    assert refused.value.faults[0].pointer == "/new_code"


def test_either_code_of_a_relabelled_battery_finds_it(stage: Stage) -> None:
    stage.scan(ScanKind.REGISTER, "MK00-1", "B1", model=MODEL)
    stage.scan(ScanKind.RELABEL, "MK00-1", "B1", new_code="A1")
    with stage.books as books:
        assert books.units.locked(["A1"])["A1"].id == books.units.locked(["B1"])["B1"].id
        assert books.units.codes_of([1]) == {1: "A1"}


def test_a_voided_sale_puts_the_battery_back(stage: Stage) -> None:
    stage.scan(ScanKind.REGISTER, "MK00-1", "B1", model=MODEL)
    stage.scan(ScanKind.SELL, "MK00-1", "B1", peer_site="SH00-01")
    sale = stage.scan(ScanKind.SELL, "SH00-01", "B1")
    stage.scan(ScanKind.VOID, "SH00-01", event=sale.event, reason="typed twice")
    assert stage.state("B1") is UnitState.ON_SALE
    assert stage.count_of("voided_event") == 1
    with pytest.raises(Malformed) as refused:
        stage.scan(ScanKind.VOID, "SH00-01", event=sale.event, reason="typed twice")
    assert refused.value.faults[0].code == "already_void"


def test_a_voided_packing_empties_the_box_and_the_next_one_fills_it(stage: Stage) -> None:
    point = stage.written.places["PT00-01"]
    box = f"{point.organisation_code}9000523120260302001"
    stage.scan(ScanKind.COLLECT, "PT00-01", "B1")
    packing = stage.scan(ScanKind.PACK, "PT00-01", "B1", container=box)
    assert stage.state("B1") is UnitState.PACKED
    stage.scan(ScanKind.VOID, "PT00-01", event=packing.event, reason="wrong box")
    assert stage.state("B1") is UnitState.COLLECTED
    with stage.books as books:
        assert books.units.inside(books.units.locked(["B1"])["B1"].id + 1) == []


def test_books_in_memory_know_scans_only(stage: Stage) -> None:
    with pytest.raises(NotImplementedError, match="scans only"):
        _ = stage.books.registers
