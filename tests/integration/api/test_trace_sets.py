"""Sets of units over HTTP: one call each, with the rights of a trace."""

from __future__ import annotations

from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tests.integration.api.test_traces import CODES, live


def test_a_recall_set_travels_with_its_count_and_digest(web: Web, town: TheTown) -> None:
    live(web, town)
    answer = web.post("/recall-sets", "bureau", {"codes": [CODES[0]]})
    body = answer.get_json()
    assert answer.status_code == 200
    assert body["count"] == len(body["codes"]) == 4
    assert len(body["sha256"]) == 64


def test_a_common_cause_travels_with_its_shares(web: Web, town: TheTown) -> None:
    live(web, town)
    body = web.post("/common-causes", "bureau", {"codes": ["GRID-1", "INGOT-1"]}).get_json()
    assert next(one["code"] for one in body["things"] if one["code"]) == "GRID-1"
    assert [one["site"]["code"] for one in body["sites"]] == ["POINT-1"]


def test_a_set_of_one_has_no_common_cause(web: Web, town: TheTown) -> None:
    answer = web.post("/common-causes", "bureau", {"codes": ["GRID-1"]})
    assert answer.status_code == 422
    assert faults_of(answer) == {"/codes": "set_of_codes"}
