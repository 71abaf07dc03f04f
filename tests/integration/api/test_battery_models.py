"""Battery models over HTTP: masses and shares that can be true."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.entries import a_body
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of
from tracker.domain.scan import ScanKind


def test_a_new_model_gives_its_batteries_their_mass(web: Web, town: TheTown) -> None:
    web.post("/battery-models", "producer", a_body(town, "battery-models", organisation=None))

    town.scan(town.producer, ScanKind.REGISTER, "B1", model="NEW-MODEL")

    assert town.unit("B1").mass_g == 19_500


@pytest.mark.parametrize(("sent", "kept"), [("0.61", "0.610000"), (1, "1.000000"), (0, "0.000000")])
def test_a_share_lies_between_nothing_and_all(
    web: Web, town: TheTown, sent: object, kept: str
) -> None:
    answer = web.post("/battery-models", "bureau", a_body(town, "battery-models", lead_share=sent))

    assert answer.get_json()["lead_share"] == kept


WRONG: list[tuple[dict[str, Any], dict[str, str]]] = [
    ({"lead_share": "1.01"}, {"/lead_share": "share_out_of_range"}),
    ({"lead_share": -0.1}, {"/lead_share": "share_out_of_range"}),
    ({"lead_share": "60%"}, {"/lead_share": "share_out_of_range"}),
    ({"lead_share": True}, {"/lead_share": "share_out_of_range"}),
    ({"lead_share": "0.1234567"}, {"/lead_share": "share_out_of_range"}),
    ({"nominal_mass_kg": "2000.001"}, {"/nominal_mass_kg": "mass_absurd"}),
    ({"nominal_mass_kg": "15.0001"}, {"/nominal_mass_kg": "mass_not_a_number"}),
    ({"nominal_mass_kg": "Infinity"}, {"/nominal_mass_kg": "mass_not_a_number"}),
    ({"battery_class": "III"}, {"/battery_class": "not_one_of"}),
    ({"category": "sli"}, {"/category": "not_one_of"}),
    ({"valid_until": "2025-01-01"}, {"/valid_until": "until_before_from"}),
]


@pytest.mark.parametrize(("changes", "faults"), WRONG, ids=lambda value: str(value)[:40])
def test_what_is_wrong_is_named_with_its_place(
    web: Web, town: TheTown, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = web.post("/battery-models", "bureau", a_body(town, "battery-models", **changes))

    assert (answer.status_code, faults_of(answer)) == (422, faults)
