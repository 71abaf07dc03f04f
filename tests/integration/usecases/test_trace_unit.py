"""Does a trace find everything behind and ahead of a unit, with the right shares, and no more?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import Firm, TheTown
from tracker.domain.scan import Detail, Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.store.queries.reading import SqlReading
from tracker.usecases.trace_unit import trace_unit


@pytest.fixture
def reading(sessions: sessionmaker[Session]) -> SqlReading:
    return SqlReading(sessions)


def collected(town: TheTown, firm: Firm, code: str, mass_g: int) -> None:
    lives.in_use(town, code)
    town.scan(firm, K.COLLECT, code, details={code: Detail(mass_g)})


def mixed_ingot(town: TheTown) -> str:
    """INGOT-1 of two pastes; PASTE-1 of a box (B1 10 kg, B2 20 kg) and B3 (15 kg), all from the
    first point; PASTE-2 of B4 (30 kg) from the other. Answers the box."""
    for code, mass in (("B1", 10_000), ("B2", 20_000), ("B3", 15_000)):
        collected(town, town.point, code, mass)
    collected(town, town.other_point, "B4", 30_000)
    box = town.box()
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    lives.received(town, box, "B3")
    lives.received(town, "B4", sender=town.other_point)
    paste, grid = Material.PASTE, Material.GRID
    lots = [Output("PASTE-1", paste, 20_000), Output("GRID-1", grid, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, box, "B3", outputs=lots)
    town.scan(town.recycler, K.DISMANTLE, "B4", outputs=[Output("PASTE-2", paste, 12_000)])
    ingot = Output("INGOT-1", Material.INGOT, 18_000)
    town.scan(town.recycler, K.SMELT, "PASTE-1", "PASTE-2", outputs=[ingot])
    return box


def test_the_shares_of_a_mixed_ingot_are_exact(town: TheTown, reading: SqlReading) -> None:
    box = mixed_ingot(town)
    trace = trace_unit("INGOT-1", "back", town.bureau, reading)
    assert trace.behind is not None
    import pprint

    pprint.pprint(trace)
    shares = {node.code: node.share for node in trace.behind.nodes if node.code}
    assert shares == {
        "INGOT-1": 1,
        "PASTE-1": Fraction(5, 8),
        "PASTE-2": Fraction(3, 8),
        box: Fraction(5, 12),
    }
    assert {b.code: b.share for b in trace.batteries} == {
        "B1": Fraction(5, 36),
        "B2": Fraction(10, 36),
        "B3": Fraction(5, 24),
        "B4": Fraction(3, 8),
    }
    t = trace_unit("B1", "both", town.bureau, reading)
    pprint.pprint(t)
    assert 0
