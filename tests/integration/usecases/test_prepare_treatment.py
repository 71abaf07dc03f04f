"""What comes out of a treatment, and how much may it weigh?"""

from __future__ import annotations

from sqlalchemy import Connection, text

from tests.builders import lives
from tests.builders.province import TheTown
from tests.integration.usecases.test_scan_refusals import refused_whole
from tracker.domain.scan import Output
from tracker.domain.scan import ScanKind as K
from tracker.domain.unit import Material, UnitKind
from tracker.domain.unit import UnitState as S
from tracker.store.codes import Part


def test_inputs_and_outputs_are_written_with_their_masses(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1", "B2")
    lives.received(town, "B1", "B2")
    lots = [Output("PASTE", Material.PASTE, 18_000, 720_000), Output("GRID", Material.GRID, 7_000)]
    answer = town.scan(town.recycler, K.DISMANTLE, "B1", "B2", outputs=lots)
    rows = database.execute(
        text("SELECT unit_id, part, mass_g FROM event_unit WHERE event_id = :id"),
        {"id": answer.event},
    )
    ids = {code: town.unit(code).id for code in ("B1", "B2", "PASTE", "GRID")}
    assert {(row.unit_id, row.part, row.mass_g) for row in rows} == {
        (ids["B1"], Part.INPUT, 15_000),
        (ids["B2"], Part.INPUT, 15_000),
        (ids["PASTE"], Part.OUTPUT, 18_000),
        (ids["GRID"], Part.OUTPUT, 7_000),
    }


def test_a_lot_keeps_its_material_and_lead_share_and_lies_at_the_plant(
    town: TheTown, database: Connection
) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    lot = Output("PASTE", Material.PASTE, 9_000, 720_000, pieces=3)
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[lot])
    found = town.unit("PASTE")
    assert (found.kind, found.state, found.pieces) == (UnitKind.MATERIAL_LOT, S.IN_STORAGE, 3)
    assert found.site == town.recycler.sites["SMELTER-1"]
    row = database.execute(text("SELECT material, lead_share FROM unit WHERE kind = 4")).one()
    assert tuple(row) == (2, 720_000)


def test_a_treatment_cannot_add_half_of_the_mass_again(town: TheTown, database: Connection) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    too_much = Output("PASTE", Material.PASTE, 22_501)
    with refused_whole(database, ("outputs_exceed_inputs", "/outputs")):
        town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[too_much])
    most = Output("PASTE", Material.PASTE, 22_500)
    assert town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[most]).event is not None


def test_a_weighed_charge_counts_more_than_what_the_books_say(town: TheTown) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    lot = Output("PASTE", Material.PASTE, 40_000)
    charge = town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[lot], mass_g=30_000)
    assert charge.event is not None


def test_what_was_never_weighed_may_yield_anything(town: TheTown) -> None:
    town.scan(town.point, K.COLLECT, "UNSEEN")
    lives.received(town, "UNSEEN")
    lot = Output("PASTE", Material.PASTE, 40_000)
    assert town.scan(town.recycler, K.DISMANTLE, "UNSEEN", outputs=[lot]).event is not None


def test_a_battery_is_not_smelted_and_a_lot_is_not_dismantled(town: TheTown) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    ingot = [Output("INGOT", Material.INGOT, 1_000)]
    assert town.scan(town.recycler, K.SMELT, "B1", outputs=ingot).refused["B1"].code
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[Output("PASTE", Material.PASTE, 9_000)])
    assert town.scan(town.recycler, K.DISMANTLE, "PASTE", outputs=ingot).refused["PASTE"].code


def test_slag_is_disposed_of(town: TheTown) -> None:
    lives.collected(town, "B1")
    lives.received(town, "B1")
    town.scan(town.recycler, K.DISMANTLE, "B1", outputs=[Output("SLAG", Material.SLAG, 500)])
    town.scan(town.recycler, K.DISPOSE, "SLAG", reason="to the landfill")
    assert town.unit("SLAG").state is S.DISPOSED
