"""Do units written by the thousand stand in the books as those written one by one?"""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection, text

from tests.builders.province import TheTown
from tracker.domain.errors import Malformed
from tracker.domain.scan import Detail, ScanKind, Uncoded
from tracker.domain.unit import BatteryClass
from tracker.store.repositories import events

_BOOKS = text(
    "SELECT c.value, c.scheme, c.province, to_jsonb(u) - 'id' FROM unit u"
    " JOIN unit_code c ON c.unit_id = u.id ORDER BY c.value"
)
HEAPS = [Uncoded(3, 45_000, BatteryClass.II, "LOT-1"), Uncoded(1, 15_000, None, "back\\slash")]
DETAILS = {"B1": Detail(15_200, damaged=True, battery_class=BatteryClass.I)}


def _collect(town: TheTown) -> None:
    town.scan(town.point, ScanKind.COLLECT, "B1", "B2", uncoded=HEAPS, details=DETAILS)


def test_both_ways_write_the_same_rows(
    town: TheTown, database: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[list[Any]] = []
    for many in (1, 1_000):
        with monkeypatch.context() as patch, database.begin_nested() as tried:
            patch.setattr(events, "MANY", many)
            _collect(town)
            found.append([tuple(row) for row in database.execute(_BOOKS)])
            tried.rollback()
    assert len(found[0]) == 4
    assert found[0] == found[1]


def test_a_label_that_is_taken_is_refused_in_both_ways(
    town: TheTown, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "MANY", 1)
    _collect(town)
    with pytest.raises(Malformed):
        town.scan(town.point, ScanKind.COLLECT, uncoded=HEAPS)
