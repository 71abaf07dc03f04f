"""What does a correction change? What is told from then on, and never what was told."""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.province import TheTown
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import UnitState as S


def test_a_correction_of_the_mass_is_a_new_event_and_counts_from_then_on(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    booked = town.scan(town.point, K.WEIGH, "B1", mass_g=14_000)
    answer = town.scan(
        town.point, K.CORRECT, event=booked.event, mass_g=14_400, reason="tare forgotten"
    )
    row = database.execute(
        text("SELECT subject_event, mass_g, pieces FROM event WHERE id = :id"), {"id": answer.event}
    ).one()
    assert tuple(row) == (booked.event, 14_400, 0)
    assert town.unit("B1").mass_g == 14_400
    assert town.unit("B1").state is S.COLLECTED


def test_a_corrected_packing_weighs_the_box_and_not_what_is_inside(town: TheTown) -> None:
    lives.collected(town, "B1")
    booked = town.scan(town.point, K.PACK, "B1", container=town.box(), mass_g=20_000)
    town.scan(town.point, K.CORRECT, event=booked.event, mass_g=21_000, reason="scale was off")
    assert (town.unit(town.box()).mass_g, town.unit("B1").mass_g) == (21_000, 15_000)


def test_a_correction_of_the_mass_of_many_leaves_each_as_it_was(town: TheTown) -> None:
    lives.collected(town, "B1", "B2")
    booked = town.scan(town.point, K.WEIGH, "B1", "B2", mass_g=29_000)
    town.scan(town.point, K.CORRECT, event=booked.event, mass_g=29_500, reason="scale was off")
    assert (town.unit("B1").mass_g, town.unit("B2").mass_g) == (15_000, 15_000)


def test_a_correction_of_the_manifest_moves_nothing(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    booked = town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1", manifest="42000000")
    answer = town.scan(
        town.point, K.CORRECT, event=booked.event, manifest="42000001", reason="misread"
    )
    payload = database.scalar(
        text("SELECT payload FROM event WHERE id = :id"), {"id": answer.event}
    )
    assert payload == {"manifest": "42000001", "reason": "misread"}
    assert town.unit("B1").state is S.DISPATCHED
