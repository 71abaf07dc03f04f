"""Are the papers of receiver, sender and carrier asked for at each hand-over of a load?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.orm import Session, sessionmaker

from tests.builders.manifests import collected, confirmed, drafted, walked
from tests.builders.province import WASTE_BATTERIES, TheTown
from tests.builders.web import Web
from tracker.store.models.keeper_papers import PlannedTransferRow
from tracker.store.models.vehicle import VehicleRow
from tracker.usecases.sweep_alarms import sweep_alarms


def rules(answer: Mapping[str, Any]) -> list[str]:
    return [one["rule"] for one in answer["findings"]]


@pytest.fixture
def plan(sessions: sessionmaker[Session], town: TheTown) -> Any:
    """Files a plan of the collection point: a receiver, kilograms a year."""

    def file(receiver: int, mass_kg: int) -> None:
        with sessions() as session:
            row = PlannedTransferRow(
                code=f"P-{receiver}-{mass_kg}",
                province=42,
                organisation_id=town.point.organisation,
                year=town.clock.now().year,
                plan="GL1",
                waste_code=WASTE_BATTERIES,
                receiver_id=receiver,
                mass_g=mass_kg * 1_000,
            )
            session.add(row)
            session.commit()

    return file


def states(database: Connection, rule: str) -> list[str]:
    query = text("SELECT state FROM alarm WHERE rule = :rule ORDER BY due")
    return list(database.scalars(query, {"rule": rule}))


def test_a_sender_without_a_plan_is_another_rules_business(web: Web, town: TheTown) -> None:
    assert rules(walked(web, drafted(web, town), "issue")) == []


def test_a_receiver_whom_the_filed_plan_does_not_name_is_found(
    web: Web, town: TheTown, plan: Any
) -> None:
    plan(town.station.organisation, 10_000)
    assert rules(walked(web, drafted(web, town), "issue")) == ["outside_plan"]


def test_a_plan_is_exceeded_by_the_load_that_goes_beyond_it_until_it_is_amended(
    web: Web, town: TheTown, plan: Any, database: Connection
) -> None:
    plan(town.recycler.organisation, 1_000)
    assert rules(walked(web, drafted(web, town), "issue")) == []
    assert rules(walked(web, drafted(web, town), "issue")) == ["plan_exceeded"]
    town.clock.pass_by(days=1)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "plan_exceeded") == ["raised"]

    plan(town.recycler.organisation, 500)
    town.clock.pass_by(days=1)
    sweep_alarms(town.uow_factory(), town.clock)
    assert states(database, "plan_exceeded") == ["resolved"]


def test_a_load_for_which_no_vehicle_was_named_is_found_when_it_is_loaded(
    web: Web, town: TheTown
) -> None:
    nameless = [{"organisation": town.carrier.code}]
    draft = drafted(web, town, carriers=nameless)
    assert rules(confirmed(web, "point", draft, "issue")) == []
    loaded = walked(web, drafted(web, town, carriers=nameless), "load")
    assert rules(loaded) == ["manifest_parties_wrong"]
    named = {"load": {"vehicle": "鄂A12345"}}
    loaded = walked(web, drafted(web, town, carriers=nameless), "load", **named)
    assert "manifest_parties_wrong" not in rules(loaded)


def test_a_cancelled_manifest_takes_nothing_of_the_plan(web: Web, town: TheTown, plan: Any) -> None:
    plan(town.recycler.organisation, 1_000)
    issued = walked(web, drafted(web, town), "issue")
    confirmed(web, "point", issued, "cancel", reason="not today")
    assert rules(walked(web, drafted(web, town), "issue")) == []


@pytest.mark.parametrize(("purpose", "found"), [("use", []), ("dispose", ["receiver_unlicensed"])])
def test_a_licence_must_cover_what_the_load_is_for(
    web: Web, town: TheTown, database: Connection, purpose: str, found: list[str]
) -> None:
    database.execute(text("UPDATE licence SET scope = '{collect,use}'"))
    assert rules(walked(web, drafted(web, town, purpose=purpose), "issue")) == found


def test_the_licence_is_asked_again_when_the_next_carrier_takes_over(
    web: Web, town: TheTown, database: Connection
) -> None:
    papers = {"vehicle": "鄂A12345", "permit": "420100000001"}
    carriers = [{"organisation": one.code} | papers for one in (town.carrier, town.carrier)]
    manifest = walked(web, drafted(web, town, carriers=carriers), "depart")
    handed = confirmed(web, "carrier", manifest, "hand_over")
    database.execute(text("UPDATE licence SET valid_until = '2026-01-01'"))
    assert rules(confirmed(web, "carrier", handed, "take_over")) == ["receiver_unlicensed"]


def test_who_accepts_nothing_needs_no_licence(
    web: Web, town: TheTown, database: Connection
) -> None:
    manifest = walked(web, drafted(web, town), "deliver")
    database.execute(text("UPDATE licence SET valid_until = '2026-01-01'"))
    assert rules(confirmed(web, "recycler", manifest, "reject", reason="wet")) == []


def test_a_vehicle_is_asked_for_its_permit_when_the_load_has_damaged_ones(
    web: Web, town: TheTown, sessions: sessionmaker[Session]
) -> None:
    with sessions() as session:
        carrier = town.carrier.organisation
        row = VehicleRow(code="鄂A12345", province=42, organisation_id=carrier, tight=True)
        session.add(row)
        session.commit()
    for codes, broken in ((("B1",), []), (("B2",), ["B2"])):
        collected(town, *codes)
        rows = [{"pieces": 1, "mass_kg": "15", "codes": list(codes)}]
        issued = walked(web, drafted(web, town, rows=rows), "issue")
        reasons = dict.fromkeys(broken, "fell")
        given = {"damaged": broken, "reasons": reasons} if broken else {}
        loaded = confirmed(web, "carrier", issued, "load", scanned=list(codes), **given)
        assert rules(loaded) == (["vehicle_permit_missing"] if broken else [])


def test_a_permit_stated_on_the_manifest_counts(web: Web, town: TheTown) -> None:
    carriers = [{"organisation": town.carrier.code, "vehicle": "鄂B1", "permit": "P-1"}]
    assert rules(walked(web, drafted(web, town, carriers=carriers), "load")) == []
    carriers = [{"organisation": town.carrier.code, "vehicle": "鄂B1"}]
    unknown = walked(web, drafted(web, town, carriers=carriers), "load")
    assert rules(unknown) == ["vehicle_permit_missing"]


def test_what_comes_on_top_at_the_loading_is_told_by_its_label(web: Web, town: TheTown) -> None:
    collected(town, "B1", "B2")
    rows = [{"pieces": 1, "mass_kg": "15", "codes": ["B1"]}]
    issued = walked(web, drafted(web, town, rows=rows, carriers=_with_papers(town)), "issue")
    reasons = {"B2": "put on by mistake"}
    loaded = confirmed(web, "carrier", issued, "load", scanned=["B1", "B2"], reasons=reasons)
    assert rules(loaded) == ["label_differs"]


def test_what_is_missing_at_the_loading_stays_behind_and_is_no_wrong_label(
    web: Web, town: TheTown
) -> None:
    collected(town, "B1", "B2")
    rows = [{"pieces": 2, "mass_kg": "30", "codes": ["B1", "B2"]}]
    issued = walked(web, drafted(web, town, rows=rows, carriers=_with_papers(town)), "issue")
    reasons = {"B2": "no room"}
    loaded = confirmed(web, "carrier", issued, "load", scanned=["B1"], reasons=reasons)
    assert rules(loaded) == []


def _with_papers(town: TheTown) -> list[dict[str, str]]:
    named = {"vehicle": "鄂A12345", "permit": "420100000001"}
    return [{"organisation": town.carrier.code, **named}]
