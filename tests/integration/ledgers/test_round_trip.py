"""Do ledgers that go out come in again, in an empty house, as the same facts?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import text

from tests.builders.ledgers import Counter, cells_of
from tests.builders.province import Firm, TheTown, build_the_town
from tests.builders.registers import HOME_PROVINCE
from tests.fakes.clock import FixedClock
from tests.integration.ledgers.test_waste import form, made, stored
from tracker.domain.errors import FileRefused, NotAllowed
from tracker.domain.scan import Output, ScanKind, Uncoded
from tracker.domain.unit import BatteryClass, Material
from tracker.ledgers.export import Period, exported
from tracker.ledgers.forms import form_named
from tracker.store.engine import app_engine
from tracker.store.sessions import sessions_of

#: In this order an empty house can take them.
_GOES_OUT = (
    ("producer", "sales"),
    ("point", "b1"),
    ("point", "receipts"),
    ("point", "b2"),
    ("point", "b3"),
    ("point", "b5"),
    ("recycler", "receipts"),
    ("recycler", "b2"),
    ("recycler", "b4"),
)
_UNITS = text(
    "SELECT c.value, u.kind, u.state, s.code, u.mass_g, u.pieces, u.battery_class, u.material,"
    " u.damaged, u.since FROM unit u JOIN unit_code c ON c.unit_id = u.id"
    " LEFT JOIN site s ON s.id = u.site_id ORDER BY c.value"
)


@pytest.fixture
def elsewhere(own_database: str, clock: FixedClock) -> Iterator[Counter]:
    """The same town in another house, with no books yet."""
    engine = app_engine(own_database)
    sessions = sessions_of(engine)
    yield Counter(sessions, build_the_town(sessions, clock))
    engine.dispose()


def out(counter: Counter, firm: Firm, name: str, period: Period = Period()) -> bytes:  # noqa: B008
    return exported(form_named(name), counter.office.sessions, HOME_PROVINCE, firm.caller, period)


def table(content: bytes) -> list[list[Any]]:
    """Heads and rows; rows stand in the order of recording, which is another house's own."""
    first, second, *rows = [[c.value or "" for c in row] for row in cells_of(content).iter_rows()]
    return [first, second, *sorted(rows)]


def live(counter: Counter, town: TheTown) -> None:
    """Batteries are sold; lots are collected, stored and sent in two ways; some become lead."""
    town.scan(town.producer, ScanKind.REGISTER, "B1", "B2", model="MODEL-60")
    town.scan(town.producer, ScanKind.SELL, "B1", "B2", peer_site="SHOP-1")
    heaps = [Uncoded(80, 1_200_345, BatteryClass.II, "LOT-1")]
    town.scan(town.point, ScanKind.COLLECT, uncoded=heaps)
    town.scan(town.point, ScanKind.STORE, "LOT-1")
    town.clock.pass_by(days=1)
    given = [("b1", made(pieces=5)), ("b2", stored()), ("b1", made("HWCS20261002002"))]
    given.append(("b2", stored(batch="HWRK20261003002", sources="HWCS20261002002")))
    sent = {"day": "2026-10-04", "receiver": "SMELTER-1"}
    given.append(("b3", made("HWCK20261004001", sources="HWRK20261003001", **sent)))
    sent["day"] = "2026-10-05 08:30"
    given.append(("b5", made("HWWWLY20261005001", sources="HWRK20261003002", **sent)))
    for name, row in given:
        job = counter.bring(form(name, row), town.point.caller, site="POINT-1")
        assert job.booked == 1, job.faults
    own, recycler = f"{town.point.code}-", f"{town.recycler.code}-"
    codes = (f"{own}HWCK20261004001", f"{own}HWWWLY20261005001")
    town.scan(
        town.recycler, ScanKind.RECEIVE, *codes, manifest="20264201000017", vehicle="鄂A12345"
    )
    town.scan(town.recycler, ScanKind.STORE, codes[0])
    lots = [
        Output(f"{recycler}GRID-1", Material.GRID, 400_000),
        Output(f"{recycler}PASTE-1", Material.PASTE, 500_001),
    ]
    town.scan(town.recycler, ScanKind.DISMANTLE, codes[0], outputs=lots)
    ingot = [Output(f"{recycler}INGOT-1", Material.INGOT, 300_000)]
    town.scan(town.recycler, ScanKind.SMELT, f"{recycler}GRID-1", outputs=ingot)


def test_what_goes_out_comes_in_as_the_same_facts(
    counter: Counter, town: TheTown, elsewhere: Counter
) -> None:
    live(counter, town)
    went: dict[tuple[str, str], list[list[Any]]] = {}
    for name, ledger in _GOES_OUT:
        content = out(counter, getattr(town, name), ledger)
        went[name, ledger] = table(content)
        assert len(went[name, ledger]) > 2, (name, ledger)
        brought = elsewhere.bring(content, getattr(elsewhere.town, name).caller)
        known = ledger == "receipts" and name == "point"  # lots of B.1 are there already
        if not known:
            assert (brought.error, brought.faults) == (None, []), (name, ledger)
    with counter.office.sessions() as here, elsewhere.office.sessions() as there:
        assert [tuple(row) for row in there.execute(_UNITS)] == [
            tuple(row) for row in here.execute(_UNITS)
        ]
    again = {
        (name, ledger): table(out(elsewhere, getattr(elsewhere.town, name), ledger))
        for name, ledger in _GOES_OUT
    }
    used = ("recycler", "b4")  # its batches are named by the numbers of their events
    for book in (went, again):
        book[used] = [row[1:] for row in book[used]]
    assert again == went


def test_days_bound_what_goes_out(counter: Counter, town: TheTown) -> None:
    for day in ("2026-10-01", "2026-10-02", "2026-10-03"):
        row = made(f"HWCS{day.replace('-', '')}001", day=day)
        counter.bring(form("b1", row), town.point.caller, site="POINT-1")
    second = date(2026, 10, 2)
    ((batch, *_),) = table(out(counter, town.point, "b1", Period(second, second)))[2:]
    assert batch == "HWCS20261002001"
    assert len(table(out(counter, town.point, "b1", Period(first=second)))) == 2 + 2


def test_what_was_voided_is_left_out(counter: Counter, town: TheTown) -> None:
    answer = town.scan(town.point, ScanKind.COLLECT, "B1")
    assert len(table(out(counter, town.point, "receipts"))) == 3
    town.scan(town.point, ScanKind.VOID, event=answer.event, reason="wrong truck")
    assert len(table(out(counter, town.point, "receipts"))) == 2


def test_another_organisations_ledger_does_not_go_out(counter: Counter, town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1")
    assert len(table(out(counter, town.other_point, "receipts"))) == 2
    with pytest.raises(NotAllowed):
        exported(form_named("receipts"), counter.office.sessions, HOME_PROVINCE, town.bureau)


def test_more_rows_than_a_file_takes_are_refused(
    counter: Counter, town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2")
    monkeypatch.setattr("tracker.ledgers.export.MOST_ROWS", 1)
    with pytest.raises(FileRefused) as caught:
        out(counter, town.point, "receipts")
    assert [fault.code for fault in caught.value.faults] == ["too_many_rows_out"]
