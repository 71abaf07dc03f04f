"""Is a vehicle asked for its permit when it is loaded and taken over, unless it is exempt?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders import lives
from tests.builders.province import TheTown
from tracker.domain.scan import Detail
from tracker.domain.scan import ScanKind as K
from tracker.store.models.vehicle import VehicleRow

PLATE = "鄂A12345"


@pytest.fixture
def lorry(sessions: sessionmaker[Session], town: TheTown) -> Any:
    """Registers the carrier's lorry as said."""

    def register(**fields: Any) -> None:
        row = {"code": PLATE, "province": 42, "organisation_id": town.carrier.organisation}
        with sessions() as session:
            session.add(VehicleRow(**row | fields))
            session.commit()

    return register


def found(town: TheTown, kind: K, *codes: str, **fields: Any) -> list[str]:
    answer = town.scan(town.carrier, kind, *codes, site="POINT-1", vehicle=PLATE, **fields)
    assert answer.event is not None, answer.refused
    return [note.rule for note in answer.findings if note.subject == PLATE]


def dispatched(town: TheTown, *codes: str) -> None:
    lives.collected(town, *codes)
    town.scan(town.point, K.DISPATCH, *codes, peer_site="SMELTER-1")


def test_a_valid_permit_is_enough(town: TheTown, lorry: Any) -> None:
    lorry(permit="P-1", permit_until=date(2026, 12, 31))
    dispatched(town, "B1")
    assert found(town, K.LOAD, "B1") == []


@pytest.mark.parametrize(
    "fields",
    [
        {"permit": "P-1", "permit_until": date(2026, 10, 30)},
        {"permit": None},
    ],
    ids=["expired yesterday", "none"],
)
def test_without_a_permit_even_sound_batteries_need_a_tight_vehicle(
    town: TheTown, lorry: Any, fields: dict[str, Any]
) -> None:
    lorry(**fields)
    dispatched(town, "B1")
    assert found(town, K.LOAD, "B1") == ["vehicle_permit_missing"]


def test_sound_batteries_in_a_tight_vehicle_are_exempt_and_damaged_ones_are_not(
    town: TheTown, lorry: Any
) -> None:
    lorry(tight=True)
    dispatched(town, "B1", "B2")
    assert found(town, K.LOAD, "B1", "B2") == []
    broken = {"B2": Detail(damaged=True)}
    assert found(town, K.HAND_OVER, "B1", "B2", details=broken) == ["vehicle_permit_missing"]


def test_what_is_damaged_inside_a_box_counts_too(town: TheTown, lorry: Any) -> None:
    lorry(tight=True)
    box = town.box()
    lives.packed(town, box, "B1")
    with town.uow_factory() as uow:
        uow.session.execute(text("UPDATE unit SET damaged = true WHERE kind = 1"))
        uow.commit()
    town.scan(town.point, K.DISPATCH, box, peer_site="SMELTER-1")
    assert found(town, K.LOAD, box) == ["vehicle_permit_missing"]


def test_a_plate_that_nobody_registered_has_no_permit(town: TheTown) -> None:
    dispatched(town, "B1")
    assert found(town, K.LOAD, "B1") == ["vehicle_permit_missing"]


def test_a_licence_for_something_else_is_none(town: TheTown) -> None:
    with town.uow_factory() as uow:
        uow.session.execute(text("UPDATE licence SET waste_codes = '{384-004-31}'"))
        uow.commit()
    lives.collected(town, "B1")
    town.scan(town.point, K.DISPATCH, "B1", peer_site="SMELTER-1")
    town.scan(town.carrier, K.LOAD, "B1", site="POINT-1")
    answer = town.scan(town.recycler, K.RECEIVE, "B1")
    assert [note.rule for note in answer.findings] == ["licence_missing"]
