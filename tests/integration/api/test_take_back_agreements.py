"""Take-back agreements over HTTP: both sides see them."""

from __future__ import annotations

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web


def test_both_sides_see_an_agreement_and_nobody_else(web: Web, town: TheTown) -> None:
    web.post("/take-back-agreements", "bureau", a_body(town, "take-back-agreements"))

    seen = {
        login: web.get("/take-back-agreements/AGREEMENT-1", login).status_code
        for login in ("producer", "point", "other_point")
    }

    assert seen == {"producer": 200, "point": 200, "other_point": 404}


def test_a_list_for_one_side_names_its_agreements(web: Web, town: TheTown) -> None:
    web.post("/take-back-agreements", "bureau", a_body(town, "take-back-agreements"))

    for code, found in ((town.point.code, 1), (town.producer.code, 1), (town.shop.code, 0)):
        query = {"organisation": code}
        listed = web.get("/take-back-agreements", "bureau", query_string=query).get_json()
        assert len(listed["items"]) == found
