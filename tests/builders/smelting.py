"""How does a test get an ingot of which it knows every share?"""

from __future__ import annotations

from fractions import Fraction

from tests.builders import lives
from tests.builders.province import Firm, TheTown
from tracker.domain.scan import Detail, Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material

#: Grams, and the part of the mixed ingot that came from each battery.
MASSES = {"B1": 10_000, "B2": 20_000, "B3": 15_000, "B4": 30_000}
SHARES = {
    "B1": Fraction(5, 36),
    "B2": Fraction(10, 36),
    "B3": Fraction(5, 24),
    "B4": Fraction(3, 8),
}


def collect_weighed(town: TheTown, firm: Firm, *codes: str) -> None:
    """Sold, used, and brought to this firm, where they are weighed."""
    lives.in_use(town, *codes)
    details = {code: Detail(MASSES[code]) for code in codes}
    town.scan(firm, K.COLLECT, *codes, details=details)


def mixed_ingot(town: TheTown) -> str:
    """INGOT-1, of PASTE-1 (20 kg) and PASTE-2 (12 kg); answers the box that went into PASTE-1.

    PASTE-1 and GRID-1 came of a box with B1 and B2 and of B3, loose, all from the first point;
    PASTE-2 of B4, from the other one. Every step takes an hour.
    """
    collect_weighed(town, town.point, "B1", "B2", "B3")
    collect_weighed(town, town.other_point, "B4")
    box = town.box()
    town.clock.pass_by(hours=1)
    town.scan(town.point, K.PACK, "B1", "B2", container=box)
    town.clock.pass_by(hours=1)
    lives.received(town, box, "B3")
    lives.received(town, "B4", sender=town.other_point)
    town.clock.pass_by(hours=1)
    lots = [Output("PASTE-1", Material.PASTE, 20_000), Output("GRID-1", Material.GRID, 9_000)]
    town.scan(town.recycler, K.DISMANTLE, box, "B3", outputs=lots)
    town.clock.pass_by(hours=1)
    paste = Output("PASTE-2", Material.PASTE, 12_000)
    town.scan(town.recycler, K.DISMANTLE, "B4", outputs=[paste])
    town.clock.pass_by(hours=1)
    ingot = Output("INGOT-1", Material.INGOT, 18_000)
    town.scan(town.recycler, K.SMELT, "PASTE-1", "PASTE-2", outputs=[ingot])
    return box
