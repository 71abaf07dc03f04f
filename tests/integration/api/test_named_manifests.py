"""A scan that loads waste names a manifest: is it looked up, and does it hold the load?"""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.manifests import collected, confirm, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web
from tracker.domain.identifiers import provisional_number
from tracker.domain.scan import ScanKind as K

MISSING = ["manifest_missing"]


@pytest.fixture
def two(town: TheTown) -> None:
    """Two batteries that wait at the point, ready to go."""
    collected(town, "B1", "B2")
    town.scan(town.point, K.DISPATCH, "B1", "B2", peer_site="SMELTER-1")


def loaded(town: TheTown, number: str, *codes: str) -> list[str]:
    """The rules about papers that a loading under this number is told of."""
    answer = town.scan(town.carrier, K.LOAD, *codes, site="POINT-1", manifest=number)
    return [one.rule for one in answer.findings if one.rule in MISSING]


def issued(web: Web, town: TheTown, **changes: Any) -> dict[str, Any]:
    return confirmed(web, "point", drafted(web, town, **changes), "issue")


def test_a_manifest_that_binds_no_batteries_holds_what_is_loaded_under_it(
    web: Web, town: TheTown, two: None
) -> None:
    assert loaded(town, issued(web, town)["number"], "B1", "B2") == []


def test_a_manifest_holds_the_batteries_that_it_binds_and_no_others(
    web: Web, town: TheTown
) -> None:
    collected(town, "B1", "B2")
    rows = [{"pieces": 1, "mass_kg": "15", "codes": ["B1"]}]
    number = issued(web, town, rows=rows)["number"]
    assert loaded(town, number, "B1") == []
    town.scan(town.point, K.DISPATCH, "B2", peer_site="SMELTER-1")
    assert loaded(town, number, "B2") == MISSING


def test_a_draft_is_no_manifest_yet(web: Web, town: TheTown, two: None) -> None:
    assert loaded(town, drafted(web, town)["number"], "B1") == MISSING


def test_a_cancelled_manifest_holds_nothing(web: Web, town: TheTown, two: None) -> None:
    manifest = issued(web, town)
    assert confirm(web, "point", manifest, "cancel", reason="no truck").status_code == 200
    assert loaded(town, manifest["number"], "B1") == MISSING


def test_a_manifest_whose_load_was_accepted_serves_no_second_time(
    web: Web, town: TheTown, two: None
) -> None:
    manifest = walked(web, drafted(web, town), "accept")
    town.clock.pass_by(hours=1)
    assert loaded(town, manifest["number"], "B1") == MISSING


def test_a_load_that_was_turned_back_travels_home_under_its_manifest(
    web: Web, town: TheTown, two: None
) -> None:
    manifest = walked(web, drafted(web, town), "deliver")
    confirmed(web, "recycler", manifest, "reject", reason="acid leaks")
    town.clock.pass_by(hours=1)
    assert loaded(town, manifest["number"], "B1") == []


def test_a_number_that_only_we_give_and_do_not_know_is_none(town: TheTown, two: None) -> None:
    assert loaded(town, provisional_number.build("42", 2026, 77), "B1") == MISSING


def test_a_number_of_another_system_or_on_paper_is_believed(town: TheTown, two: None) -> None:
    assert loaded(town, "20264201000077", "B1") == []
    assert loaded(town, "Z-17", "B2") == []
