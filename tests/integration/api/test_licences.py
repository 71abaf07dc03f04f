"""Licences over HTTP: odd numbers are kept, wrong days are not."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind

pytestmark = pytest.mark.usefixtures("atlas")


def test_an_unusual_number_is_kept_with_a_warning(web: Web, town: TheTown) -> None:
    answer = web.post("/licences", "bureau", a_body(town, "licences", code="鄂环危〔2025〕7号"))

    assert answer.status_code == 201
    assert [note["code"] for note in answer.get_json()["warnings"]] == ["licence_form"]


def test_a_waste_code_that_was_replaced_is_kept_with_a_warning(web: Web, town: TheTown) -> None:
    body = a_body(town, "licences", waste_codes=["90005231", "900-044-49"])

    answer = web.post("/licences", "bureau", body).get_json()

    assert answer["waste_codes"] == ["900-052-31", "900-044-49"]
    assert [(note["pointer"], note["code"]) for note in answer["warnings"]] == [
        ("/waste_codes/1", "waste_code_retired")
    ]


def test_a_licence_counts_as_it_was_last_amended(web: Web, town: TheTown) -> None:
    mine = web.get("/licences", "recycler").get_json()["items"][0]
    ended = mine | {"valid_until": "2025-12-31"}

    assert web.put(f"/licences/{mine['code']}", "bureau", ended).status_code == 200

    town.scan(town.point, ScanKind.COLLECT, "B1")
    town.scan(town.point, ScanKind.DISPATCH, "B1", peer_site="SMELTER-1")
    town.scan(town.point, ScanKind.LOAD, "B1")
    answer = town.scan(town.recycler, ScanKind.RECEIVE, "B1")
    assert "licence_missing" in {finding.rule for finding in answer.findings}


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"valid_until": "2025-12-31"}, {"/valid_until": "until_before_from"}),
    ({"valid_from": "2026-02-30"}, {"/valid_from": "not_a_day"}),
    ({"valid_from": "20260201"}, {"/valid_from": "not_a_day"}),
    ({"valid_from": "2026-01-01T00:00:00Z"}, {"/valid_from": "not_a_day"}),
    ({"valid_from": "0001-01-01"}, {"/valid_from": "day_out_of_range"}),
    ({"valid_until": "9999-12-31"}, {"/valid_until": "day_out_of_range"}),
    ({"scope": ["smuggle"]}, {"/scope/0": "not_one_of"}),
    ({"waste_codes": ["HW31"]}, {"/waste_codes/0": "not_a_waste_code"}),
    ({"waste_codes": ["90005231", "900-052-31"]}, {"/waste_codes/1": "named_twice"}),
    ({"capacity_kg": 10**11}, {"/capacity_kg": "mass_absurd"}),
    ({"capacity_kg": -1}, {"/capacity_kg": "mass_not_positive"}),
    ({"organisation": "NOBODY"}, {"/organisation": "unknown_organisation"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named_with_its_place(
    web: Web, town: TheTown, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post("/licences", "bureau", a_body(town, "licences", **changes))

    assert (answer.status_code, faults_of(answer)) == (422, faults)
