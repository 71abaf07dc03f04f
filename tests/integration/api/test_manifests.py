"""Manifests over HTTP: filled in, walked from the collection point to the smelter, looked up."""

from __future__ import annotations

from sqlalchemy import Connection

from tests.builders.manifests import collected, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.unit import UnitState


def test_a_load_goes_from_the_point_to_the_smelter(
    web: Web, town: TheTown, database: Connection
) -> None:
    codes = collected(town, "B1", "B2", "B3")
    rows = [{"pieces": 3, "mass_kg": "45", "codes": list(codes)}]
    manifest = drafted(web, town, rows=rows)
    assert manifest["state"] == "draft"
    assert manifest["number"].startswith("PM42")

    manifest = confirmed(web, "point", manifest, "issue", number="20264201000001")
    assert (manifest["number"], manifest["number_kind"]) == ("20264201000001", "official")
    assert town.unit("B1").state is UnitState.DISPATCHED
    manifest = confirmed(web, "carrier", manifest, "load", scanned=list(codes))
    assert town.unit("B1").state is UnitState.IN_TRANSIT
    manifest = confirmed(web, "carrier", manifest, "depart")
    manifest = confirmed(web, "carrier", manifest, "deliver")
    assert manifest["due"]["clock"] == "acceptance"
    manifest = confirmed(web, "recycler", manifest, "accept", scanned=list(codes))
    assert town.unit("B1").state is UnitState.RECEIVED
    assert manifest["accepted_t"] == "0.045000"
    assert confirmed(web, "recycler", manifest, "close")["state"] == "closed"


def test_one_that_binds_no_batteries_goes_the_same_way(web: Web, town: TheTown) -> None:
    assert walked(web, drafted(web, town), "close")["state"] == "closed"
