"""Sealed fields change with the other side's consent only, and some never."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import Connection
from werkzeug.test import TestResponse

from tests.builders.books import alarms
from tests.builders.manifests import answer_of, confirmed, drafted, walked
from tests.builders.province import TheTown
from tests.builders.web import Web, faults_of


def propose(
    web: Web, login: str, manifest: dict[str, Any], *changes: dict[str, Any]
) -> TestResponse:
    body = {"version": manifest["version"], "reason": "typing error", "changes": list(changes)}
    return web.post(f"/manifests/{manifest['number']}/revisions", login, body)


def answer(web: Web, login: str, manifest: dict[str, Any], said: str) -> TestResponse:
    path = f"/manifests/{manifest['number']}/revisions/1"
    return web.put(path, login, {"answer": said})


MASS = {"field": "mass_kg", "place": 1, "new": "610"}
VEHICLE = {"field": "vehicle", "place": 1, "new": "鄂B00001"}


def test_with_consent_a_revision_counts(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    assert propose(web, "recycler", issued, MASS).status_code == 201
    revised = answer_of(answer(web, "point", issued, "accepted"), 200)
    assert (revised["mass_t"], revised["version"]) == ("0.610000", issued["version"] + 1)
    told = web.get(f"/manifests/{issued['number']}/history", "point").get_json()
    assert told["revisions"][0]["state"] == "accepted"
    assert told["confirmations"][-1]["step"] == "revise"


def test_a_carriers_vehicle_is_between_carrier_and_sender(web: Web, town: TheTown) -> None:
    loaded = walked(web, drafted(web, town), "load")
    assert faults_of(propose(web, "recycler", loaded, VEHICLE)) == {
        "/changes": "revision_of_another"
    }
    assert propose(web, "carrier", loaded, VEHICLE).status_code == 201
    assert answer(web, "recycler", loaded, "accepted").status_code == 409
    revised = answer_of(answer(web, "point", loaded, "accepted"), 200)
    assert revised["carriers"][0]["vehicle"] == "鄂B00001"


def test_what_was_accepted_changes_with_the_senders_consent(web: Web, town: TheTown) -> None:
    accepted = walked(web, drafted(web, town), "accept")
    change = {"field": "accepted_kg", "place": 1, "new": "595.5"}
    assert propose(web, "recycler", accepted, change).status_code == 201
    assert answer_of(answer(web, "point", accepted, "accepted"), 200)["accepted_t"] == "0.595500"


def test_a_revision_that_parts_the_masses_of_both_ends_is_found(
    web: Web, town: TheTown, database: Connection
) -> None:
    accepted = walked(web, drafted(web, town), "accept")
    change = {"field": "accepted_kg", "place": 1, "new": "500"}
    propose(web, "recycler", accepted, change)
    revised = answer_of(answer(web, "point", accepted, "accepted"), 200)
    raised = [(one["rule"], one["state"]) for one in revised["consequences"]["alarms"]]
    assert raised == [("weight_differs", "raised")]
    assert ("weight_differs", accepted["number"]) in alarms(database)


def test_refused_or_withdrawn_it_changes_nothing_and_makes_room(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    propose(web, "point", issued, MASS)
    assert propose(web, "recycler", issued, MASS).get_json()["code"] == "step_refused"
    assert faults_of(answer(web, "recycler", issued, "withdrawn")) == {"": "not_your_revision"}
    withdrawn = answer_of(answer(web, "point", issued, "withdrawn"), 200)
    assert (withdrawn["mass_t"], withdrawn["open_revision"]) == ("0.600000", None)
    assert answer(web, "recycler", issued, "accepted").status_code == 409
    assert propose(web, "recycler", issued, MASS).status_code == 201


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"field": "receiver", "new": "STATION-1"}, "field_not_revisable"),
        ({"field": "mass_kg", "place": 7, "new": "1"}, "unknown_place"),
        ({"field": "mass_kg", "place": 1, "new": "heavy"}, "value_misfits"),
        ({"field": "mass_kg", "place": 1, "new": "600"}, "no_change"),
        ({"field": "accepted_kg", "place": 1, "new": "1"}, "field_not_sealed"),
        ({"field": "vehicle", "place": 1, "new": "鄂B00001"}, "field_not_sealed"),
    ],
)
def test_what_cannot_be_proposed_is_refused(
    web: Web, town: TheTown, change: dict[str, Any], fault: str
) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    assert faults_of(propose(web, "point", issued, change)) == {"/changes/0": fault}


def test_fields_of_different_counterparts_are_proposed_one_by_one(web: Web, town: TheTown) -> None:
    loaded = walked(web, drafted(web, town), "load")
    both = propose(web, "point", loaded, MASS, VEHICLE)
    assert faults_of(both) == {"/changes": "one_counterpart"}


def test_a_revision_of_an_older_version_is_refused(web: Web, town: TheTown) -> None:
    issued = confirmed(web, "point", drafted(web, town), "issue")
    confirmed(web, "carrier", issued, "load")
    assert propose(web, "point", issued, MASS).get_json()["code"] == "someone_was_faster"
