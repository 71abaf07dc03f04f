"""Does the whole life of a battery, from the maker to the ingot, end in the books?"""

from __future__ import annotations

from tests.builders import lives
from tests.builders.province import TheTown
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material
from tracker.domain.unit import UnitState as S


def test_a_battery_lives_from_the_maker_to_the_ingot(town: TheTown) -> None:
    box = town.box()
    lives.packed(town, box, "B1", "B2")
    lives.received(town, box)
    lot = Output("PASTE-1", Material.PASTE, 20_000, lead_share=750_000)
    town.scan(town.recycler, K.DISMANTLE, box, outputs=[lot])
    ingot = Output("INGOT-1", Material.INGOT, 14_000, lead_share=999_900)
    answer = town.scan(town.recycler, K.SMELT, "PASTE-1", outputs=[ingot])
    assert answer.event is not None
    assert town.unit("INGOT-1").state is S.IN_STORAGE
    assert town.unit("PASTE-1").state is S.SMELTED
    assert town.unit(box).state is S.DISMANTLED
    assert town.unit("B1").state is S.PACKED
