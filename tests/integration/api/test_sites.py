"""Sites over HTTP: roles, coordinates, and how a peer is named."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind

pytestmark = pytest.mark.usefixtures("atlas")


def test_of_anothers_site_only_its_name_is_told(web: Web, town: TheTown) -> None:
    answer = web.get(f"/sites/{town.recycler.site}", "point")

    assert (answer.status_code, set(answer.get_json())) == (
        200,
        {"code", "name", "name_en", "division"},
    )


def test_a_new_site_can_be_scanned_at_once(web: Web, town: TheTown) -> None:
    web.post("/sites", "point", a_body(town, "sites", organisation=None))

    answer = town.scan(town.point, ScanKind.COLLECT, "B1", site="NEW-SITE")

    assert answer.refused == {}


def test_coordinates_keep_their_system(web: Web, town: TheTown) -> None:
    placed = {"longitude": 114.305500, "latitude": "30.592800", "coordinate_system": "GCJ02"}

    answer = web.post("/sites", "point", a_body(town, "sites", **placed))

    body = answer.get_json()
    assert (body["longitude"], body["latitude"]) == (114.3055, 30.5928)
    assert body["coordinate_system"] == "GCJ02"


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"roles": []}, {"/roles": "empty_list"}),
    ({"roles": "collector"}, {"/roles": "not_a_list"}),
    ({"roles": ["administrator"]}, {"/roles/0": "not_one_of"}),
    ({"roles": ["seller", "seller"]}, {"/roles/1": "named_twice"}),
    ({"longitude": 181}, {"/longitude": "coordinate_out_of_range"}),
    ({"latitude": "NaN"}, {"/latitude": "coordinate_out_of_range"}),
    (
        {"longitude": 114.3},
        {"/latitude": "belong_together", "/coordinate_system": "belong_together"},
    ),
    ({"capacity_kg": 0}, {"/capacity_kg": "mass_not_positive"}),
    ({"capacity_kg": "3 t"}, {"/capacity_kg": "mass_not_a_number"}),
    ({"division": "武汉"}, {"/division": "unknown_division"}),
    ({"division": "420199"}, {"/division": "unknown_division"}),
    ({"name": "x" * 201}, {"/name": "text_too_long"}),
    ({"name": "\x00"}, {"/name": "text_control_characters"}),
    ({"name": "  "}, {"/name": "text_empty"}),
    ({"code": "A/B"}, {"/code": "code_character"}),
    ({"code": "B🔋"}, {"/code": "code_character"}),
    ({"code": "A" * 129}, {"/code": "text_too_long"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named_with_its_place(
    web: Web, town: TheTown, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post("/sites", "point", a_body(town, "sites", **changes))

    assert (answer.status_code, faults_of(answer)) == (422, faults)


def test_a_name_may_hold_an_emoji_because_signboards_do(web: Web, town: TheTown) -> None:
    answer = web.post("/sites", "point", a_body(town, "sites", name="换电池🔋"))

    assert answer.get_json()["name"] == "换电池🔋"
