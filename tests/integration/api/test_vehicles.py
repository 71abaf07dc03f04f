"""Vehicles over HTTP: plates are in Chinese, in addresses too."""

from __future__ import annotations

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web


def test_a_plate_finds_its_vehicle(web: Web, town: TheTown) -> None:
    web.post("/vehicles", "carrier", a_body(town, "vehicles", organisation=None))

    answer = web.get("/vehicles/鄂A·12345", "carrier")

    assert answer.get_json()["organisation"] == town.carrier.code


def test_a_vehicle_is_not_tight_unless_somebody_says_so(web: Web, town: TheTown) -> None:
    body = a_body(town, "vehicles", organisation=None, tight=None)

    assert web.post("/vehicles", "carrier", body).get_json()["tight"] is False
