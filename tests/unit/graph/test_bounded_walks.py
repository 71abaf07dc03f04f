"""Does a walk stay small, however many batteries and lots lie behind a unit?"""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.builders.flows import Books, happened
from tracker.domain.unit import Material, UnitKind
from tracker.graph import lineage
from tracker.graph.facts import Intake, Part, Portion, Yielded
from tracker.graph.lineage import Thing, Treated
from tracker.graph.walk_back import walk_back

MOST, AT_ONCE, EACH = 300, 10, 20


class EndlessLots(Books):
    """Behind every lot are twenty more, and into every lot's treatment twenty go."""

    def __init__(self) -> None:
        super().__init__()
        self.widest = 0

    def treated(self, units: Sequence[int], part: Part) -> Sequence[Treated]:
        self.widest = max(self.widest, len(units))
        return [Treated(unit, 1, happened(unit)) for unit in units]

    def inputs_of(self, treatments: Sequence[int]) -> Sequence[Intake]:
        return [Intake(one, EACH, EACH, [_lot(one * EACH + n) for n in range(EACH)]) for one in
                treatments]  # fmt: skip

    def outputs_of(self, treatments: Sequence[int]) -> Sequence[Yielded]:
        return []


def _lot(unit: int) -> Portion:
    return Portion(unit, UnitKind.MATERIAL_LOT, Material.PASTE, str(unit), 1)


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lineage, "MOST_NODES", MOST)
    monkeypatch.setattr(lineage, "ASKED_AT_ONCE", AT_ONCE)


@pytest.mark.usefixtures("narrow")
def test_a_walk_that_met_enough_stops_within_a_level_and_says_so() -> None:
    books = EndlessLots()
    start = Thing(1, UnitKind.MATERIAL_LOT, Material.INGOT, "1", 1)
    flow = walk_back(start, None, books)
    assert flow.cut
    assert MOST < len(flow.nodes) <= MOST + AT_ONCE * (EACH + 1)
    assert books.widest == AT_ONCE


def test_batteries_are_counted_and_never_nodes() -> None:
    books = Books()
    books.lot(30, 1_000)
    books.box(20, 1_000)
    for battery in range(1_001, 3_001):
        books.battery(battery, 1)
    books.pack(1, 20, *range(1_001, 2_001))
    books.treat(2, [20, *range(2_001, 3_001)], [30])
    flow = walk_back(books.things[30], None, books)
    assert sum(heap.number for heap in flow.heaps.values()) == 2_000
    assert {key.id for key in flow.nodes} == {30, 2, 20}
