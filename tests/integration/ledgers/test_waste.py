"""Do the ledgers of HJ 1259 appendix B lead a batch from its making to the ingot?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.builders.books import rows_in_all_tables
from tests.builders.ledgers import Counter, workbook
from tests.builders.province import TheTown
from tracker.domain.unit import UnitKind, UnitState
from tracker.ledgers.forms import form_named
from tracker.store.repositories.import_jobs import ImportJob


def form(name: str, *rows: dict[str, Any]) -> bytes:
    """A filled form by the keys of its columns."""
    columns = form_named(name).columns
    table: list[Sequence[Any]] = [[column.zh for column in columns]]
    table += [[row.get(column.key) for column in columns] for row in rows]
    return workbook(*table)


def made(batch: str = "HWCS20261002001", **more: Any) -> dict[str, Any]:
    row = {"batch": batch, "day": "2026-10-02", "mass": 1.2, "unit": "吨", "waste": "900-052-31"}
    return row | more


def stored(**more: Any) -> dict[str, Any]:
    return made("HWRK20261003001", day="2026-10-03", sources="HWCS20261002001") | more


def booked(job: ImportJob, rows: int = 1) -> None:
    assert (job.error, job.faults) == (None, [])
    assert job.booked == rows


def test_a_batch_is_made_stored_sent_and_known_by_each_of_its_codes(
    counter: Counter, town: TheTown
) -> None:
    caller, own = town.point.caller, town.point.code
    booked(counter.bring(form("b1", made(pieces=80)), caller, site="POINT-1"))
    booked(counter.bring(form("b2", stored()), caller, site="POINT-1"))
    lot = town.unit(f"{own}-HWRK20261003001")
    assert lot.id == town.unit(f"{own}-HWCS20261002001").id
    assert (lot.kind, lot.state, lot.pieces) == (UnitKind.UNCODED_LOT, UnitState.IN_STORAGE, 80)
    left = made(
        "HWCK20261004001", day="2026-10-04", sources="HWRK20261003001", receiver="SMELTER-1"
    )
    booked(counter.bring(form("b3", left), caller, site="POINT-1"))
    assert town.unit(f"{own}-HWCK20261004001").state is UnitState.DISPATCHED


def test_a_batch_that_only_was_weighed_has_no_pieces(counter: Counter, town: TheTown) -> None:
    booked(counter.bring(form("b1", made()), town.point.caller, site="POINT-1"))
    lot = town.unit(f"{town.point.code}-HWCS20261002001")
    assert (lot.kind, lot.pieces, lot.mass_g) == (UnitKind.UNCODED_LOT, 0, 1_200_000)


def test_a_container_with_a_label_is_packed(counter: Counter, town: TheTown) -> None:
    row = made(container=town.box())
    booked(counter.bring(form("b1", row), town.point.caller, site="POINT-1"))
    lot = town.unit(f"{town.point.code}-HWCS20261002001")
    assert lot.state is UnitState.PACKED
    assert lot.container == town.unit(town.box()).id


def test_stored_without_a_known_making_begins_with_its_collection(
    counter: Counter, town: TheTown
) -> None:
    booked(counter.bring(form("b2", stored()), town.point.caller, site="POINT-1"))
    assert town.unit(f"{town.point.code}-HWRK20261003001").state is UnitState.IN_STORAGE


def test_batches_are_dismantled_and_their_lead_smelted_to_an_ingot(
    counter: Counter, town: TheTown
) -> None:
    caller, own = town.recycler.caller, town.recycler.code
    booked(counter.bring(form("b2", stored(sources=None)), caller, site="SMELTER-1"))
    used = {"batch": "HWZXLY20261005001", "day": "2026-10-05", "mass": "1.2吨"}
    used |= {"sources": "HWRK20261003001"}
    plates = used | {"output": "GRID-1", "material": "板栅", "output_mass": "0.4吨"}
    paste = used | {"output": "PASTE-1", "material": "铅膏", "output_mass": "0.5吨"}
    booked(counter.bring(form("b4", plates, paste), caller, site="SMELTER-1"), 2)
    assert town.unit(f"{own}-HWRK20261003001").state is UnitState.DISMANTLED
    smelted = used | {
        "batch": "HWZXLY20261006001",
        "day": "2026-10-06",
        "sources": "GRID-1、PASTE-1",
    }
    smelted |= {"output": "INGOT-1", "material": "铅锭", "output_mass": "0.6吨"}
    booked(counter.bring(form("b4", smelted), caller, site="SMELTER-1"))
    assert town.unit(f"{own}-INGOT-1").mass_g == 600_000
    assert town.unit(f"{own}-PASTE-1").state is UnitState.SMELTED


def test_what_is_sent_out_goes_to_the_holder_of_the_licence(
    counter: Counter, town: TheTown
) -> None:
    booked(counter.bring(form("b2", stored()), town.point.caller, site="POINT-1"))
    sent = made("HWWWLY20261005001", day="2026-10-05", sources="HWRK20261003001")
    with town.uow_factory() as uow:
        licence = uow.session.connection().exec_driver_sql(
            f"SELECT code FROM licence WHERE organisation_id = {town.recycler.organisation}"
        )
        number = licence.scalar_one()
    booked(counter.bring(form("b5", sent | {"licence": number}), town.point.caller, site="POINT-1"))
    lot = town.unit(f"{town.point.code}-HWWWLY20261005001")
    assert lot.state is UnitState.DISPATCHED


def test_a_receiver_nobody_knows_is_named(counter: Counter, town: TheTown) -> None:
    booked(counter.bring(form("b2", stored()), town.point.caller, site="POINT-1"))
    sent = made("HWCK20261005001", sources="HWRK20261003001", receiver="某某公司", day="2026-10-05")
    job = counter.bring(form("b3", sent), town.point.caller, site="POINT-1")
    assert [fault[1:3] for fault in job.faults or []] == [["receiver", "unknown_receiver"]]


def test_two_enterprises_may_count_their_batches_alike(counter: Counter, town: TheTown) -> None:
    booked(counter.bring(form("b1", made()), town.point.caller, site="POINT-1"))
    booked(counter.bring(form("b1", made()), town.other_point.caller, site="POINT-2"))


def test_every_form_twice_changes_nothing(counter: Counter, town: TheTown) -> None:
    files = [form("b1", made()), form("b2", stored())]
    for content in files:
        counter.bring(content, town.point.caller, site="POINT-1")
    with town.uow_factory() as uow:
        before = rows_in_all_tables(uow.session)
    jobs = [counter.bring(content, town.point.caller, site="POINT-1") for content in files]
    assert [(job.booked, job.known) for job in jobs] == [(0, 1), (0, 1)]
    with town.uow_factory() as uow:
        after = rows_in_all_tables(uow.session)
    assert {name for name in before if before[name] != after[name]} == {"import_job"}


def test_a_part_of_a_lot_is_refused_and_told_how_to_enter_it(
    counter: Counter, town: TheTown
) -> None:
    """Else the whole lot would leave the books with the part."""
    booked(counter.bring(form("b2", stored()), town.point.caller, site="POINT-1"))
    left = made("HWCK20261004001", day="2026-10-04", sources="HWRK20261003001", mass=0.5)
    job = counter.bring(form("b3", left | {"receiver": "SMELTER-1"}), town.point.caller)
    assert [fault[:3] for fault in job.faults or []] == [[2, "site", "site_not_named"]]
    left |= {"receiver": "SMELTER-1", "site": "POINT-1"}
    job = counter.bring(form("b3", left), town.point.caller)
    assert [fault[1:3] for fault in job.faults or []] == [["mass", "lot_in_part"]]
    assert (job.faults or [])[0][4] == {"whole": "1.2", "part": "0.5"}
    assert town.unit(f"{town.point.code}-HWRK20261003001").state is UnitState.IN_STORAGE
    booked(counter.bring(form("b3", left | {"mass": 1.17}), town.point.caller))


def test_rows_of_one_treatment_may_share_its_amount(counter: Counter, town: TheTown) -> None:
    caller = town.recycler.caller
    booked(counter.bring(form("b2", stored(sources=None)), caller, site="SMELTER-1"))
    used = {"batch": "HWZXLY20261005001", "day": "2026-10-05", "sources": "HWRK20261003001"}
    plates = used | {"output": "G", "material": "板栅", "output_mass": "0.4吨", "mass": "0.5吨"}
    paste = used | {"output": "P", "material": "铅膏", "output_mass": "0.5吨", "mass": "0.3吨"}
    job = counter.bring(form("b4", plates, paste), caller, site="SMELTER-1")
    assert [fault[:3] for fault in job.faults or []] == [
        *([2, "mass", "lot_in_part"], [3, "mass", "lot_in_part"]),
    ]
    booked(
        counter.bring(form("b4", plates, paste | {"mass": "0.7吨"}), caller, site="SMELTER-1"), 2
    )


def test_a_lot_without_a_count_goes_all_the_way(counter: Counter, town: TheTown) -> None:
    caller = town.recycler.caller
    row = stored(sources=None, pieces=0)
    booked(counter.bring(form("b2", row), caller, site="SMELTER-1"))
    used = {"batch": "B", "day": "2026-10-05", "mass": "1.2吨", "sources": "HWRK20261003001"}
    used |= {"output": "INGOT", "material": "粗铅", "output_mass": "0.7吨"}
    booked(counter.bring(form("b4", used), caller, site="SMELTER-1"))
    lot = town.unit(f"{town.recycler.code}-HWRK20261003001")
    assert (lot.state, lot.pieces, lot.mass_g) == (UnitState.DISMANTLED, 0, 1_200_000)
